#pragma once
#include "net/discord/types.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

/// Parts of the bodies that we send. For net/discord/*.cpp only.
namespace flexcord::net::discord::parts {

namespace json = boost::json;

/// Rows of buttons; what is beyond five rows or five in a row is left out.
json::array rows(const std::vector<std::vector<button>>& rows);
/// Embeds within Discord's limits (embed.hpp).
json::array embeds(const std::vector<embed>& list);
/// Nobody is mentioned but these users, whatever the texts say.
json::object mentions(const std::vector<std::string>& users);
/// The data of a modal.
json::object modal(const form& f);

} // namespace flexcord::net::discord::parts
