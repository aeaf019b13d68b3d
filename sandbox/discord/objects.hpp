#pragma once
#include "sandbox/discord/world.hpp"

#include <boost/json/object.hpp>

/// Discord's JSON objects, with every key that its API specification requires and that client
/// libraries need.
namespace flexcord::sandbox::discord {

boost::json::object user_json(const user& u);
boost::json::object member_json(const user& u);
/// `viewer` null: without the parts that only gateway messages have.
boost::json::object channel_json(const world& w, const channel& c);
boost::json::object attachment_json(const world& w, const std::string& channel_id,
                                    const attachment& a);
boost::json::object message_json(const world& w, const message& m);
/// As it comes in MESSAGE_CREATE and MESSAGE_UPDATE: with channel_type, and in a guild guild_id and
/// member.
boost::json::object gateway_message_json(const world& w, const message& m);
/// The d of GUILD_CREATE.
boost::json::object guild_json(const world& w);
/// GET /applications/@me (and, for oauth2, what discord.py reads there).
boost::json::object application_json(const world& w);

} // namespace flexcord::sandbox::discord
