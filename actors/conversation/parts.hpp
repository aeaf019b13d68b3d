#pragma once
#include <cstdint>
#include <string>
#include <vector>

/// Small values that states, events and commands share. Nothing here knows which channel or contact
/// centre is used. Times are milliseconds since the Unix epoch, UTC; durations are milliseconds.
namespace flexcord::conversation {

using millis = std::int64_t;

/// The person who writes to us.
struct person {
  std::string id;
  std::string name;
  std::string locale; ///< as the channel gives it, "en-US"; empty when not known
  // The rest comes with an event, and only what is needed of it is stored.
  millis since = 0;                 ///< when their account was made; 0: not told
  bool roles_known = false;         ///< the event came from a place where members have roles:
  std::vector<std::string> roles{}; ///< these, by their ids
  friend bool operator==(const person&, const person&) = default;
};

/// A file that came with a message. `place` is what the owning side needs to fetch it (a URL or a
/// media id).
struct file {
  std::string place, name, content_type;
  std::uint64_t size = 0;
  friend bool operator==(const file&, const file&) = default;
};

/// One choice offered under a text. `action` comes back in an event when it is pressed.
struct choice {
  std::string action; ///< "agent", "cancel", "rate-1" … "rate-5", "helped-yes:…", "helped-no:…"
                      ///< (with the articles), "retry", "reply"
  std::string label;
  std::string value; ///< what "reply" sends to the bot in the user's name
  friend bool operator==(const choice&, const choice&) = default;
};

/// One thing that the bot says.
struct bot_reply {
  std::string text;
  std::string image;   ///< URL, empty when none
  std::string article; ///< the knowledge articles behind it, empty when none
  std::vector<choice> choices;
  friend bool operator==(const bot_reply&, const bot_reply&) = default;
};

/// An agent as the desk knows them: a stable id and, when known, a name that may be shown.
struct agent {
  std::string id;
  std::string name;
  bool confirmed = false; ///< seen in a participant list or event, not only in a hint
  friend bool operator==(const agent&, const agent&) = default;
};

} // namespace flexcord::conversation
