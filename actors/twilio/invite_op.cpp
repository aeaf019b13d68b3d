#include "actors/twilio/attributes.hpp"
#include "actors/twilio/operation.hpp"
#include "actors/twilio/tasks.hpp"

#include <algorithm>

namespace flexcord::actors::twilio {

namespace {

using net::twilio::rest;

/// Makes the request for an agent, once: before a create that may repeat another, its task is
/// looked for; where a flow makes the request, its own is waited for, and one is made only when the
/// flow is silent. Then waits until the request's channel is set up.
class invite_op : public operation {
public:
  invite_op(std::shared_ptr<flex_context> c, perform p)
      : operation(std::move(c), std::move(p), patience::handoff),
        invite_(std::get<conversation::invite>(job().what.what)),
        again_(invite_.again && !job().desk.interaction.empty() && !job().desk.channel.empty()),
        waits_for_flow_(job().desk.routed && !invite_.again) {}

private:
  void attempt() override {
    if (desk_sid().empty()) return impossible("gone", {});
    if (!made_.sid.empty()) return poll();
    if (must_look() || waits_for_flow_) {
      auto& timing = context().deps.timing;
      look_until_ = clock().now() + (waits_for_flow_ ? timing.flow_limit : timing.look_for);
      return look();
    }
    create();
  }

  void impossible(const std::string& reason, const net::failure&) override {
    finish(conversation::desk_failed{invite_.desk, reason}, reason, desk_sid());
  }

  // -- an earlier attempt's request

  /// The task of a request comes a while after the answer, or without one.
  void look() {
    auto seen = [this](const std::vector<net::twilio::task>& all) {
      auto open = open_tasks(all, desk_sid());
      if (!open.empty()) return adopt(open);
      if (clock().now() < look_until_)
        return wait(context().deps.timing.look_every, [this] { look(); });
      looked();
      if (std::exchange(waits_for_flow_, false)) context().count("flow-silent");
      create();
    };
    auto unreadable = [this](const net::failure& f) {
      if (judge(f) == verdict::again) return false;
      looked();
      waits_for_flow_ = false;
      create();
      return true;
    };
    twilio().tasks_of(desk_sid(), then<std::vector<net::twilio::task>>(seen, unreadable));
  }

  void adopt(const std::vector<open_task>& open) {
    looked();
    context().count(std::exchange(waits_for_flow_, false) ? "flow-invited" : "adopted");
    made_ = open.front().where;
    name_case(open.front().what, invite_.case_number);
    // Two attempts may both have succeeded; the user is to be in the queue once.
    std::vector<std::string> closed{made_.channel_sid};
    for (auto& t : open) {
      if (std::ranges::find(closed, t.where.channel_sid) != closed.end()) continue;
      closed.push_back(t.where.channel_sid);
      context().count("surplus-closed");
      twilio().close_channel(t.where, [](const auto&) {});
    }
    begin_poll();
  }

  // -- a new request

  std::string attributes() {
    return task_attributes(invite_, job().key, desk_sid(), user_identity(invite_.user),
                           context().deps.channel_type, case_url(invite_.case_number));
  }

  void create() {
    if (again_) return ask_again();
    twilio().create_interaction(desk_sid(), attributes(),
                                then<net::twilio::interaction>([this](auto made) {
                                  if (made.sid.empty() || made.channel_sid.empty())
                                    return fail({net::failure_kind::malformed, 0, 0, std::nullopt,
                                                 "create interaction: no id"});
                                  made_ = std::move(made);
                                  leave_flow();
                                  begin_poll();
                                }));
  }

  /// The flow would hear agents and user for nothing; it leaves by itself only where it made the
  /// request. Nothing depends on it.
  void leave_flow() {
    const auto& flow = context().deps.studio_flow_sid;
    if (job().desk.routed && !flow.empty())
      twilio().remove_flow(desk_sid(), flow, [](const auto&) {});
  }

  /// The conversation was put aside or passed on: the same interaction gets another invite.
  void ask_again() {
    net::twilio::interaction known{job().desk.interaction, job().desk.channel, {}, {}};
    auto invited = [this, known](const std::string&) {
      made_ = known;
      done();
    };
    auto not_there = [this](const net::failure& f) {
      if (judge(f) == verdict::again) return false;
      again_ = false; // the interaction takes no invites any more
      create();
      return true;
    };
    twilio().create_invite(known, attributes(), then<std::string>(invited, not_there));
  }

  // -- until it is set up

  void begin_poll() {
    progress();
    poll_until_ = clock().now() + context().deps.timing.setup_limit;
    pause_ = context().deps.timing.first_poll;
    poll_later();
  }

  void poll_later() {
    if (clock().now() >= poll_until_) return too_late();
    auto pause = std::exchange(pause_, std::min(pause_ * 2, context().deps.timing.longest_poll));
    wait(pause, [this] { poll(); });
  }

  void poll() {
    auto seen = [this](const net::twilio::channel_status& c) {
      if (c.status == "failed" || c.status == "closed") return impossible("setup-failed", {});
      if (c.status.empty()) return unknown();
      if (c.status == "setup") return poll_later();
      done();
    };
    auto unreadable = [this](const net::failure& f) {
      if (judge(f) == verdict::no || f.kind == net::failure_kind::malformed)
        unknown();
      else
        poll_later();
      return true;
    };
    twilio().get_channel(made_, then<net::twilio::channel_status>(seen, unreadable));
  }

  /// A desk that does not tell how its channels stand is taken at its word for the create.
  void unknown() {
    constexpr int most = 3;
    if (++unknown_ >= most) return done();
    poll_later();
  }

  void too_late() {
    twilio().close_channel(made_, [](const auto&) {});
    impossible("setup-timeout", {});
  }

  void done() {
    finish(conversation::agent_invited{invite_.desk, made_.sid, made_.channel_sid, made_.task_sid},
           "invited", desk_sid());
  }

  const net::clock& clock() { return context().deps.rt.time(); }

  const conversation::invite& invite_;
  bool again_;
  bool waits_for_flow_; ///< the desk's flow was told; its request is taken, if it makes one
  net::twilio::interaction made_;
  net::clock::monotonic::time_point look_until_, poll_until_;
  milliseconds pause_{0};
  int unknown_ = 0;
};

} // namespace

operation_ptr make_invite(std::shared_ptr<flex_context> c, perform p) {
  return std::make_shared<invite_op>(std::move(c), std::move(p));
}

} // namespace flexcord::actors::twilio
