#include "actors/chatbot/chatbot_actor.hpp"

#include "actors/chatbot/article_ref.hpp"
#include "config/log.hpp"

#include <caf/send.hpp>

#include <algorithm>

namespace flexcord::actors {
namespace {
constexpr std::size_t history_lines = 40;
constexpr int promise_factor = 6;

std::string reason_of(const net::failure& f) {
  switch (f.kind) {
  case net::failure_kind::timed_out:
    return "timeout";
  case net::failure_kind::refused:
    return "refused";
  case net::failure_kind::malformed:
    return "malformed";
  default:
    return "unreachable";
  }
}
} // namespace

conversation::bot_answered to_event(std::uint64_t turn, const net::chatbot::answer& a) {
  conversation::bot_answered out;
  out.turn = turn;
  out.handoff = a.handoff;
  out.reason = a.wish.reason;
  out.queue = a.wish.queue;
  for (auto& r : a.replies) {
    conversation::bot_reply reply{r.text, r.image_url, fit_reference(r.article), {}};
    for (auto& c : r.choices)
      reply.choices.push_back({"reply", c.title, c.payload.empty() ? c.title : c.payload});
    if (!reply.text.empty() || !reply.image.empty() || !reply.choices.empty())
      out.replies.push_back(std::move(reply));
  }
  return out;
}

chatbot_state::chatbot_state(chatbot_actor::pointer self, chatbot_tools tools,
                             journal_actor journal)
    : self_(self),
      tools_(std::move(tools)),
      journal_(std::move(journal)),
      breaker_(tools_.settings.breaker_failures, tools_.settings.breaker_pause.count()) {}

chatbot_actor::behavior_type chatbot_state::make_behavior() {
  return {
      [this](perform& p) {
        auto t = std::make_shared<turn>();
        t->number = std::get<conversation::ask_bot>(p.what.what).turn;
        t->what = std::move(p);
        t->began = tools_.now();
        waiting_.push_back(std::move(t));
        start_next();
      },
      [this](bot_called_back& b) {
        auto found = promised_.find(b.session);
        if (found == promised_.end()) {
          if (auto asked = asked_.find(b.session); asked != asked_.end()) {
            asked->second->early = std::move(b.answer); // it overtook its own 202
            return true;
          }
          tools_.numbers->chatbot("late_callback");
          return false;
        }
        auto t = found->second;
        b.answer.turn = t->number;
        breaker_.succeeded();
        end(t, std::move(b.answer), "answered_later");
        return true;
      },
      [](const job& j) { (*j.run)(); },
  };
}

void chatbot_state::start_next() {
  while (!waiting_.empty() && running_ < tools_.settings.concurrency) {
    auto t = std::move(waiting_.front());
    waiting_.pop_front();
    ++running_;
    begin(std::move(t));
  }
}

void chatbot_state::begin(turn_ptr t) {
  if (!breaker_.may_call(tools_.now())) {
    end(t, conversation::bot_failed{t->number, "busy"}, "circuit_open");
    return;
  }
  if (tools_.show_typing) tools_.show_typing(t->what.key);
  self_->request(journal_, caf::infinite, read_transcript{t->what.key, history_lines})
      .then(
          [this, t](const transcript_lines& lines) {
            auto& wanted = std::get<conversation::ask_bot>(t->what.what.what);
            std::vector<net::chatbot::said> history;
            for (auto& l : lines.rows)
              if (l.at > wanted.since && l.at <= wanted.upto && l.author != "notice")
                history.push_back({l.author, l.text});
            ask(t, std::move(history));
          },
          [this, t](const caf::error&) { ask(t, {}); });
}

void chatbot_state::ask(turn_ptr t, std::vector<net::chatbot::said> history) {
  auto& wanted = std::get<conversation::ask_bot>(t->what.what.what);
  net::chatbot::turn q;
  q.session_id = t->what.key;
  q.message_id = wanted.message;
  q.user_id = wanted.from.id;
  q.user_name = wanted.from.name;
  q.locale = wanted.from.locale;
  q.text = wanted.text;
  for (auto& f : wanted.files) q.attachments.push_back({f.place, f.content_type, f.name, f.size});
  q.history = std::move(history);
  asked_[t->what.key] = t;
  chatbot_actor me{self_};
  tools_.bot->ask(std::move(q), tools_.settings.deadline,
                  [this, me, t](net::result<net::chatbot::answer> got) {
                    caf::anon_send(me, job{std::make_shared<std::function<void()>>(
                                           [this, t, got = std::move(got)] { answered(t, got); })});
                  });
}

void chatbot_state::answered(const turn_ptr& t, net::result<net::chatbot::answer> got) {
  asked_.erase(t->what.key);
  tools_.numbers->hop("bot_turn", std::chrono::milliseconds(tools_.now() - t->began));
  if (!got) {
    auto why = got.error();
    if (why.kind == net::failure_kind::stopped)
      return; // the process ends; the question stays in the outbox
    breaker_.failed(tools_.now());
    log::warning("chatbot", "turn-failed",
                 {{"conv", t->what.key}, {"why", to_string(why)}, {"trace", t->what.what.trace}});
    end(t, conversation::bot_failed{t->number, reason_of(why)}, reason_of(why));
    return;
  }
  breaker_.succeeded();
  if (!got->later) {
    end(t, to_event(t->number, *got), got->handoff ? "handoff" : "answered");
    return;
  }
  if (t->early) {
    t->early->turn = t->number;
    end(t, std::move(*t->early), "answered_later");
    return;
  }
  t->promised = true;
  promised_[t->what.key] = t;
  chatbot_actor me{self_};
  patience_[t->what.key] =
      tools_.rt->after(tools_.settings.deadline * promise_factor, [this, me, t] {
        caf::anon_send(me, job{std::make_shared<std::function<void()>>([this, t] {
                         auto found = promised_.find(t->what.key);
                         if (found != promised_.end() && found->second == t)
                           end(t, conversation::bot_failed{t->number, "timeout"}, "promise_broken");
                       })});
      });
}

void chatbot_state::end(const turn_ptr& t, conversation::event what, std::string_view outcome) {
  tools_.numbers->chatbot(outcome);
  if (t->promised) {
    promised_.erase(t->what.key);
    patience_.erase(t->what.key);
  }
  envelope e;
  e.conversation = t->what.key;
  e.id = "done:" + std::to_string(t->what.what.id);
  e.at = tools_.now();
  e.completes = t->what.what.id;
  e.trace = t->what.what.trace;
  e.what = std::move(what);
  self_->send(t->what.reply_to, std::move(e));
  --running_;
  start_next();
}

} // namespace flexcord::actors
