#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pugi {
class xml_node;
}

namespace flexcord::net::feed {

/// The vocabularies that feeds mix; `none` for an element without one or of another.
enum class vocabulary { none, atom, content, dublin_core, media };

/// An element as its declared namespace says.
struct element_name {
  vocabulary where = vocabulary::none;
  std::string_view local;
  bool is(vocabulary v, std::string_view name) const { return where == v && local == name; }
};

/// Prefixes declared around an element. A hostile document may declare thousands; the first few of
/// each element count.
class scope {
public:
  scope() = default;
  /// The scope inside `node`, with its xml:base.
  scope inside(const pugi::xml_node& node) const;
  /// The same without a copy where the node declares nothing; `room` is where a new one is kept.
  const scope& inside(const pugi::xml_node& node, scope& room) const;
  element_name name(const pugi::xml_node& node) const;
  const std::string& base() const { return base_; }
  void set_base(std::string base) { base_ = std::move(base); }

private:
  std::vector<std::pair<std::string, vocabulary>> prefixes_;
  std::string base_;
};

/// All text directly inside an element; its inner markup when it has elements inside. At most
/// `most` bytes.
std::string content_of(const pugi::xml_node& node, std::size_t most);

/// The attribute's value among the first few, empty when absent.
std::string_view attribute_of(const pugi::xml_node& node, std::string_view name);

} // namespace flexcord::net::feed
