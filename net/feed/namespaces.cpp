#include "net/feed/namespaces.hpp"

#include "net/feed/link.hpp"

#include <pugixml.hpp>

#include <algorithm>

namespace flexcord::net::feed {

namespace {

constexpr int most_attributes = 48;
constexpr std::size_t most_prefixes = 64;

vocabulary by_uri(std::string_view uri) {
  // The second forms are met in the wild.
  if (uri == "http://www.w3.org/2005/Atom" || uri == "https://www.w3.org/2005/Atom")
    return vocabulary::atom;
  if (uri == "http://purl.org/rss/1.0/modules/content/") return vocabulary::content;
  if (uri == "http://purl.org/dc/elements/1.1/" || uri == "http://purl.org/dc/terms/")
    return vocabulary::dublin_core;
  if (uri == "http://search.yahoo.com/mrss/" || uri == "http://search.yahoo.com/mrss")
    return vocabulary::media;
  return vocabulary::none;
}

struct limited_writer final : pugi::xml_writer {
  std::string out;
  std::size_t most = 0;
  void write(const void* data, std::size_t size) override {
    if (out.size() < most)
      out.append(static_cast<const char*>(data), std::min(size, most - out.size()));
  }
};

} // namespace

scope scope::inside(const pugi::xml_node& node) const {
  scope in = *this;
  int seen = 0;
  for (const auto& a : node.attributes()) {
    if (++seen > most_attributes) break;
    const std::string_view name = a.name();
    if (name == "xml:base") in.base_ = inner_base(in.base_, a.value());
    if (!name.starts_with("xmlns") || (name.size() > 5 && name[5] != ':')) continue;
    const auto prefix = name.size() > 5 ? name.substr(6) : std::string_view{};
    std::erase_if(in.prefixes_, [&](auto& p) { return p.first == prefix; });
    if (in.prefixes_.size() < most_prefixes) in.prefixes_.emplace_back(prefix, by_uri(a.value()));
  }
  return in;
}

const scope& scope::inside(const pugi::xml_node& node, scope& room) const {
  int seen = 0;
  for (const auto& a : node.attributes()) {
    const std::string_view name = a.name();
    if (++seen > most_attributes) break;
    if (name == "xml:base" || name.starts_with("xmlns")) return room = inside(node);
  }
  return *this;
}

element_name scope::name(const pugi::xml_node& node) const {
  const std::string_view whole = node.name();
  const auto colon = whole.find(':');
  const auto prefix = colon == whole.npos ? std::string_view{} : whole.substr(0, colon);
  element_name n;
  n.local = colon == whole.npos ? whole : whole.substr(colon + 1);
  const auto known =
      std::find_if(prefixes_.begin(), prefixes_.end(), [&](auto& p) { return p.first == prefix; });
  if (known != prefixes_.end()) n.where = known->second;
  // An undeclared or foreign prefix: a name of nobody's.
  if (!prefix.empty() && n.where == vocabulary::none) n.local = {};
  return n;
}

std::string content_of(const pugi::xml_node& node, std::size_t most) {
  bool markup = false;
  for (const auto& child : node.children()) markup = markup || child.type() == pugi::node_element;
  limited_writer writer;
  writer.most = most;
  for (const auto& child : node.children()) {
    if (writer.out.size() >= most) break;
    const auto type = child.type();
    if (markup && type != pugi::node_cdata)
      child.print(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
    else if (type == pugi::node_pcdata || type == pugi::node_cdata)
      writer.write(child.value(), std::char_traits<char>::length(child.value()));
  }
  return std::move(writer.out);
}

std::string_view attribute_of(const pugi::xml_node& node, std::string_view name) {
  int seen = 0;
  for (const auto& a : node.attributes()) {
    if (++seen > most_attributes) break;
    if (name == a.name()) return a.value();
  }
  return {};
}

} // namespace flexcord::net::feed
