#pragma once
#include "sandbox/twilio/types.hpp"

#include <boost/json/object.hpp>

#include <string>

// The objects as Twilio's REST answers show them. `root` is "http://HOST".
namespace flexcord::sandbox::twilio {

struct world;

boost::json::object view(const std::string& root, const conversation& c);
boost::json::object view(const std::string& root, const conversation& c, const participant& p);
boost::json::object view(const std::string& root, const world& w, const conversation& c,
                         const message& m);
boost::json::object view(const std::string& root, const conversation& c, const scoped_webhook& h);
boost::json::object view(const std::string& root, const user& u);
/// An item of ParticipantConversations.
boost::json::object membership_view(const std::string& root, const conversation& c,
                                    const participant& p, const std::string& user_sid);
boost::json::object view(const media_file& f, const std::string& temporary_url);

boost::json::object channel_view(const std::string& root, const interaction& i);
boost::json::object interaction_view(const std::string& root, const interaction& i,
                                     const task* first);
boost::json::object view(const std::string& root, const interaction& i, const invite& v,
                         const task* made);
boost::json::object view(const std::string& root, const interaction& i, const seat& s);
boost::json::object view(const std::string& root, const interaction_webhook& h);

boost::json::object view(const std::string& root, const task& t, std::int64_t now_ms);
boost::json::object view(const std::string& root, const task& t, const reservation& r,
                         const std::string& worker_name);
boost::json::object view(const std::string& root, const agent& a);
/// TaskRouter's worker attributes, as JSON text.
std::string worker_attributes(const agent& a);

} // namespace flexcord::sandbox::twilio
