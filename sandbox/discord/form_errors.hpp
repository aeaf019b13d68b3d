#pragma once
#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace flexcord::sandbox::discord {

/// The "errors" of a 50035 answer, gathered by path.
class form_errors {
public:
  /// `path` has dots between keys and indices: "components.0.components.1.label". Empty: the whole
  /// request.
  void add(std::string_view path, std::string_view code, std::string_view message);
  void required(std::string_view path);
  void too_long(std::string_view path, std::size_t most);
  void bad_length(std::string_view path, std::size_t least, std::size_t most);
  bool empty() const { return tree_.empty(); }
  const boost::json::object& tree() const { return tree_; }

private:
  boost::json::object tree_;
};

std::string join(std::string_view path, std::string_view key);
std::string join(std::string_view path, std::size_t index);

} // namespace flexcord::sandbox::discord
