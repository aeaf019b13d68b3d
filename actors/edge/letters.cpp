#include "actors/conversation/record.hpp"
#include "actors/edge/edge_actor.hpp"
#include "actors/edge/letters_page.hpp"
#include "config/log.hpp"

/// What the API does with dead letters, in the edge actor's turn.
namespace flexcord::actors {
namespace {
constexpr std::size_t letters_at_once = 1000;
constexpr const char* unavailable = "the store does not answer\n";
} // namespace

void edge_state::list_letters(net::http::responder answer) {
  self_->request(journal_, caf::infinite, list_dead_letters{std::nullopt, letters_at_once + 1})
      .then(
          [answer](dead_letter_list& l) {
            const bool more = l.rows.size() > letters_at_once;
            if (more) l.rows.pop_back();
            answer(200, letters_page(l.rows, more), "application/json");
          },
          [answer](const caf::error&) { answer(503, unavailable); });
}

void edge_state::retry_letter(net::http::responder answer, const find_dead_letter& which) {
  self_->request(journal_, caf::infinite, which)
      .then(
          [this, answer, which](const found_dead_letter& found) {
            if (!found.letter) {
              answer(404, "there is no such dead letter\n");
              return;
            }
            auto e = envelope_of(*found.letter, tools_->now());
            if (!e) {
              answer(409, "it cannot be read by this version; it can only be dropped\n");
              return;
            }
            log::info("edge", "letter-retried",
                      {{"conv", which.conversation}, {"letter", which.id}, {"trace", e->trace}});
            // A command leaves the dead letters with the step that gives it anew; an event once
            // taken.
            const bool of_command = std::holds_alternative<conversation::command_revived>(e->what);
            revive(answer, std::move(*e), [this, answer, which, of_command] {
              if (of_command)
                answer(200, "it is on its way again\n");
              else
                drop_letter(answer, which);
            });
          },
          [answer](const caf::error&) { answer(503, unavailable); });
}

void edge_state::revive(net::http::responder answer, envelope e, std::function<void()> done) {
  self_->request(router_, caf::infinite, std::move(e))
      .then([done] { done(); },
            [answer](const caf::error&) { answer(503, "the conversation did not take it\n"); });
}

void edge_state::drop_letter(net::http::responder answer, const find_dead_letter& which) {
  self_->request(journal_, caf::infinite, drop_dead_letter{which.conversation, which.id})
      .then(
          [answer](bool was_there) {
            if (was_there)
              answer(200, "done\n");
            else
              answer(404, "there is no such dead letter\n");
          },
          [answer](const caf::error&) { answer(503, unavailable); });
}

} // namespace flexcord::actors
