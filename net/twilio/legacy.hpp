#pragma once
#include "net/twilio/rest.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace flexcord::net::twilio {

/// A person of Programmable Chat.
struct chat_user {
  std::string sid, identity, name;
};
/// A channel of Programmable Chat; `attributes` is JSON text that others write to as well (Flex:
/// "status", "from").
struct chat_channel {
  std::string sid, attributes;
  std::int64_t created_ms = 0;
};
/// `target`: the far end's address; Flex notes it in the channel's attributes as "from".
struct new_flex_channel {
  std::string identity, target, user_name, name;
};
struct chat_webhook {
  std::string sid, url;
};
/// How a task ends through TaskRouter: one that nobody took is canceled, one in an agent's hands
/// completed.
enum class task_end { canceled, completed };

/// Programmable Chat v2, Flex Channels v1 and, for the tasks of such channels, TaskRouter: each
/// call a single HTTP request (a list: one a page) with the limits and retries of `rest`. The
/// service behind it reached its end of life for Flex on 1 June 2026. Media, workers and single
/// tasks are read through `rest`. Callbacks run on a network thread, once.
class legacy {
public:
  template <class T>
  using callback = rest::callback<T>;
  using nothing = rest::nothing;

  legacy(runtime& rt, http::client& client, const config::twilio_settings& settings);
  ~legacy();
  legacy(const legacy&) = delete;
  legacy& operator=(const legacy&) = delete;
  void stop();

  void get_user(const std::string& identity, callback<chat_user> done);
  void create_user(const std::string& identity, const std::string& name, callback<chat_user> done);
  /// The friendly name of a user.
  void user_name(const std::string& identity, callback<std::string> done);
  /// Sids of the channels that this user is in or was asked to join, as the service orders them.
  void user_channels(const std::string& identity, callback<std::vector<std::string>> done);
  /// By the Flex Flow `twilio.flex-flow-sid`; gives the channel's sid.
  void create_flex_channel(new_flex_channel c, callback<std::string> done);
  void get_channel(const std::string& sid, callback<chat_channel> done);
  /// Replaces all attributes; no webhook hears of it.
  void set_channel_attributes(const std::string& sid, const std::string& attributes,
                              callback<chat_channel> done);
  /// With all in it. One that is gone already is no failure.
  void delete_channel(const std::string& sid, callback<nothing> done);
  void list_members(const std::string& channel, callback<std::vector<participant>> done);

  void list_webhooks(const std::string& channel, callback<std::vector<chat_webhook>> done);
  /// For onMessageSent, onMessageUpdated and onMediaMessageSent.
  void add_webhook(const std::string& channel, const std::string& url, callback<chat_webhook> done);
  /// One that is gone already is no failure.
  void remove_webhook(const std::string& channel, const std::string& sid, callback<nothing> done);

  /// `heard`: webhooks and the Studio flow hear of the message.
  void create_message(const std::string& channel, new_message m, bool heard,
                      callback<message> done);
  void get_message(const std::string& channel, const std::string& sid, callback<message> done);
  void update_message(const std::string& channel, const std::string& sid, const std::string& body,
                      callback<message> done);
  void delete_message(const std::string& channel, const std::string& sid, callback<nothing> done);
  /// Messages with index > `after_index`, oldest first, all pages; -1: from the start.
  void list_messages(const std::string& channel, std::int64_t after_index,
                     callback<std::vector<message>> done);
  void newest_messages(const std::string& channel, int count, callback<std::vector<message>> done);

  /// Tasks whose attribute channelSid is this channel.
  void tasks_of(const std::string& channel, callback<std::vector<task>> done);
  /// Only for tasks of Chat channels: those of an Interaction end with its channel.
  void end_task(const std::string& task_sid, task_end how, callback<nothing> done);
  /// Puts this JSON in the place of any task's attributes.
  void set_task_attributes(const std::string& task_sid, const std::string& attributes,
                           callback<nothing> done);

private:
  struct impl;
  std::shared_ptr<impl> impl_;
};

} // namespace flexcord::net::twilio
