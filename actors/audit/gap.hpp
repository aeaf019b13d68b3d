#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace flexcord::actors::audit {

/// What is not as it should be, in one conversation.
enum class gap_kind : std::uint8_t {
  unseen_user_text,  ///< on Discord, never taken by the journal
  unseen_agent_text, ///< at the desk, never taken by the journal
  stuck_command,     ///< committed, and not done for long
  dead_letter,       ///< given up; waits for a person
  gone_from_user,    ///< delivered as the journal says, not on Discord
  gone_from_desk,    ///< copied as the journal says, not at the desk
  doubled_to_user,   ///< the bot said the same twice, one of them unexplained
  unexplained_text,  ///< the bot said it, and nothing in the journal tells why
  doubled_at_desk,   ///< two messages of one command
  closed_at_desk,    ///< over at the desk, while the journal has it open
  surplus_desk,      ///< open at the desk, and nobody's in the journal
  missing_webhook,   ///< the desk will not tell what agents write
};
const char* to_string(gap_kind k); ///< "unseen-user-text", …

/// How a gap can be closed.
enum class mend : std::uint8_t {
  take,        ///< give the missed message to its conversation
  wake,        ///< have the conversation do what it has committed
  retry,       ///< try the dead letter again
  look,        ///< have the conversation look at its desk
  close,       ///< close the desk's conversation
  open,        ///< complete the desk's conversation: what is missing of it is made
  none_gone,   ///< not: what was deleted is not written again
  none_doubled ///< not: a person decides whether to delete one
};
mend mend_of(gap_kind k);
bool can_be_mended(gap_kind k);
/// Why not, for people; empty when it can.
const char* why_not(gap_kind k);

/// One finding. Ids and times only: what people wrote is not in it.
struct gap {
  gap_kind kind = gap_kind::stuck_command;
  std::int64_t at = 0;      ///< Unix ms; 0 when it has no time of its own
  std::string user_message; ///< Discord's id
  std::string desk;         ///< Twilio's conversation
  std::string desk_message; ///< Twilio's id
  std::string command;      ///< "<name> <id>" of a command, or a dead letter's id
  friend bool operator==(const gap&, const gap&) = default;
};

} // namespace flexcord::actors::audit
