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

/// Of its id or link; of an entry that has neither, of what it says.
std::string id_of(const raw_item& raw, std::string_view text) {
  return raw.id.empty() ? digest_of({raw.title, text}) : digest(raw.id);
}

/// Keeps the newest: undated entries count as the newest, since they cannot be told apart.
void keep_newest(std::vector<raw_item>& entries, std::size_t most) {
  if (entries.size() <= most) return;
  std::vector<std::size_t> order(entries.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
    const auto x = entries[a].at, y = entries[b].at;
    return x != y && (x == 0 || (y != 0 && x > y));
  });
  order.resize(most);
  std::sort(order.begin(), order.end());
  std::vector<raw_item> kept;
  for (const auto i : order) kept.push_back(std::move(entries[i]));
  entries = std::move(kept);
}

constexpr std::size_t most_elements = 50'000; ///< items looked at; a document of 2 MB has fewer

} // namespace

void reading::take(raw_item&& raw) {
  const bool empty = raw.title.empty() && raw.content.empty() && raw.link.empty();
  if (empty || ids.size() >= most_elements) {
    ++out.skipped;
    return;
  }
  raw.title = cut(raw.title, longest_title);
  if (!ids.insert(id_of(raw, raw.content)).second) {
    ++out.repeated;
    return;
  }
  entries.push_back(std::move(raw));
}

void reading::make() {
  const auto all = entries.size();
  keep_newest(entries, most.items);
  out.dropped = static_cast<std::uint32_t>(all - entries.size());
  std::set<std::string> made_ids; // what was written in two ways may be shown in one
  for (auto& raw : entries) {
    const auto room = text_room(raw.title, raw.link);
    auto text = raw.html ? html_to_markdown(raw.content, raw.base, room)
                         : text_to_markdown(raw.content, room);
    if (raw.title.empty() && text.text.empty() && raw.link.empty()) {
      ++out.skipped;
      continue;
    }
    item made;
    made.id = id_of(raw, text.text);
    if (!made_ids.insert(made.id).second) {
      ++out.repeated;
      continue;
    }
    made.title = std::move(raw.title);
    made.link = std::move(raw.link);
    made.at = raw.at;
    made.text = std::move(text.text);
    made.image = raw.image.empty() ? std::move(text.image) : std::move(raw.image);
    made.print = digest_of({made.title, made.text, made.link, made.image});
    if (!made.title.empty() && !made.link.empty()) made.twin = digest_of({made.link, made.title});
    out.items.push_back(std::move(made));
  }
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
  r.make();
  return out;
}

void throw_exception_from_error(const parse_problem& p, const boost::source_location&) {
  throw std::runtime_error(p.what);
}

} // namespace flexcord::net::feed
