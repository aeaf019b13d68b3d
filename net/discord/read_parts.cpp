#include "net/discord/read_parts.hpp"

namespace flexcord::net::discord::parts {

user read_user(const boost::json::object& o) {
  return {.id = fields::text(o, "id"),
          .username = fields::text(o, "username"),
          .global_name = fields::text(o, "global_name"),
          .bot = fields::truth(o, "bot")};
}

attachment read_attachment(const boost::json::object& o) {
  const auto size = fields::integer(o, "size").value_or(0);
  return {.id = fields::text(o, "id"),
          .filename = fields::text(o, "filename"),
          .url = fields::text(o, "url"),
          .content_type = fields::text(o, "content_type"),
          .size = size > 0 ? static_cast<std::uint64_t>(size) : 0};
}

} // namespace flexcord::net::discord::parts
