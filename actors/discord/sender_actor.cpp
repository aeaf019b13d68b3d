#include "actors/discord/sender_actor.hpp"

namespace flexcord::actors {

sender_state::sender_state(sender_actor::pointer self, std::shared_ptr<const discord::tools> tools,
                           journal_actor journal)
    : self_(self), tools_(std::move(tools)), journal_(std::move(journal)) {}

sender_actor::behavior_type sender_state::make_behavior() {
  return {
      [this](perform& p) {
        if (std::holds_alternative<conversation::say>(p.what.what))
          discord::make_say(tools_, std::move(p))->start();
        else if (std::holds_alternative<conversation::answer_ticket>(p.what.what))
          discord::make_ticket(tools_, std::move(p))->start();
        else if (auto* e = std::get_if<conversation::edit_said>(&p.what.what))
          change(p, e->source);
        else if (auto* d = std::get_if<conversation::delete_said>(&p.what.what))
          change(p, d->source);
      },
  };
}

void sender_state::change(perform p, const std::string& source) {
  read_links wanted{p.key, source, true};
  self_->request(journal_, caf::infinite, std::move(wanted))
      .then(
          [this, p](const link_list& links) {
            constexpr std::string_view ours =
                "out:"; // a copy of an agent's message, not something the user wrote
            std::vector<std::string> copies;
            for (auto& l : links.rows)
              if (l.user_id.starts_with(ours)) copies.push_back(l.user_id.substr(ours.size()));
            const bool edit = std::holds_alternative<conversation::edit_said>(p.what.what);
            (edit ? discord::make_edit(tools_, p, std::move(copies))
                  : discord::make_delete(tools_, p, std::move(copies)))
                ->start();
          },
          [this, p, source](const caf::error&) {
            self_->run_delayed(std::chrono::milliseconds(500),
                               [this, p, source] { change(p, source); });
          });
}

} // namespace flexcord::actors
