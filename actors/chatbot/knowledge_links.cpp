#include "actors/chatbot/knowledge_links.hpp"

#include <algorithm>

namespace flexcord::actors {
namespace {

constexpr auto nowhere = std::string_view::npos;
constexpr std::size_t longest_label = 300, longest_address = 2100;

std::string_view bare(std::string_view url) {
  url = url.substr(0, url.find('#'));
  while (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

bool is_address(std::string_view text) {
  return text.starts_with("https://") || text.starts_with("http://");
}

/// The address that begins here: up to white space, a sign that no address has, or a closing
/// bracket that it did not open, and without the punctuation of the sentence around it.
std::string_view address_at(std::string_view text) {
  std::size_t end = 0;
  int open = 0;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (static_cast<unsigned char>(c) <= ' ' || std::string_view{"<>\"`|\\]"}.find(c) != nowhere)
      break;
    if (c == '(') ++open;
    if (c == ')' && --open < 0) break;
  }
  auto address = text.substr(0, end);
  while (!address.empty() && std::string_view{".,;:!?'*_~"}.find(address.back()) != nowhere)
    address.remove_suffix(1);
  return address;
}

/// "[label](address)" at the beginning of a text; no label: it is none.
struct masked {
  std::string_view label, address;
  std::size_t length = 0;
};

masked masked_at(std::string_view text) {
  // Bounded, since a hostile text may hold a bracket at every place.
  const auto middle = text.substr(0, longest_label).find("](");
  if (middle == nowhere || middle < 2 ||
      text.substr(1, middle - 1).find_first_of("[]\n") != nowhere)
    return {};
  auto rest = text.substr(middle + 2, longest_address);
  const bool in_angles = rest.starts_with('<');
  if (in_angles) rest.remove_prefix(1);
  if (!is_address(rest)) return {};
  const auto address =
      in_angles ? rest.substr(0, std::min(rest.find('>'), rest.size())) : address_at(rest);
  const auto close = rest.find(')', address.size());
  if (close == nowhere || address.find_first_of(" \n") != nowhere) return {};
  const auto before = static_cast<std::size_t>(rest.data() - text.data());
  return {text.substr(1, middle - 1), address, before + close + 1};
}

} // namespace

judged_links judge_links(std::string_view text, const std::vector<std::string>& given) {
  judged_links result;
  auto cite = [&](std::string_view address) {
    const auto at = std::find_if(given.begin(), given.end(),
                                 [&](const auto& url) { return bare(url) == bare(address); });
    if (at == given.end()) return false;
    const auto i = static_cast<std::size_t>(at - given.begin());
    if (std::find(result.cited.begin(), result.cited.end(), i) == result.cited.end())
      result.cited.push_back(i);
    return true;
  };
  for (std::size_t i = 0; i < text.size();) {
    const auto rest = text.substr(i);
    std::size_t taken = 1;
    std::string_view as_is = rest.substr(0, 1);
    if (rest.front() == '[') {
      if (const auto link = masked_at(rest); !link.label.empty()) {
        taken = link.length;
        as_is = rest.substr(0, taken);
        if (!cite(link.address)) {
          result.text += link.label;
          if (link.label != link.address) {
            result.text += " (";
            result.text += link.address;
            result.text += ')';
          }
          as_is = {};
        }
      }
    } else if (is_address(rest)) {
      as_is = address_at(rest);
      taken = as_is.size();
      cite(as_is);
    }
    result.text += as_is;
    i += taken;
  }
  return result;
}

} // namespace flexcord::actors
