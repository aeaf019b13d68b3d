#include "actors/twilio/channel_search.hpp"
#include "actors/twilio/legacy_attributes.hpp"
#include "actors/twilio/legacy_operation.hpp"
#include "actors/twilio/tasks.hpp"

namespace flexcord::actors::twilio {

namespace {

using namespace net::twilio;

/// Ends the channel's tasks, puts the channel aside and takes our webhook off it; then looks for
/// tasks once more, since a flow may have brought an agent meanwhile. What is missing counts as
/// closed; a channel that serves a later talk is left alone.
class legacy_close_op : public legacy_operation {
public:
  legacy_close_op(std::shared_ptr<flex_context> c, perform p)
      : legacy_operation(std::move(c), std::move(p), patience::order),
        desk_(std::get<conversation::close_desk>(job().what.what).desk),
        sid_(desk_sid()) {}

private:
  void attempt() override {
    if (sid_.empty()) return find();
    if (!still_ours_) return read_channel();
    if (!tasks_ended_ || put_aside_) return end_tasks();
    put_aside();
  }

  void impossible(const std::string& reason, const net::failure&) override {
    if (reason == "gone") return finish_delivered();
    finish_undeliverable(reason);
  }

  /// Its id never reached us; the name that we left in it did not need to.
  void find() {
    if (desk_.empty()) return finish_delivered();
    auto all_read = [this](const std::vector<chat_channel>& all) {
      for (auto& c : all)
        if (facts_of(c.attributes).desk == desk_) sid_ = c.sid;
      if (sid_.empty()) return finish_delivered();
      attempt();
    };
    search_channels(chat(), user_identity({}), then<std::vector<chat_channel>>(all_read));
  }

  void read_channel() {
    chat().get_channel(sid_, then<chat_channel>([this](const chat_channel& c) {
                         const auto f = facts_of(c.attributes);
                         if (!desk_.empty() && !f.desk.empty() && f.desk != desk_)
                           return finish_delivered();
                         still_ours_ = true;
                         end_tasks();
                       }));
  }

  // -- tasks

  void end_tasks() {
    auto unreadable = [this](const net::failure& f) {
      // The desk's other half being down must not leave the channel open.
      if (judge(f) == verdict::again && (put_aside_ || failures() < 5)) return false;
      tasks_done();
      return true;
    };
    chat().tasks_of(sid_, then<std::vector<task>>(
                              [this](const std::vector<task>& all) {
                                open_ = open_channel_tasks(all, sid_);
                                refused_ = false;
                                end_next();
                              },
                              unreadable));
  }

  void end_next() {
    if (open_.empty()) {
      // A task that changed hands meanwhile wants to be ended in another way.
      constexpr int most_rounds = 3;
      if (refused_ && ++rounds_ < most_rounds) return end_tasks();
      rounds_ = 0;
      return tasks_done();
    }
    const auto t = open_.back();
    open_.pop_back();
    auto refused = [this](const net::failure& f) {
      if (judge(f) == verdict::again) return false;
      refused_ = true;
      end_next();
      return true;
    };
    chat().end_task(t.sid, is_assigned(t) ? task_end::completed : task_end::canceled,
                    then<rest::nothing>([this](auto) { end_next(); }, refused));
  }

  void tasks_done() {
    if (put_aside_) return finish_delivered();
    tasks_ended_ = true;
    progress();
    put_aside();
  }

  // -- the channel

  /// Read anew: Flex may have written to the attributes when the task ended.
  void put_aside() {
    chat().get_channel(sid_, then<chat_channel>([this](const chat_channel& c) {
                         if (!facts_of(c.attributes).open()) return find_webhooks();
                         chat().set_channel_attributes(
                             sid_, attributes_done_with(c.attributes),
                             then<chat_channel>([this](const auto&) { find_webhooks(); }));
                       }));
  }

  void find_webhooks() {
    if (context().deps.public_url.empty()) return look_once_more();
    chat().list_webhooks(sid_, then<std::vector<chat_webhook>>([this](const auto& all) {
                           hooks_.clear();
                           // Also where the node was known by another address then.
                           for (auto& w : all)
                             if (w.url.ends_with(webhook_path())) hooks_.push_back(w.sid);
                           remove_next();
                         }));
  }

  void remove_next() {
    if (hooks_.empty()) return look_once_more();
    auto sid = std::move(hooks_.back());
    hooks_.pop_back();
    chat().remove_webhook(sid_, sid, then<rest::nothing>([this](auto) { remove_next(); }));
  }

  void look_once_more() {
    put_aside_ = true;
    progress();
    end_tasks();
  }

  std::string desk_, sid_;
  bool put_aside_ = false;
  bool still_ours_ = false, tasks_ended_ = false;
  std::vector<task> open_;
  bool refused_ = false; ///< in this round
  int rounds_ = 0;
  std::vector<std::string> hooks_;
};

} // namespace

operation_ptr make_legacy_close(std::shared_ptr<flex_context> c, perform p) {
  return std::make_shared<legacy_close_op>(std::move(c), std::move(p));
}

} // namespace flexcord::actors::twilio
