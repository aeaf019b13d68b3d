#include "actors/twilio/desk_reading.hpp"
#include "actors/twilio/legacy_attributes.hpp"
#include "actors/twilio/legacy_operation.hpp"
#include "actors/twilio/legacy_view.hpp"
#include "actors/twilio/tasks.hpp"

namespace flexcord::actors::twilio {

namespace {

using namespace net::twilio;

/// Reads a channel: whether it is still this desk's, then its messages, members and tasks.
class legacy_look_op : public desk_reading {
public:
  using desk_reading::desk_reading;

private:
  legacy& chat() { return *context().deps.legacy; }

  void attempt() override {
    if (desk_sid().empty()) return finish_undeliverable("gone");
    view_ = {};
    read_channel();
  }

  void impossible(const std::string& reason, const net::failure& f) override {
    if (is_missing(f)) return closed();
    finish_undeliverable(reason);
  }

  void read_channel() {
    chat().get_channel(desk_sid(), then<chat_channel>([this](const chat_channel& c) {
                         const auto f = facts_of(c.attributes);
                         // A channel that was put aside may serve a later talk.
                         const bool another = !f.desk.empty() && f.desk != what().desk;
                         over_ = !f.open() || another;
                         if (another) return closed_for_us();
                         skip_to(f.first - 1);
                         read_messages();
                       }));
  }

  /// Nothing that is said in the channel now is meant for this desk.
  void closed_for_us() {
    ours_ = false;
    closed();
  }

  void read_messages() override {
    if (!ours_) return tell_messages({});
    chat().list_messages(desk_sid(), last_index(),
                         part<std::vector<message>>(false, [this](auto* found) {
                           tell_messages(found ? std::move(*found) : std::vector<message>{});
                         }));
  }

  void read_people() override {
    if (over_) return closed();
    chat().list_members(desk_sid(), part<std::vector<participant>>(false, [this](auto* found) {
                          // Without a word about who is there, "nobody" would be a guess that ends
                          // the talk.
                          if (!found) return finish_undeliverable("refused");
                          view_.members = std::move(*found);
                          read_tasks();
                        }));
  }

  void read_tasks() {
    chat().tasks_of(desk_sid(), part<std::vector<task>>(true, [this](auto* found) {
                      view_.tasks_known = found != nullptr;
                      if (found) view_.tasks = channel_tasks(std::move(*found), desk_sid());
                      read_own_task();
                    }));
  }

  /// A task that is finished leaves the list after a while; then its own page is gone too.
  void read_own_task() {
    const auto& sid = job().desk.task;
    const bool listed = std::ranges::find(view_.tasks, sid, &task::sid) != view_.tasks.end();
    if (sid.empty() || listed) return tell_people();
    auto not_told = [this, sid](const net::failure& f) {
      const bool passing = judge(f) == verdict::again && f.kind != net::failure_kind::malformed;
      if (passing && failures() < optional_attempts) return false;
      if (is_missing(f))
        add_task({sid, "completed", {}, {}});
      else
        tell_people();
      return true;
    };
    twilio().get_task(sid, then<task>([this](task t) { add_task(std::move(t)); }, not_told));
  }

  void add_task(task t) {
    view_.tasks_known = true;
    view_.tasks.push_back(std::move(t));
    tell_people();
  }

  void tell_people() {
    auto seen = view_.sum_up();
    auto* waits = what().place && seen.agents.empty() ? waiting_one(view_.tasks) : nullptr;
    if (waits) tell_place_later(*waits);
    name_agents(std::move(seen));
  }

  bool ours_ = true, over_ = false;
  legacy_view view_;
};

} // namespace

operation_ptr make_legacy_look(std::shared_ptr<flex_context> c, perform p) {
  return std::make_shared<legacy_look_op>(std::move(c), std::move(p));
}

} // namespace flexcord::actors::twilio
