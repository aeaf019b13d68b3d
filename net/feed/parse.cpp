#include "net/feed/parse.hpp"

#include "net/feed/charset.hpp"
#include "net/feed/markdown.hpp"
#include "net/feed/message.hpp"
#include "net/feed/plain.hpp"
#include "net/feed/reading.hpp"
#include "net/twilio/crypto.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <stdexcept>

namespace flexcord::net::feed {

namespace {

constexpr std::size_t digest_digits = 20;

std::string digest(std::string_view text) {
  return twilio::sha256_hex(text).substr(0, digest_digits);
}

/// Joins parts so that no two lists of parts give the same text.
std::string digest_of(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const auto part : parts) (all += std::to_string(part.size()) += ':') += part;
  return digest(all);
}

/// Keeps the newest: undated entries count as the newest, since they cannot be told apart.
void keep_newest(document& d, std::size_t most) {
  if (d.items.size() <= most) return;
  std::vector<std::size_t> order(d.items.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
    const auto x = d.items[a].at, y = d.items[b].at;
    return x != y && (x == 0 || (y != 0 && x > y));
  });
  d.dropped = static_cast<std::uint32_t>(d.items.size() - most);
  order.resize(most);
  std::sort(order.begin(), order.end());
  std::vector<item> kept;
  for (const auto i : order) kept.push_back(std::move(d.items[i]));
  d.items = std::move(kept);
}

constexpr std::size_t most_elements = 50'000; ///< items looked at; a document of 2 MB has fewer

} // namespace

void reading::take(raw_item&& raw) {
  const bool empty = raw.title.empty() && raw.content.empty() && raw.link.empty();
  if (empty || ids.size() >= most_elements) {
    ++out.skipped;
    return;
  }
  item made;
  made.title = cut(raw.title, longest_title);
  made.link = std::move(raw.link);
  made.at = raw.at;
  const auto room = text_room(made.title, made.link);
  auto text = raw.html ? html_to_markdown(raw.content, raw.base, room)
                       : text_to_markdown(raw.content, room);
  made.text = std::move(text.text);
  made.image = raw.image.empty() ? std::move(text.image) : std::move(raw.image);
  if (made.title.empty() && made.text.empty() && made.link.empty()) {
    ++out.skipped;
    return;
  }
  made.print = digest_of({made.title, made.text, made.link, made.image});
  made.id = raw.id.empty() ? digest_of({made.title, made.text}) : digest(raw.id);
  if (!made.title.empty() && !made.link.empty()) made.twin = digest_of({made.link, made.title});
  if (!ids.insert(made.id).second) {
    ++out.repeated;
    return;
  }
  out.items.push_back(std::move(made));
}

boost::system::result<document, parse_problem> parse(std::string_view bytes,
                                                     std::string_view content_type,
                                                     std::string_view url, const limits& most) {
  if (bytes.size() > most.bytes) return parse_problem{"the document is too large"};
  std::string unknown;
  const auto text = to_utf8(bytes, content_type, unknown);
  if (!text) return parse_problem{"an encoding that is not supported: " + one_line(unknown)};
  pugi::xml_document xml;
  const auto outcome =
      xml.load_buffer(text->data(), text->size(), pugi::parse_default, pugi::encoding_utf8);
  if (!outcome)
    return parse_problem{std::string{"not well-formed XML: "} + outcome.description() +
                         " at byte " + std::to_string(outcome.offset) + " of " +
                         std::to_string(text->size())};
  const auto root = xml.document_element();
  scope outside;
  outside.set_base(std::string{url});
  const auto name = outside.inside(root).name(root);
  document out;
  reading r{most, out};
  if (name.is(vocabulary::none, "rss"))
    read_rss(root, outside, r);
  else if (name.local == "feed" &&
           (name.where == vocabulary::atom || name.where == vocabulary::none))
    read_atom(root, outside, r);
  else
    return parse_problem{"neither RSS 2.0 nor Atom"};
  keep_newest(out, most.items);
  return out;
}

void throw_exception_from_error(const parse_problem& p, const boost::source_location&) {
  throw std::runtime_error(p.what);
}

} // namespace flexcord::net::feed
