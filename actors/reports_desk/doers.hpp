#pragma once
#include "actors/cases/cases_actor.hpp"
#include "actors/discord/channel_work.hpp"
#include "actors/reports/words.hpp"

#include <memory>

/// What cases ask for in the report channels. Each ends as case_doers says.
namespace flexcord::actors::reports_desk {

using discord::channel_tools;

/// Posts a report with its screenshots, once: a post of an earlier life is found by its nonce, or,
/// when Discord lists none any more, by its button. Screenshots that cannot be had any more are
/// left out.
void post_report(std::shared_ptr<const channel_tools> tools, const case_doers::show_order& o,
                 const cases::show& s, bool maybe_done, reports::language l, case_outcome done);

/// Edits the post.
void redraw_report(std::shared_ptr<const channel_tools> tools, const case_doers::show_order& o,
                   const cases::redraw& r, reports::language l, case_outcome done);

/// Names one member, and nobody else, in the channel where they reported, once for each change.
void mention(std::shared_ptr<const channel_tools> tools, const case_doers::show_order& o,
             const cases::tell& t, bool maybe_done, case_outcome done);

} // namespace flexcord::actors::reports_desk
