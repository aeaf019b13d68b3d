#pragma once
#include "actors/announcements/machine.hpp"
#include "actors/record/order.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flexcord::announcements {

/// The key of the one record that announcements have.
inline constexpr std::string_view record_key = "announcements";

/// What a step asks for that is of the moment: to be done once the step is committed.
struct effects {
  outcome how = outcome::ignored; ///< as it is of an event that was known already
  std::vector<read_feed> reads;
  std::vector<arm> armed;
  std::vector<answer> answers;
  std::vector<note> notes;
};

/// Announcements as a kind of record.
struct core {
  using state = announcements::state;
  using event = announcements::event;
  using command = announcements::order;

  rules how;

  actors::record::step<state, command, effects>
  advance(const state& s, const actors::record::happening<event>& e, millis now) const;
  static std::string encode(const state& s);
  static std::string encode(const command& c, const std::string& trace);
  /// Nothing when the text is not one of ours.
  static std::optional<state> decode_state(std::string_view text);
  static std::optional<std::pair<command, std::string>> decode_command(std::string_view text);
  /// Posts and edits in one queue, crossposts in another: they may wait for an hour.
  static std::string lane_of(const command& c) {
    return c.does == order::action::crosspost ? "crosspost" : "channel";
  }
  static int priority_of(const command&) { return 3; } // announcement
  static const char* name_of(const command& c);
  static const char* name_of(const event& e) { return announcements::name_of(e); }
};

// For logs and metrics.
const char* to_string(source s);
const char* to_string(outcome how);

} // namespace flexcord::announcements
