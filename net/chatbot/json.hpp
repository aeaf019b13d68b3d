#pragma once
#include "net/result.hpp"

#include <boost/json/fwd.hpp>

#include <string>
#include <string_view>

/// Reading JSON that a bot wrote. Optional members may be absent or null; a wrong type is
/// remembered as a problem.
namespace flexcord::net::chatbot {

failure malformed(std::string detail);

/// The value; a failure when the text is not JSON. HTML and other texts are named as what they look
/// like.
result<boost::json::value> read_json(std::string_view text);

/// Reads members of one object. Each reader gives an empty value when the member is absent, null or
/// of a wrong type.
class members {
public:
  members(const boost::json::object& o, std::string& problem) : object_(o), problem_(problem) {}
  bool has(std::string_view name) const; ///< there, and not null
  const boost::json::value* find(std::string_view name) const;
  std::string text(std::string_view name);
  bool flag(std::string_view name); ///< a boolean, or "true" / "false"
  const boost::json::array* list(std::string_view name);
  void reject(std::string_view name, std::string_view why);

private:
  const boost::json::object& object_;
  std::string& problem_;
};

} // namespace flexcord::net::chatbot
