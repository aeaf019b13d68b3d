#include "actors/operators/store_letters.hpp"

#include "actors/codec.hpp"
#include "actors/conversation/machine.hpp"
#include "actors/conversation/record.hpp"

namespace flexcord::actors {

std::string retry_in_store(store::journal& j, const std::string& conversation,
                           const std::string& id, std::int64_t now) {
  auto letter = j.dead_letter_of(conversation, id);
  if (!letter) return letter.error().detail;
  if (!*letter) return "there is no such dead letter";
  auto e = envelope_of(**letter, now);
  if (!e) return "it cannot be read by this version; it can only be dropped";
  if (!std::holds_alternative<conversation::command_revived>(e->what))
    return "an event can be tried again only by a running node; start it and ask again";
  auto stored = j.load(conversation);
  if (!stored) return stored.error().detail;
  auto state = *stored ? decode_state((*stored)->state) : std::nullopt;
  if (!state) return "the record of the conversation cannot be read";
  // The machine gives the command anew, as it would in a node.
  conversation::rules any;
  auto step = advance(*state, *e, conversation::context{any, now, true, {}});
  auto written = record_step({conversation, (*stored)->version + 1, now}, *e, step, {});
  auto verdict = j.commit({&written, 1});
  if (!verdict) return verdict.error().detail;
  switch (verdict->front()) {
  case store::verdict::committed:
    return {};
  case store::verdict::duplicate:
  case store::verdict::overtaken:
    return "it has been tried again already";
  case store::verdict::conflict:
    break;
  }
  return "a node has changed the conversation; try again";
}

} // namespace flexcord::actors
