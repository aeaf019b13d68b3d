#include "net/feed/reading.hpp"

#include "net/feed/date.hpp"
#include "net/feed/link.hpp"
#include "net/feed/plain.hpp"

#include <pugixml.hpp>

namespace flexcord::net::feed {

namespace {

constexpr std::size_t longest_word = 4096; ///< of ids, links, dates

std::string line_of(const pugi::xml_node& node) { return one_line(content_of(node, longest_word)); }

/// Atom's text constructs: the type says whether the text is plain, HTML in words, or XHTML.
bool is_markup(const pugi::xml_node& node) {
  const auto type = attribute_of(node, "type");
  return type == "html" || type == "xhtml" || type == "text/html" ||
         type == "application/xhtml+xml";
}

std::string title_of(const pugi::xml_node& node) {
  const auto text = content_of(node, longest_word);
  return is_markup(node) ? html_to_line(text) : one_line(text);
}

bool is_alternate(const pugi::xml_node& node) {
  const auto rel = attribute_of(node, "rel");
  return rel.empty() || rel == "alternate";
}

void read_entry(const pugi::xml_node& node, const scope& around, reading& r) {
  scope own;
  const auto& here = around.inside(node, own);
  raw_item raw;
  raw.base = here.base();
  bool has_content = false;
  std::int64_t published = 0, updated = 0;
  int seen = 0;
  scope room;
  for (const auto& child : node.children()) {
    if (child.type() != pugi::node_element || ++seen > 200) continue;
    const auto& in = here.inside(child, room);
    const auto n = in.name(child);
    if (n.where == vocabulary::media) {
      if (raw.image.empty()) raw.image = picture_of(child, in);
      continue;
    }
    if (n.where != vocabulary::atom && n.where != vocabulary::none) continue;
    if (n.local == "id") {
      raw.id = line_of(child);
    } else if (n.local == "title") {
      raw.title = title_of(child);
    } else if (n.local == "link") {
      if (is_alternate(child) && raw.link.empty())
        raw.link = web_link(in.base(), attribute_of(child, "href"));
      else if (attribute_of(child, "rel") == "enclosure" && raw.image.empty())
        raw.image = picture_of(child, in);
    } else if (n.local == "content" || (n.local == "summary" && !has_content)) {
      // What is only named by src is not fetched.
      auto text = content_of(child, r.most.content);
      if (text.empty()) continue;
      has_content = n.local == "content";
      raw.content = std::move(text);
      raw.html = is_markup(child);
      raw.base = in.base();
    } else if (n.local == "published" || n.local == "issued") {
      published = parse_date(line_of(child)).value_or(0);
    } else if (n.local == "updated" || n.local == "modified") {
      updated = parse_date(line_of(child)).value_or(0);
    }
  }
  raw.at = published > 0 ? published : updated;
  if (raw.id.empty()) raw.id = raw.link;
  r.take(std::move(raw));
}

} // namespace

void read_atom(const pugi::xml_node& root, const scope& around, reading& r) {
  const auto here = around.inside(root);
  for (const auto& child : root.children()) {
    if (child.type() != pugi::node_element) continue;
    const auto in = here.name(child);
    if (in.where != vocabulary::atom && in.where != vocabulary::none) continue;
    if (in.local == "entry")
      read_entry(child, here, r);
    else if (in.local == "title" && r.out.title.empty())
      r.out.title = cut(title_of(child), longest_title);
    else if (in.local == "link" && r.out.link.empty() && is_alternate(child))
      r.out.link = web_link(here.inside(child).base(), attribute_of(child, "href"));
  }
}

} // namespace flexcord::net::feed
