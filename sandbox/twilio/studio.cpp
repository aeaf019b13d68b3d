#include "sandbox/twilio/studio.hpp"

#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/studio_views.hpp"

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

constexpr std::int64_t answer_within_ms = 10'000;
constexpr std::size_t longest_answer = std::size_t{64} << 10;
constexpr std::int64_t late_ms = 3000;
constexpr std::size_t most_executions = 1000;

} // namespace

void studio_runner::message_came(const conversation& c, const message& m,
                                 const scoped_webhook& hook, const origin& by) {
  auto* f = flows_.find(hook.flow_sid);
  if (!f || !f->published || (!concurrent && is_active_in(c.sid))) {
    host_.happened("twilio.studio",
                   {{"change", "ignored"},
                    {"flow_sid", hook.flow_sid},
                    {"conversation_sid", c.sid},
                    {"message_sid", m.sid},
                    {"reason", !f              ? "no such flow"
                               : !f->published ? "the flow is not published"
                                               : "an execution is active already"}});
    return;
  }
  studio_execution e;
  e.sid = new_sid("FN");
  e.flow_sid = f->sid;
  e.conversation_sid = c.sid;
  e.message_sid = m.sid;
  e.address = m.author;
  e.revision = f->published_revision;
  e.serial = ++serial_;
  e.started_ms = e.updated_ms = host_.now_ms();
  e.run = std::make_shared<flow_run>(f->published, studio_context(e, c, m, hook.legacy, by));
  forget_old();
  const auto& kept = executions_[e.sid] = std::move(e);
  record(kept, "started");
  // After the request that brought the message has been answered.
  const std::string event = hook.legacy ? "incomingMessage" : "incomingConversationMessage";
  host_.after(0, life_.guard([this, sid = kept.sid, event] { begin(sid, event); }));
}

bool studio_runner::is_active_in(const std::string& conversation_sid) const {
  return std::any_of(executions_.begin(), executions_.end(), [&](const auto& entry) {
    return entry.second.conversation_sid == conversation_sid && entry.second.status == "active";
  });
}

const studio_execution* studio_runner::find(std::string_view sid) const {
  auto at = executions_.find(std::string(sid));
  return at == executions_.end() ? nullptr : &at->second;
}

studio_execution* studio_runner::active(const std::string& sid) {
  auto at = executions_.find(sid);
  const bool is = at != executions_.end() && at->second.status == "active" && !at->second.stuck;
  return is ? &at->second : nullptr;
}

void studio_runner::begin(const std::string& sid, const std::string& event) {
  if (auto* e = active(sid)) go_on(*e, e->run->start(event));
}

// A fault strikes the widget that it names: what comes behind it is not reached.
void studio_runner::go_on(studio_execution& e, run_step step) {
  e.updated_ms = host_.now_ms();
  std::string fault;
  while (e.path.size() < e.run->path().size()) {
    e.path.push_back(e.run->path()[e.path.size()]);
    fault = stuck_ ? "lose" : host_.hook_fault("studio", e.path.back());
    if (fault != "lose") continue;
    e.stuck = true;
    return record(e, "stuck");
  }
  record(e, "step");
  if (fault == "late" || fault == "reorder")
    return host_.after(late_ms, life_.guard([this, sid = e.sid, step = std::move(step)] {
      perform(sid, step, {});
    }));
  perform(std::string(e.sid), step, fault);
}

void studio_runner::perform(const std::string& sid, const run_step& step,
                            const std::string& fault) {
  auto* e = active(sid);
  if (!e) return;
  if (const auto* calls = std::get_if<run_calls>(&step)) return call(*e, *calls, fault);
  if (const auto* hands = std::get_if<run_hands_over>(&step))
    return hand_over_once(*e, *hands, fault);
  finish(*e);
}

// Faults: "bad_signature" makes Flex refuse the task, "duplicate" makes two.
void studio_runner::hand_over_once(studio_execution& e, const run_hands_over& what,
                                   const std::string& fault) {
  const bool done = fault != "bad_signature" && hand_over(e, what);
  if (done && fault == "duplicate") (void)hand_over(e, what);
  go_on(e, e.run->handed_over(done));
}

void studio_runner::call(studio_execution& e, const run_calls& what, const std::string& fault) {
  const auto turn = ++e.turn;
  auto heard =
      life_.guard([this, sid = e.sid, turn, what, fault](net::result<net::http::response> answer) {
        answered(sid, turn, what, fault, answer);
      });
  const auto key = fault == "bad_signature" ? std::string_view("not-the-auth-token") : auth_token;
  const auto request = widget_request(what, key);
  net::http::call_options options;
  // Ten seconds by the sandbox's clock, below; this one frees the connection.
  options.deadline = std::chrono::seconds(30);
  options.max_body = longest_answer;
  host_.http().send(request, options, heard);
  if (fault == "duplicate") host_.http().send(request, options, heard);
  host_.after(answer_within_ms, [heard]() mutable {
    heard(net::result<net::http::response>(
        net::failure{net::failure_kind::timed_out, 0, 0, {}, "no answer within 10 s"}));
  });
}

void studio_runner::answered(const std::string& sid, std::uint64_t turn, const run_calls& what,
                             const std::string& fault,
                             const net::result<net::http::response>& answer) {
  auto* e = active(sid);
  if (!e || e->turn != turn) return;
  ++e->turn;
  host_.happened("twilio.hook",
                 {{"hook", "studio"},
                  {"event", what.widget},
                  {"url", what.url},
                  {"conversation_sid", e->conversation_sid},
                  {"fault", fault},
                  {"status", answer ? answer->status : 0},
                  {"error", answer ? std::string() : net::to_string(answer.error().kind)}});
  go_on(*e,
        answer ? e->run->answered(answer->status, answer->headers.get("Content-Type"), answer->body)
               : e->run->unanswered());
}

void studio_runner::finish(studio_execution& e) {
  e.status = "ended";
  e.stuck = false;
  e.updated_ms = host_.now_ms();
  e.run.reset();
  record(e, "ended");
}

void studio_runner::end(const std::string& sid) {
  auto at = executions_.find(sid);
  if (at != executions_.end() && at->second.status == "active") finish(at->second);
}

void studio_runner::erase(const std::string& sid) { executions_.erase(sid); }

void studio_runner::set_stuck(bool on) {
  stuck_ = on;
  if (on) return;
  for (auto& [sid, e] : executions_)
    if (e.stuck) finish(e);
}

void studio_runner::record(const studio_execution& e, const std::string& change) {
  auto data = execution_summary(e);
  data["change"] = change;
  host_.happened("twilio.studio", std::move(data));
}

// The oldest that has ended goes when there are many.
void studio_runner::forget_old() {
  if (executions_.size() < most_executions) return;
  auto oldest = executions_.end();
  for (auto at = executions_.begin(); at != executions_.end(); ++at)
    if (at->second.status == "ended" &&
        (oldest == executions_.end() || at->second.serial < oldest->second.serial))
      oldest = at;
  if (oldest != executions_.end()) executions_.erase(oldest);
}

void studio_runner::reset() {
  life_.renew();
  executions_.clear();
  stuck_ = concurrent = false;
}

} // namespace flexcord::sandbox::twilio
