#pragma once
#include "sandbox/twilio/flex_channels.hpp"
#include "sandbox/twilio/types.hpp"

#include <boost/json/object.hpp>

#include <string>

// The objects as Programmable Chat v2 and Flex Channels v1 show them. `root` is "http://HOST".
namespace flexcord::sandbox::twilio {

struct world;

boost::json::object chat_service_view(const std::string& root);
boost::json::object chat_view(const std::string& root, const user& u, std::size_t channels);
/// An item of a user's channels.
boost::json::object user_channel_view(const std::string& root, const conversation& c,
                                      const participant& p, const std::string& user_sid);
boost::json::object chat_view(const std::string& root, const conversation& c);
boost::json::object chat_view(const std::string& root, const conversation& c, const participant& p);
boost::json::object chat_view(const std::string& root, const world& w, const conversation& c,
                              const message& m);
boost::json::object chat_view(const std::string& root, const conversation& c,
                              const scoped_webhook& h);

boost::json::object flex_channel_view(const std::string& root, const conversation& c);
boost::json::object view(const std::string& root, const flex_flow& f);

} // namespace flexcord::sandbox::twilio
