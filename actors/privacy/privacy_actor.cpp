#include "actors/privacy/privacy_actor.hpp"

#include "actors/cases/core.hpp"
#include "actors/privacy/away.hpp"
#include "actors/twilio/identities.hpp"
#include "config/log.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <deque>
#include <set>

namespace flexcord::actors {
namespace {
constexpr std::size_t rows_a_page = 1000;
constexpr auto ask_again = std::chrono::milliseconds(250);
constexpr int most_asked = 40;
constexpr const char* unavailable = "the store does not answer\n";
constexpr const char* json_type = "application/json";
} // namespace

struct privacy_state::search {
  privacy::person person;
  std::set<std::string> keys;
  net::http::responder answer;
  found then;
  std::string after;
};

struct privacy_state::erasing {
  std::string user;
  std::vector<privacy::talk> talks;
  std::size_t next = 0;
  int asked = 0;
  net::http::responder answer;
  privacy::journal_part part;
  bool refused = false;
  std::deque<std::uint64_t> cases;
  std::vector<std::uint64_t> own_cases;
  std::vector<std::pair<std::string, std::string>> letters;
};

privacy_state::privacy_state(worker_actor::pointer self, privacy_tools tools, router_actor router,
                             journal_actor journal, cases_actor cases,
                             std::shared_ptr<privacy_state*> address)
    : self_(self),
      me_(self),
      tools_(std::move(tools)),
      router_(std::move(router)),
      journal_(std::move(journal)),
      cases_(std::move(cases)) {
  *address = this; // written before any route can ask for it: the server starts later
}

worker_actor::behavior_type privacy_state::make_behavior() {
  // A handle to itself would keep the actor alive; it is given up with the exit message.
  self_->set_exit_handler([this](caf::exit_msg& m) {
    timers_.clear();
    me_ = nullptr;
    self_->quit(std::move(m.reason));
  });
  return {[](const job& j) { (*j.run)(); }};
}

// -- finding a person

void privacy_state::find(net::http::responder answer, const std::string& user, found then) {
  auto s = std::make_shared<search>(
      search{{user, {}, {}, {}, {}, {}}, {}, std::move(answer), std::move(then), {}});
  next_page(std::move(s));
}

void privacy_state::next_page(std::shared_ptr<search> s) {
  self_->request(journal_, caf::infinite, list_conversations{s->after, rows_a_page})
      .then(
          [this, s](const recent_list& page) {
            for (auto& row : page.rows)
              if (privacy::is_of(row, s->person.user)) s->keys.insert(row.conversation);
            if (page.rows.size() < rows_a_page) {
              s->after.clear();
              look_at_letters(s, std::nullopt);
              return;
            }
            s->after = page.rows.back().conversation;
            next_page(s);
          },
          [s](const caf::error&) { s->answer(503, unavailable); });
}

void privacy_state::look_at_letters(std::shared_ptr<search> s,
                                    std::optional<store::dead_letter> last) {
  self_->request(journal_, caf::infinite, list_dead_letters{std::move(last), rows_a_page})
      .then(
          [this, s](const dead_letter_list& page) {
            for (auto& letter : page.rows)
              if (privacy::is_of(letter, s->person.user)) {
                if (privacy::is_talk(letter.conversation))
                  s->keys.insert(letter.conversation);
                else
                  s->person.case_letters.emplace_back(letter.conversation, letter.id);
              }
            if (page.rows.size() < rows_a_page)
              look_at_records(s);
            else
              look_at_letters(s, page.rows.back());
          },
          [s](const caf::error&) { s->answer(503, unavailable); });
}

void privacy_state::look_at_records(std::shared_ptr<search> s) {
  self_->request(journal_, caf::infinite, list_conversations{s->after, rows_a_page, true})
      .then(
          [this, s](const recent_list& page) {
            for (auto& row : page.rows) privacy::look_at(s->person, row);
            if (page.rows.size() < rows_a_page) {
              read_next(s);
              return;
            }
            s->after = page.rows.back().conversation;
            look_at_records(s);
          },
          [s](const caf::error&) { s->answer(503, unavailable); });
}

void privacy_state::read_next(std::shared_ptr<search> s) {
  if (s->keys.empty()) {
    read_cases_of(s, {});
    return;
  }
  auto key = s->keys.extract(s->keys.begin()).value();
  self_->request(journal_, caf::infinite, read_everything{key})
      .then(
          [this, s, key](everything_stored& e) {
            read_cases_of(s, {key, std::move(e.all), {}});
          },
          [s](const caf::error&) { s->answer(503, unavailable); });
}

void privacy_state::read_cases_of(std::shared_ptr<search> s, privacy::talk t) {
  const auto key = t.conversation;
  // Of a talk its own; at the end all that the person reported, less those.
  self_->request(journal_, caf::infinite, read_cases{key, key.empty() ? s->person.user : ""})
      .then(
          [this, s, t = std::move(t)](case_list& cases) mutable {
            if (!t.conversation.empty()) {
              t.cases = std::move(cases.rows);
              s->person.talks.push_back(std::move(t));
              read_next(s);
              return;
            }
            for (auto& c : cases.rows)
              if (std::ranges::find(s->person.talks, c.conversation,
                                    &privacy::talk::conversation) == s->person.talks.end())
                s->person.other_cases.push_back(std::move(c));
            read_record(s, privacy::cases_of(s->person));
          },
          [s](const caf::error&) { s->answer(503, unavailable); });
}

void privacy_state::read_record(std::shared_ptr<search> s, std::vector<std::uint64_t> left) {
  if (left.empty()) {
    s->then(s->person);
    return;
  }
  const auto number = left.back();
  left.pop_back();
  self_->request(journal_, caf::infinite, load_conversation{cases::record_key(number)})
      .then(
          [this, s, number, left](loaded_conversation& l) {
            if (l.found) s->person.records[number] = std::move(l.stored);
            read_record(s, left);
          },
          [s](const caf::error&) { s->answer(503, unavailable); });
}

// -- showing

void privacy_state::export_all(net::http::responder answer, const std::string& user) {
  find(answer, user, [this, answer](privacy::person& p) {
    log::info("privacy", "exported", {{"conversations", p.talks.size()}});
    answer(200, privacy::export_page(p, tools_.now()), json_type);
  });
}

void privacy_state::preview(net::http::responder answer, const std::string& user) {
  find(answer, user, [answer](privacy::person& p) {
    privacy::journal_part part;
    for (auto& t : p.talks) part.talks.push_back(count_of(t));
    part.other_cases = p.other_cases.size();
    part.named_in = p.cases_of_others().size();
    answer(200, journal_page(part), json_type);
  });
}

// -- erasing the journal

void privacy_state::erase_journal(net::http::responder answer, const std::string& user) {
  find(answer, user, [this, answer, user](privacy::person& p) {
    auto e = std::make_shared<erasing>(erasing{user, {}, 0, 0, answer, {}, false, {}, {}, {}});
    e->part.other_cases = p.other_cases.size();
    e->part.named_in = p.cases_of_others().size();
    const auto cases = p.cases_to_forget();
    e->cases.assign(cases.begin(), cases.end());
    e->own_cases = p.own_cases_to_forget();
    e->letters = p.case_letters;
    e->talks = std::move(p.talks);
    forget_cases(std::move(e));
  });
}

/// Each in one commit, with its rows: an erasure that was cut off finds the others again.
void privacy_state::forget_cases(std::shared_ptr<erasing> e) {
  if (e->cases.empty()) {
    drop_letters(std::move(e));
    return;
  }
  tell_of_case t;
  t.number = e->cases.front();
  e->cases.pop_front();
  t.what.at = tools_.now();
  t.what.what = cases::forgotten{e->user};
  self_->request(cases_, caf::infinite, std::move(t))
      .then([this, e] { forget_cases(e); },
            [e](const caf::error&) { e->answer(503, "the node is shutting down\n"); });
}

void privacy_state::drop_letters(std::shared_ptr<erasing> e) {
  if (e->letters.empty()) {
    erase_next(std::move(e));
    return;
  }
  auto [key, id] = e->letters.back();
  e->letters.pop_back();
  self_->request(journal_, caf::infinite, drop_dead_letter{key, id})
      .then([this, e](bool) { drop_letters(e); },
            [e](const caf::error&) { e->answer(503, unavailable); });
}

void privacy_state::erase_next(std::shared_ptr<erasing> e) {
  if (e->next == e->talks.size()) {
    erase_rest(std::move(e));
    return;
  }
  const auto& key = e->talks[e->next].conversation;
  self_->request(router_, caf::infinite, erase_conversation{key})
      .then(
          [this, e, key](const erase_outcome& o) {
            if (o.busy && ++e->asked < most_asked) {
              later(ask_again, [this, e] { erase_next(e); });
              return;
            }
            auto count = privacy::count_of(e->talks[e->next], o.gone);
            count.why_not = o.why_not;
            e->refused = e->refused || !o.why_not.empty();
            if (o.why_not.empty())
              log::info("privacy", "erased", {{"conv", key}, {"lines", o.gone.lines}});
            e->part.talks.push_back(std::move(count));
            e->asked = 0;
            ++e->next;
            erase_next(e);
          },
          [e](const caf::error&) { e->answer(503, "the node is shutting down\n"); });
}

void privacy_state::erase_rest(std::shared_ptr<erasing> e) {
  store::erasure cases;
  cases.at = tools_.now();
  cases.cases = e->own_cases; // what of them has no record
  auto failed = [e](const caf::error&) { e->answer(503, unavailable); };
  self_->request(journal_, caf::infinite, erase_stored{std::move(cases)})
      .then(
          [this, e, failed](const erased_rows&) {
            self_->request(journal_, caf::infinite, scrub_store{})
                .then(
                    [e](bool scrubbed) {
                      e->part.scrubbed = scrubbed;
                      e->answer(e->refused ? 409 : 200, journal_page(e->part), json_type);
                    },
                    failed);
          },
          failed);
}

// -- erasing elsewhere

void privacy_state::away(
    net::http::responder answer, const std::string& user,
    std::function<void(privacy::person&, std::function<void(privacy::away_part)>)> work) {
  find(answer, user, [answer, work = std::move(work)](privacy::person& p) {
    for (auto& t : p.talks)
      if (auto why = privacy::why_not(t); !why.empty()) {
        answer(409, t.conversation + ": " + why + '\n');
        return;
      }
    work(p, [answer](const privacy::away_part& part) {
      answer(part.problem.empty() ? 200 : 502, away_page(part), json_type);
    });
  });
}

void privacy_state::erase_discord(net::http::responder answer, const std::string& user,
                                  std::string after) {
  away(std::move(answer), user,
       [this, after = std::move(after)](privacy::person& p, privacy::away_done done) {
         std::vector<std::string> channels;
         for (auto& t : p.talks)
           if (auto channel = privacy::channel_of(t.conversation); !channel.empty())
             channels.push_back(std::move(channel));
         privacy::erase_at_discord(*tools_.discord, std::move(channels), after, std::move(done));
       });
}

void privacy_state::erase_twilio(net::http::responder answer, const std::string& user,
                                 std::string after) {
  if (!tools_.twilio) {
    answer(409, "twilio is off: no twilio.* keys are set\n");
    return;
  }
  away(std::move(answer), user,
       [this, after = std::move(after)](privacy::person& p, privacy::away_done done) {
         std::vector<std::string> desks;
         for (auto& t : p.talks)
           for (auto& id : privacy::desks_of(t)) desks.push_back(id);
         const bool in_channels =
             tools_.in_channels || std::ranges::any_of(p.talks, privacy::has_channels);
         privacy::erase_at_twilio(*tools_.twilio, in_channels ? tools_.chat : nullptr,
                                  std::move(desks), twilio::identity_of({p.user, {}, {}}), after,
                                  std::move(done));
       });
}

void privacy_state::later(std::chrono::milliseconds delay, std::function<void()> work) {
  const auto id = ++last_timer_;
  // Somebody waits for the answer: real time, whatever the clock says.
  timers_[id] = tools_.rt->after_real(delay, [this, me = me_, id, work = std::move(work)] {
    caf::anon_send(me, job{std::make_shared<std::function<void()>>([this, id, work] {
                     timers_.erase(id);
                     work();
                   })});
  });
}

} // namespace flexcord::actors
