#pragma once
#include "net/discord/json_fields.hpp"
#include "net/discord/types.hpp"

#include <boost/json/array.hpp>

#include <string_view>

/// Parts of what Discord sends. For net/discord/*.cpp only.
namespace flexcord::net::discord::parts {

user read_user(const boost::json::object& o);
attachment read_attachment(const boost::json::object& o);

/// Calls `use` with each object of the array at `key`, at most `most` of them.
void each_object(const boost::json::object& o, std::string_view key, const auto& use,
                 std::size_t most = static_cast<std::size_t>(-1)) {
  auto* list = fields::array(o, key);
  if (!list) return;
  for (const auto& v : *list) {
    if (most-- == 0) return;
    if (auto* item = v.if_object()) use(*item);
  }
}

} // namespace flexcord::net::discord::parts
