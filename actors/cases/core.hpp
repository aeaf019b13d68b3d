#pragma once
#include "actors/cases/machine.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace flexcord::cases {

/// Cases as a kind of record.
struct core {
  using state = cases::state;
  using event = cases::event;
  using command = cases::command;

  rules how;

  step advance(const state& s, const happening& e, millis now) const {
    return cases::advance(s, e, now, how);
  }
  static std::string encode(const state& s);
  static std::string encode(const command& c, const std::string& trace);
  /// Nothing when the text is not one of ours.
  static std::optional<state> decode_state(std::string_view text);
  static std::optional<std::pair<command, std::string>> decode_command(std::string_view text);
  static std::string lane_of(const command& c) { return cases::lane_of(c); }
  static int priority_of(const command&) { return 2; } // case update
  static const char* name_of(const command& c) { return cases::name_of(c); }
  static const char* name_of(const event& e);
  /// A person who is forgotten is left out of what is still to be done, too.
  static actors::record::revision<command> revise(const command& c, const event& e,
                                                  const state& before, const state& next);
};

/// The key of a case's record.
std::string record_key(std::uint64_t number);
/// The number in such a key; 0: it is another record's, or a conversation's.
std::uint64_t number_in(std::string_view key);

} // namespace flexcord::cases
