#pragma once
#include <cstdint>
#include <optional>
#include <string>

/// What retention takes away, and how far a pass over the store has come. A pass goes through the
/// kinds in the order of `forgettable`, a page of rows at a time, so that no commit waits long.
namespace flexcord::store {

enum class forgettable : std::uint8_t {
  transcript,    ///< lines of the dialogue
  links,         ///< which message is a copy of which
  events,        ///< ids of events, and the markers of commit groups
  dead_letters,  ///< what a person has not decided about
  conversations, ///< everything about a conversation that is over, but for its cases
};
inline constexpr forgettable last_forgettable = forgettable::conversations;
/// "transcript", "links", …
const char* name_of(forgettable kind);

/// Rows of a moment before these go; 0 keeps the kind for ever. Links go by the conversation's last
/// step and the transcript's moment. A conversation that waits for or has an agent, or has a
/// command to be done, loses nothing; one with a timer or a dead letter stays as a whole.
/// Milliseconds since the Unix epoch.
struct forget_before {
  std::int64_t transcript = 0, events = 0, dead_letters = 0, conversations = 0;
  std::int64_t of(forgettable kind) const;
};

/// Where the next page begins: behind this row of a kind.
struct forget_place {
  forgettable kind = forgettable::transcript;
  std::string conversation, id;
  std::uint64_t version = 0;
};

/// What became of one page.
struct forgotten {
  forgettable kind = forgettable::transcript;
  std::uint64_t rows = 0;           ///< that went; of `conversations`, how many of them
  std::optional<forget_place> next; ///< nothing: the pass is over
};

} // namespace flexcord::store
