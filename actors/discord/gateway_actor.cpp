#include "actors/discord/gateway_actor.hpp"

#include "actors/discord/interactions.hpp"
#include "config/log.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <sstream>
#include <utility>

namespace flexcord::actors {
namespace {
constexpr std::uint32_t identify_reserve =
    50; // of Discord's 1,000 a day; breaking them resets the token
constexpr auto try_again = std::chrono::seconds(1);

constexpr auto remember_at_least = std::chrono::seconds(30);
constexpr auto remember_after = std::chrono::milliseconds(100);
constexpr conversation::millis resume_window = 5 * 60'000; // Discord says "a few minutes"

const char* name_of(net::discord::gateway_state s) {
  constexpr const char* names[] = {"stopped",  "connecting", "identifying",
                                   "resuming", "ready",      "failed"};
  return names[static_cast<int>(s)];
}
} // namespace

std::string to_text(const net::discord::gateway_position& p, conversation::millis complete_until) {
  return p.session_id + '\n' + p.resume_url + '\n' + std::to_string(p.sequence) + '\n' +
         std::to_string(complete_until);
}

kept_session kept_session_from(const std::string& text, conversation::millis now) {
  std::istringstream in{text};
  kept_session kept;
  auto& p = kept.position;
  std::getline(in, p.session_id);
  std::getline(in, p.resume_url);
  if (!(in >> p.sequence >> kept.complete_until)) return {};
  if (now - kept.complete_until > resume_window) p = {};
  return kept;
}

gateway_state::gateway_state(worker_actor::pointer self, gateway_tools tools, router_actor router,
                             journal_actor journal, reconcile_actor reconcile, kept_session kept)
    : self_(self),
      me_(self),
      tools_(std::move(tools)),
      router_(std::move(router)),
      journal_(std::move(journal)),
      reconcile_(std::move(reconcile)),
      complete_until_(kept.complete_until),
      settled_(kept.position.session_id),
      position_(std::move(kept.position)),
      mark_(position_.sequence) {}

gateway_state::~gateway_state() {
  if (gateway_) gateway_->stop(false);
}

worker_actor::behavior_type gateway_state::make_behavior() {
  find_url();
  remember_now_and_then();
  // A handle to itself would keep the actor alive; it is given up with the exit message.
  self_->set_exit_handler([this](caf::exit_msg& m) {
    if (gateway_) gateway_->stop(false); // 4000: the session can be resumed by the next process
    gateway_.reset();
    remember();
    me_ = nullptr;
    self_->quit(std::move(m.reason));
  });
  return {[](const job& j) { (*j.run)(); }};
}

void gateway_state::find_url() {
  if (!tools_.settings.gateway_url.empty()) {
    connect(tools_.settings.gateway_url);
    return;
  }
  tools_.discord->get_gateway([this, me = me_](net::result<net::discord::gateway_info> got) {
    caf::anon_send(me, job{std::make_shared<std::function<void()>>([this, got] {
                     if (got) {
                       tools_.numbers->identifies_left(got->identifies_left);
                       connect(got->url);
                       return;
                     }
                     log::warning("gateway", "no-gateway-url", {{"why", to_string(got.error())}});
                     if (got.error().http_status == 401) tools_.state->token_bad = true;
                     self_->run_delayed(try_again * 3, [this] { find_url(); });
                   })});
  });
}

void gateway_state::connect(std::string url) {
  net::discord::gateway_options o;
  o.token = tools_.settings.token.reveal();
  o.intents = tools_.settings.intents;
  o.shards = tools_.settings.shards;
  o.url = std::move(url);
  o.compress = tools_.settings.compress == "zlib-stream";
  o.reconnect_min = tools_.settings.reconnect_min;
  o.reconnect_max = tools_.settings.reconnect_max;
  net::discord::gateway_handlers h;
  auto in_actor = [me = me_](std::function<void()> work) {
    caf::anon_send(me, job{std::make_shared<std::function<void()>>(std::move(work))});
  };
  h.on_dispatch = [this, in_actor](net::discord::dispatch d) {
    in_actor([this, d = std::move(d)] { take(d); });
  };
  h.on_state = [this, in_actor](net::discord::gateway_state s, std::string why) {
    in_actor([this, s, why] {
      tools_.state->gateway_ready = s == net::discord::gateway_state::ready;
      tools_.state->gateway_failed = s == net::discord::gateway_state::failed;
      tools_.numbers->gateway_ready(s == net::discord::gateway_state::ready);
      auto level = s == net::discord::gateway_state::failed ? log::level::error : log::level::info;
      log::write(level, "gateway", "state", {{"state", name_of(s)}, {"why", why}});
    });
  };
  h.on_position = [this, in_actor](net::discord::gateway_position p) {
    in_actor([this, p = std::move(p)] {
      position_ = p;
      mark_ = net::discord::watermark(p.sequence);
      remember();
    });
  };
  o.resume_from = position_;
  h.on_count = [numbers = tools_.numbers](std::string_view what) { numbers->gateway(what); };
  h.may_identify = [this, in_actor](std::function<void(bool)> answer) {
    in_actor([this, answer = std::move(answer)] { may_identify(answer); });
  };
  gateway_ = std::make_unique<net::discord::gateway>(*tools_.rt, std::move(o), std::move(h));
  gateway_->start();
}

void gateway_state::may_identify(std::function<void(bool)> answer) {
  tools_.discord->get_gateway([answer = std::move(answer), numbers = tools_.numbers](
                                  net::result<net::discord::gateway_info> got) {
    if (!got) {
      answer(true); // the budget is unknown; the gateway itself will say no
      return;
    }
    numbers->identifies_left(got->identifies_left);
    const bool enough =
        got->identifies_left > std::min(identify_reserve, got->identifies_total / 20);
    if (!enough)
      log::error("gateway", "identify-budget-spent",
                 {{"left", got->identifies_left}, {"total", got->identifies_total}});
    answer(enough);
  });
}

void gateway_state::take(const net::discord::dispatch& d) {
  if (!gateway_) return;
  auto pass = [&] {
    mark_.skip(d.sequence);
    advance();
  };
  auto use = [&](const auto& parsed, auto make) {
    if (!parsed) {
      malformed(d, parsed.error());
      return;
    }
    if (auto e = make(*parsed)) {
      mark_.open(d.sequence);
      route(position_.session_id, d.sequence, std::move(*e));
    } else {
      pass();
    }
  };
  if (d.type == "MESSAGE_CREATE") {
    use(net::discord::parse_message(d.data), discord::from_message);
  } else if (d.type == "MESSAGE_UPDATE") {
    use(net::discord::parse_message(d.data), discord::from_update);
  } else if (d.type == "MESSAGE_DELETE") {
    use(net::discord::parse_deletion(d.data),
        [&](const auto& x) { return discord::from_deletion(x, tools_.now()); });
  } else if (d.type == "INTERACTION_CREATE") {
    if (auto i = net::discord::parse_interaction(d.data))
      interaction(d.sequence, *i);
    else
      malformed(d, i.error());
  } else if (d.type == "READY") {
    began(d.session_id);
    if (auto r = net::discord::parse_ready(d.data)) ready(*r);
    pass();
  } else if (d.type == "RESUMED") {
    self_->send(reconcile_, session_resumed{});
    settle(d.session_id);
    learn_application();
    pass();
  } else {
    pass();
  }
}

void gateway_state::malformed(const net::discord::dispatch& d, const net::failure& why) {
  tools_.numbers->gateway("malformed_event");
  log::error("gateway", "malformed-event",
             {{"type", d.type}, {"why", why.detail}, {"sequence", d.sequence}});
  // What cannot be read never will be: kept for a person, so that it does not hold up everything
  // behind it.
  const auto session = position_.session_id;
  const auto number =
      d.sequence == 0 ? "at-" + std::to_string(tools_.now()) : std::to_string(d.sequence);
  bury letter{{discord::unreadable_events, "dispatch:" + session + ':' + number, tools_.now(),
               d.type, "unreadable", d.data},
              0};
  mark_.open(d.sequence);
  keep(session, d.sequence, std::move(letter));
}

void gateway_state::keep(const std::string& session, std::uint64_t sequence, bury letter) {
  self_->request(journal_, caf::infinite, letter)
      .then([this, session, sequence] { committed(session, sequence); },
            [this, session, sequence, letter](const caf::error&) {
              // The store does not take it just now; until it does, Discord is not told.
              self_->run_delayed(try_again, [this, session, sequence, letter] {
                if (gateway_) keep(session, sequence, letter);
              });
            });
}

void gateway_state::committed(const std::string& session, std::uint64_t sequence) {
  if (session != position_.session_id) return; // a sequence of a session that is over
  mark_.done(sequence);
  advance();
}

void gateway_state::advance() {
  if (!gateway_ || mark_.value() <= position_.sequence) return;
  position_.sequence = mark_.value();
  gateway_->acknowledge(position_.sequence, position_.session_id);
  remember_soon();
}

void gateway_state::remember_soon() {
  // One write for whatever comes within the pause; a kill in between only means a longer replay.
  if (std::exchange(remembering_, true)) return;
  self_->run_delayed(remember_after, [this] {
    remembering_ = false;
    remember();
  });
}

void gateway_state::remember_now_and_then() {
  self_->run_delayed(remember_at_least, [this] {
    remember();
    remember_now_and_then();
  });
}

void gateway_state::remember() {
  // A new session's position would hide that events before it may be missing.
  if (!position_.empty() && position_.session_id != settled_) return;
  if (tools_.state->gateway_ready && !position_.empty()) complete_until_ = tools_.now();
  if (complete_until_ == 0) return;
  self_
      ->request(journal_, caf::infinite,
                write_value{kept_session_name, to_text(position_, complete_until_)})
      .then([] {}, [](const caf::error&) {});
}

void gateway_state::began(const std::string& session) {
  if (complete_until_ == 0) { // the first session there ever was
    settle(session);
    return;
  }
  // Before anything of this session is routed: conversations look first.
  tools_.book->user_lost(tools_.now());
  self_->request(reconcile_, caf::infinite, session_lost{complete_until_})
      .then([this, session] { settle(session); }, [](const caf::error&) {});
}

void gateway_state::settle(const std::string& session) {
  settled_ = session;
  if (complete_until_ == 0) complete_until_ = tools_.now();
  remember();
}

void gateway_state::route(std::string session, std::uint64_t sequence, envelope e) {
  auto came = tools_.now();
  auto copy = std::make_shared<envelope>(e);
  self_->request(router_, caf::infinite, std::move(e))
      .then(
          [this, session, sequence, came] {
            tools_.numbers->hop("gateway_to_commit",
                                std::chrono::milliseconds(tools_.now() - came));
            committed(session, sequence);
          },
          [this, session, sequence, copy](const caf::error& why) {
            if (!gateway_) return;
            log::warning(
                "gateway", "route-again",
                {{"conv", copy->conversation}, {"why", to_string(why)}, {"trace", copy->trace}});
            self_->run_delayed(
                try_again, [this, session, sequence, copy] { route(session, sequence, *copy); });
          });
}

void gateway_state::answer(const net::discord::interaction& i,
                           const net::discord::interaction_reply& reply,
                           const std::function<void()>& too_late) {
  const auto age = tools_.now() - net::discord::snowflake_time(i.id);
  if (age >= first_answer_within) {
    tools_.numbers->gateway("interaction_too_late");
    log::info("gateway", "interaction-too-late", {{"age", age}, {"trace", discord::trace_of(i)}});
    if (too_late) too_late();
    return;
  }
  tools_.discord->answer_interaction(
      i, reply, [trace = discord::trace_of(i)](net::result<net::discord::rest::nothing> r) {
        if (!r)
          log::warning("gateway", "interaction-not-answered",
                       {{"why", to_string(r.error())}, {"trace", trace}});
      });
}

bool gateway_state::at_guild_desk(std::uint64_t sequence, const net::discord::interaction& i) {
  auto in_actor = [this, me = me_](std::function<void()> work) {
    caf::anon_send(me, job{std::make_shared<std::function<void()>>(std::move(work))});
  };
  guild_turn turn;
  turn.answer = [this, in_actor, i](net::discord::interaction_reply reply,
                                    std::function<void()> too_late) {
    in_actor([this, i, reply = std::move(reply), too_late = std::move(too_late)] {
      answer(i, reply, too_late);
    });
  };
  turn.taken = [this, in_actor, session = position_.session_id, sequence] {
    in_actor([this, session, sequence] { committed(session, sequence); });
  };
  mark_.open(sequence);
  return offer(*tools_.guild, i, turn);
}

void gateway_state::interaction(std::uint64_t sequence, const net::discord::interaction& i) {
  auto w = discord::from_interaction(i);
  if (!w) {
    if (at_guild_desk(sequence, i)) return;
    tools_.numbers->gateway("unknown_interaction");
    mark_.done(sequence);
    advance();
    return;
  }
  mark_.open(sequence);
  answer(i, w->first_answer);
  if (!w->needs_dm) { // at once: what was said behind it stays behind it
    route(position_.session_id, sequence, std::move(w->what));
    return;
  }
  discord::with_conversation(
      *tools_.discord, i, std::move(*w),
      [this, me = me_, session = position_.session_id, sequence](envelope what) {
        caf::anon_send(me, job{std::make_shared<std::function<void()>>(
                               [this, session, sequence, what = std::move(what)] {
                                 route(session, sequence, what);
                               })});
      });
}

void gateway_state::ready(const net::discord::ready& r) {
  log::info("gateway", "ready",
            {{"application", r.application_id},
             {"message_content", (r.application_flags & (3u << 18)) != 0}});
  application_ = r.application_id;
  check_commands();
}

} // namespace flexcord::actors
