#pragma once
#include "sandbox/core/core.hpp"
#include "sandbox/twilio/hook_sender.hpp"
#include "sandbox/twilio/life.hpp"
#include "sandbox/twilio/outcome.hpp"
#include "sandbox/twilio/types.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace flexcord::sandbox::twilio {

/// Conversations, their users and files, and the rules they follow: states, timers, unique names,
/// dense message indices, which webhook hears of what. Pointers it gives stay valid until the next
/// call that changes the same list.
class talks {
public:
  talks(core& host, hook_sender& hooks) : host_(host), hooks_(hooks) {}

  /// Looks up by SID or unique name; null when there is none.
  conversation* find(std::string_view sid_or_unique_name);
  const std::map<std::string, conversation>& all() const { return conversations_; }
  /// `c` with what the caller chose; SID, dates and serial are given here.
  outcome<conversation*> create(conversation c, const origin& by);
  /// The caller has changed `c`'s fields other than the state.
  void changed(conversation& c, const origin& by);
  outcome<void> rename(conversation& c, const std::string& unique_name);
  outcome<void> set_state(conversation& c, const std::string& to, const std::string& reason,
                          const origin& by);
  void erase(const std::string& sid, const origin& by);
  /// A legacy channel is over: its attribute `status` becomes INACTIVE.
  void deactivate(conversation& c);
  /// Restarts the timers after they or the activity changed.
  void arm_timers(conversation& c);

  /// By MB sid or identity.
  static participant* find_participant(conversation& c, std::string_view sid_or_identity);
  outcome<participant*> add_participant(conversation& c, participant p, const origin& by);
  void participant_changed(conversation& c, participant& p, const origin& by);
  void remove_participant(conversation& c, const std::string& sid, const origin& by);

  static message* find_message(conversation& c, std::string_view sid);
  outcome<message*> add_message(conversation& c, message m, const origin& by);
  void message_changed(conversation& c, message& m, const origin& by);
  void remove_message(conversation& c, const std::string& sid, const origin& by);

  static scoped_webhook* find_webhook(conversation& c, std::string_view sid);
  /// Sends the messages after index `after` to one webhook, as Configuration.ReplayAfter asks.
  void replay(const conversation& c, const scoped_webhook& w, std::int64_t after);

  user* find_user(std::string_view sid_or_identity);
  user& user_of(const std::string& identity);             ///< made when there is none
  std::map<std::string, user>& users() { return users_; } ///< by identity

  media_file& store_media(media_file f);
  media_file* find_media(std::string_view sid);
  const media_file* find_media(std::string_view sid) const;

  /// Is told each message that a studio webhook hears of.
  std::function<void(const conversation&, const message&, const scoped_webhook&, const origin&)>
      on_studio;

  /// Account-wide timers given to new conversations, as ISO 8601 durations; empty: none.
  std::string default_inactive_timer, default_closed_timer;

  void reset();

private:
  void announce(const conversation& c, const std::string& event, net::http::form first,
                net::http::form last, const origin& by);
  void announce_message(const conversation& c, const message& m, const std::string& event,
                        const origin& by);
  void announce_participant(const conversation& c, const participant& p, const std::string& event,
                            const origin& by);
  void announce_conversation(const conversation& c, const std::string& event, const origin& by);
  void send_to(const conversation& c, const scoped_webhook& w, const std::string& event,
               const net::http::form& first, const net::http::form& last, const origin& by);
  void send_legacy(const conversation& c, const scoped_webhook& w, const std::string& event,
                   const net::http::form& all, const origin& by);
  void tell_studio(const conversation& c, const message& m, const origin& by);
  net::http::form message_media(const message& m) const;
  void active_again(conversation& c);
  void timer_fired(const std::string& sid, std::int64_t due);

  core& host_;
  hook_sender& hooks_;
  life life_;
  std::map<std::string, conversation> conversations_;
  std::map<std::string, std::string, std::less<>> sid_by_name_;
  std::map<std::string, user> users_;
  std::map<std::string, media_file, std::less<>> media_;
  std::int64_t serial_ = 0;
};

} // namespace flexcord::sandbox::twilio
