#include "actors/reports_desk/first_answer.hpp"

#include "actors/discord/inbound.hpp"
#include "config/log.hpp"
#include "net/backoff.hpp"

#include <algorithm>
#include <utility>

namespace flexcord::actors::reports_desk {
namespace {

using std::chrono::milliseconds;
using kind = net::discord::interaction_reply::kind;

constexpr std::int64_t token_lives = 15 * 60 * 1000;
constexpr milliseconds hold_after{1200}, hold_form_after{1900};
constexpr milliseconds margin{300}; ///< on its way to the gateway
/// A first answer that is still under way: what follows it finds nothing yet.
constexpr std::uint32_t most_not_found = 8;
constexpr net::backoff_rules pauses{milliseconds(300), milliseconds(10'000)};

} // namespace

first_answer::first_answer(const answer_tools& tools, net::discord::interaction i, guild_turn turn,
                           way how)
    : tools_(tools), i_(std::move(i)), turn_(std::move(turn)), how_(how) {}

milliseconds first_answer::hold_in(std::int64_t age, way how) {
  const auto left = milliseconds(first_answer_within - age) - margin;
  return std::clamp(left, milliseconds(0), how == way::form ? hold_form_after : hold_after);
}

void first_answer::start() {
  const auto wait = hold_in(tools_.now() - net::discord::snowflake_time(i_.id), how_);
  if (wait.count() == 0) return hold();
  guard_ = tools_.rt->after_real(wait, [weak = weak_from_this()] {
    if (auto me = weak.lock()) me->hold();
  });
}

/// Asks Discord to wait.
void first_answer::hold() {
  auto expected = stage::open;
  if (!stage_.compare_exchange_strong(expected, stage::held)) return;
  net::discord::interaction_reply r;
  r.type = how_ == way::update ? kind::deferred_update : kind::deferred;
  r.ephemeral = true;
  turn_.answer(std::move(r), {}); // an earlier life may have asked: what is said follows anyway
}

net::discord::interaction_reply first_answer::reply_of(const net::discord::outgoing& m) const {
  net::discord::interaction_reply r;
  r.type = how_ == way::update ? kind::update : kind::message;
  r.ephemeral = true;
  r.content = m.content;
  r.rows = m.rows;
  if (m.embeds) r.embeds = *m.embeds;
  return r;
}

void first_answer::say(net::discord::outgoing m) {
  const auto before = stage_.exchange(stage::said);
  if (before == stage::said) return;
  if (before == stage::held) return follow(std::move(m));
  turn_.answer(reply_of(m), [me = shared_from_this(), m] { me->follow(m); });
}

void first_answer::open(net::discord::form f, std::string late) {
  net::discord::outgoing m;
  m.content = std::move(late);
  auto expected = stage::open;
  if (stage_.compare_exchange_strong(expected, stage::said)) {
    net::discord::interaction_reply r;
    r.type = kind::modal;
    r.modal = std::move(f);
    return turn_.answer(std::move(r), [me = shared_from_this(), m] { me->follow(m); });
  }
  say(std::move(m));
}

void first_answer::follow(net::discord::outgoing m) {
  later_ = std::move(m);
  follow();
}

void first_answer::follow() {
  tools_.discord->edit_original(
      i_.application_id, i_.token, later_,
      [me = shared_from_this()](net::result<net::discord::rest::nothing> r) {
        if (r || r.error().kind == net::failure_kind::stopped) return;
        const auto& why = r.error();
        const bool early = why.http_status == 404 && me->attempts_ < most_not_found;
        const bool verdict = why.kind == net::failure_kind::refused && why.http_status < 500 &&
                             why.http_status != 429 && !early;
        const bool over = me->tools_.now() - net::discord::snowflake_time(me->i_.id) > token_lives;
        if (verdict || over) {
          log::warning("reports", "not-answered",
                       {{"why", to_string(why)}, {"trace", discord::trace_of(me->i_)}});
          return;
        }
        me->pause_ = me->tools_.rt->after_real(net::backoff(pauses, ++me->attempts_, 0.5),
                                               [me] { me->follow(); });
      });
}

} // namespace flexcord::actors::reports_desk
