#include "actors/conversation/machine.hpp"

#include "actors/conversation/cells_desk.hpp"
#include "actors/conversation/transition_table.hpp"

namespace flexcord::conversation {
namespace {

using namespace cells;
using table = transition_table<phase, event, work>;
template <class E>
using on = table::row<E>;

// clang-format off
constexpr table transitions{
  //                     idle               with_bot        awaiting_agent   with_agent       wrapping_up
  on<user_wrote>       { begin_talk,        tell_bot,       tell_queue,      tell_agent,      back_to_talk      },
  on<user_edited>      { nothing,           edit_waiting,   edit_at_desk,    edit_at_desk,    nothing           },
  on<user_deleted>     { nothing,           delete_waiting, delete_at_desk,  delete_at_desk,  nothing           },
  on<help_requested>   { help_anew,         help_again,     help_in_queue,   help_with_agent, help_after        },
  on<agent_requested>  { start_handoff,     start_handoff,  say_waiting,     say_with_agent,  start_handoff     },
  on<request_cancelled>{ nothing_to_cancel, nothing_to_cancel, cancel,       nothing_to_cancel, nothing_to_cancel },
  on<survey_answered>  { survey_over,       survey_over,    survey_over,     survey_over,     thank             },
  on<answer_rated>     { nothing,           answer_rating,  nothing,         nothing,         nothing           },
  on<case_opened>      { keep_or_close_case, keep_or_close_case, begin_transfer, keep_or_close_case, keep_or_close_case },
  on<bot_answered>     { stale,             say_answer,     stale,           stale,           stale             },
  on<bot_failed>       { stale,             bot_down,       stale,           stale,           stale             },
  on<desk_opened>      { know_desk,         know_desk,      know_desk,       know_desk,       know_desk         },
  on<agent_invited>    { invited_late,      invited_late,   queued,          invited_late,    invited_late      },
  on<desk_failed>      { desk_lost,         desk_lost,      transfer_failed, invite_failed,   desk_lost         },
  on<agent_joined>     { taken_over,        taken_over,     greet_agent,     one_more,        taken_over        },
  on<agent_left>       { nothing,           nothing,        nothing,         one_less,        nothing           },
  on<agent_wrote>      { agent_appears,     agent_appears,  agent_appears,   agent_speaks,    agent_appears     },
  on<agent_edited>     { edit_copy,         edit_copy,      edit_copy,       edit_copy,       edit_copy         },
  on<agent_deleted>    { delete_copy,       delete_copy,    delete_copy,     delete_copy,     delete_copy       },
  on<desk_seen>        { seen_with_bot,     seen_with_bot,  seen_waiting,    seen_with_agent, seen_with_bot     },
  on<desk_changed>     { look_now,          look_now,       look_now,        look_now,        look_now          },
  on<desk_ended>       { desk_closed,       desk_closed,    nobody_came,     agents_done,     desk_closed       },
  on<flow_asked>       { not_the_bot,       flow_asks,      not_the_bot,     not_the_bot,     not_the_bot       },
  on<delivered>        { note,              bot_goes_on,    request_goes_on, note,            note              },
  on<undeliverable>    { drop,              drop_with_bot,  drop_with_desk,  drop_with_desk,  drop              },
  on<withdrawn>        { stale,             stale,          stale,           stale,           stale             },
  on<command_revived>  { try_again,         try_again,      try_again,       try_again,       try_again         },
  on<timer_fired>      { stale,             tick_bot,       tick_queue,      tick_agent,      tick_survey       },
  on<queue_seen>       { stale,             stale,          tell_place,      stale,           stale             },
  on<case_news>        { tell_news,         tell_news,      tell_news,       tell_news,       tell_news         },
  on<survey_commented> { keep_comment,      keep_comment,   keep_comment,    keep_comment,    keep_comment      },
};
// clang-format on

} // namespace

step advance(const state& s, const envelope& e, const context& c) {
  work w{s, e, c};
  if (later_mark(e.mark, w.shared.mark)) w.shared.mark = e.mark;
  if (cells::shut_out(w)) {
    w.out.next = state{std::move(w.shared), s.now};
    return std::move(w.out);
  }
  auto next = transitions(s.now, e.what, w);
  w.out.next = state{std::move(w.shared), std::move(next)};
  return std::move(w.out);
}

} // namespace flexcord::conversation
