#include "net/feed/reading.hpp"

#include "net/feed/date.hpp"
#include "net/feed/link.hpp"
#include "net/feed/plain.hpp"

#include <pugixml.hpp>

namespace flexcord::net::feed {

namespace {

constexpr std::size_t longest_word = 4096; ///< of ids, links, dates

std::string line_of(const pugi::xml_node& node) { return one_line(content_of(node, longest_word)); }

bool is_plain(const element_name& n, std::string_view name) {
  return n.is(vocabulary::none, name) || n.is(vocabulary::atom, name);
}

void read_item(const pugi::xml_node& node, const scope& around, reading& r) {
  scope own;
  const auto& here = around.inside(node, own);
  raw_item raw;
  raw.base = here.base();
  std::string guid, description, encoded, permalink, media;
  std::int64_t published = 0, dublin = 0;
  int seen = 0;
  scope room;
  for (const auto& child : node.children()) {
    if (child.type() != pugi::node_element || ++seen > 200) continue;
    const auto& in = here.inside(child, room);
    const auto n = in.name(child);
    if (n.is(vocabulary::none, "title")) {
      if (raw.title.empty()) raw.title = html_to_line(content_of(child, longest_word));
    } else if (is_plain(n, "link")) {
      const auto href = attribute_of(child, "href");
      const auto rel = attribute_of(child, "rel");
      if (raw.link.empty() && (rel.empty() || rel == "alternate"))
        raw.link = web_link(in.base(), href.empty() ? line_of(child) : std::string{href});
    } else if (n.is(vocabulary::none, "guid")) {
      guid = line_of(child);
      if (attribute_of(child, "isPermaLink") != "false") permalink = web_link({}, guid);
    } else if (n.is(vocabulary::none, "description")) {
      if (description.empty()) description = content_of(child, r.most.content);
    } else if (n.is(vocabulary::content, "encoded")) {
      if (encoded.empty()) encoded = content_of(child, r.most.content), raw.base = in.base();
    } else if (n.is(vocabulary::none, "pubDate")) {
      published = parse_date(line_of(child)).value_or(0);
    } else if (n.is(vocabulary::dublin_core, "date")) {
      dublin = parse_date(line_of(child)).value_or(0);
    } else if (n.is(vocabulary::none, "enclosure") || n.where == vocabulary::media) {
      if (media.empty()) media = picture_of(child, in);
    }
  }
  raw.at = published > 0 ? published : dublin;
  if (raw.link.empty()) raw.link = permalink;
  raw.id = !guid.empty() ? guid : raw.link;
  raw.content = encoded.empty() ? std::move(description) : std::move(encoded);
  raw.image = std::move(media);
  r.take(std::move(raw));
}

} // namespace

std::string picture_of(const pugi::xml_node& node, const scope& around) {
  const std::string_view type = attribute_of(node, "type"), medium = attribute_of(node, "medium");
  const auto n = around.name(node);
  if (n.is(vocabulary::media, "group")) {
    int seen = 0;
    for (const auto& child : node.children()) {
      if (++seen > 50) break;
      if (child.type() != pugi::node_element || around.name(child).local == "group") continue;
      if (auto url = picture_of(child, around.inside(child)); !url.empty()) return url;
    }
    return {};
  }
  const bool shows = n.local == "thumbnail" || type.starts_with("image/") || medium == "image";
  if (!shows || (n.local != "thumbnail" && n.local != "content" && n.local != "enclosure" &&
                 n.local != "link"))
    return {};
  const auto url = attribute_of(node, n.local == "link" ? "href" : "url");
  return web_link(around.base(), url);
}

void read_rss(const pugi::xml_node& root, const scope& around, reading& r) {
  const auto in_root = around.inside(root);
  for (const auto& channel : root.children()) {
    if (in_root.name(channel).local == "item") read_item(channel, in_root, r);
    if (in_root.name(channel).local != "channel") continue;
    const auto here = in_root.inside(channel);
    for (const auto& child : channel.children()) {
      if (child.type() != pugi::node_element) continue;
      const auto n = here.name(child);
      if (n.is(vocabulary::none, "item"))
        read_item(child, here, r);
      else if (n.is(vocabulary::none, "title") && r.out.title.empty())
        r.out.title = cut(html_to_line(content_of(child, longest_word)), longest_title);
      else if (n.is(vocabulary::none, "link") && r.out.link.empty())
        r.out.link = web_link(here.base(), line_of(child));
    }
  }
}

} // namespace flexcord::net::feed
