#pragma once
#include "sandbox/discord/form_errors.hpp"
#include "sandbox/discord/world.hpp"

namespace flexcord::sandbox::discord {

/// Checks the data of a callback of type 9: a modal and its fields.
void check_modal(const boost::json::object& data, form_errors& errors);

/// What a person filled in, as the interaction of type 5 carries it.
struct filled_modal {
  boost::json::object data;
  std::string why; ///< set: Discord's client would not send it
};
/// `values` has a text, a list of values, or for an upload a list of files ({"filename",
/// "content_type", "base64"}) for each custom_id. Files go to the CDN as ephemeral ones.
filled_modal fill_modal(world& w, const std::string& channel_id, const boost::json::object& modal,
                        const boost::json::object& values);

} // namespace flexcord::sandbox::discord
