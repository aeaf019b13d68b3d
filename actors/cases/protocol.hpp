#pragma once
#include "actors/cases/event.hpp"
#include "actors/protocol.hpp"
#include "actors/record/order.hpp"

namespace flexcord::actors {

/// Asks for a case; the same request gives the same one. Answered once its record is committed.
struct ask_case {
  store::case_request request;
  cases::opened what;
  std::string trace;
};
struct case_answer {
  std::uint64_t number = 0;
  bool earlier = false; ///< it was made for an earlier request, and goes on
};
/// Something that happened to a case. Answered once it is committed.
struct tell_of_case {
  std::uint64_t number = 0;
  record::happening<cases::event> what;
};
/// The same, by somebody who wants to know what the case has become: answered with its state right
/// after that step.
struct change_case {
  std::uint64_t number = 0;
  record::happening<cases::event> what;
};
struct case_now {
  cases::state it;
};
/// Brings a case with unfinished work into memory.
struct wake_case {
  std::uint64_t number = 0;
};

using cases_actor =
    caf::typed_actor<caf::result<case_answer>(ask_case), caf::result<void>(tell_of_case),
                     caf::result<case_now>(change_case), caf::result<void>(wake_case),
                     caf::result<void>(job), caf::result<void>(sweep)>;

} // namespace flexcord::actors

// clang-format off
#define FLEXCORD_CASE_TYPES(X) \
  X(flexcord::actors::ask_case) X(flexcord::actors::case_answer) X(flexcord::actors::tell_of_case) \
  X(flexcord::actors::wake_case) X(flexcord::actors::change_case) X(flexcord::actors::case_now)
// clang-format on

CAF_BEGIN_TYPE_ID_BLOCK(flexcord_cases, caf::id_block::flexcord::end)
#define FLEXCORD_ADD(type) CAF_ADD_TYPE_ID(flexcord_cases, (type))
FLEXCORD_CASE_TYPES(FLEXCORD_ADD)
#undef FLEXCORD_ADD
CAF_END_TYPE_ID_BLOCK(flexcord_cases)

#define FLEXCORD_LOCAL(type) CAF_ALLOW_UNSAFE_MESSAGE_TYPE(type)
FLEXCORD_CASE_TYPES(FLEXCORD_LOCAL)
#undef FLEXCORD_LOCAL
