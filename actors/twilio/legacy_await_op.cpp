#include "actors/twilio/legacy_operation.hpp"

namespace flexcord::actors::twilio {

namespace {

using tasks = std::vector<net::twilio::task>;

/// Waits until the flow at the desk has sent the talk to Flex: nothing else can make a request for
/// an agent from a Chat channel.
class legacy_await_op : public legacy_operation {
public:
  legacy_await_op(std::shared_ptr<flex_context> c, perform p, milliseconds limit)
      : legacy_operation(std::move(c), std::move(p), patience::handoff),
        invite_(std::get<conversation::invite>(job().what.what)),
        until_(clock().now() + limit) {}

private:
  void attempt() override {
    if (desk_sid().empty()) return impossible("gone", {});
    chat().tasks_of(desk_sid(), then<tasks>([this](const tasks& all) { seen(all); }));
  }

  void impossible(const std::string& reason, const net::failure&) override {
    finish(conversation::desk_failed{invite_.desk, reason}, reason, desk_sid());
  }

  void seen(const tasks& all) {
    progress();
    auto open = open_channel_tasks(all, desk_sid());
    if (!open.empty()) return adopt(open);
    if (clock().now() >= until_) return impossible("not-taken-up", {});
    wait(context().deps.timing.look_every, [this] { attempt(); });
  }

  void adopt(const tasks& open) {
    // A flow that ran twice has put the user into the queue twice.
    for (std::size_t i = 1; i < open.size(); ++i) {
      if (open[i].assignment_status == "assigned") continue;
      context().count("surplus-closed");
      chat().end_task(open[i].sid, net::twilio::task_end::canceled, [](const auto&) {});
    }
    name_case(open.front(), invite_.case_number);
    finish(conversation::agent_invited{invite_.desk, {}, {}, open.front().sid}, "invited",
           desk_sid());
  }

  const net::clock& clock() { return context().deps.rt.time(); }

  const conversation::invite& invite_;
  net::clock::monotonic::time_point until_;
};

} // namespace

operation_ptr make_legacy_await(std::shared_ptr<flex_context> c, perform p,
                                milliseconds taken_up_within) {
  return std::make_shared<legacy_await_op>(std::move(c), std::move(p), taken_up_within);
}

} // namespace flexcord::actors::twilio
