#include "actors/twilio/operation.hpp"
#include "actors/twilio/tasks.hpp"

#include <set>
#include <utility>

namespace flexcord::actors::twilio {

namespace {

using net::twilio::rest;

/// Withdraws the request and ends the conversation. Closing an interaction's channel closes its
/// tasks and its conversation; without an interaction the conversation is closed by itself. A flow
/// at the desk may bring an agent until then: tasks are looked for once more behind that.
class close_op : public operation {
public:
  close_op(std::shared_ptr<flex_context> c, perform p)
      : operation(std::move(c), std::move(p), patience::order), sid_(job().desk.conversation) {
    if (!job().desk.interaction.empty() && !job().desk.channel.empty())
      known_ = {job().desk.interaction, job().desk.channel, {}, {}};
  }

private:
  void attempt() override {
    if (conversation_closed_) return close_tasks();
    if (!known_.channel_sid.empty()) return close_known();
    if (sid_.empty()) return find();
    close_tasks();
  }

  void impossible(const std::string& reason, const net::failure&) override {
    if (reason == "gone") return ended();
    finish_undeliverable(reason);
  }

  /// The conversation takes nothing more.
  void ended() {
    if (!job().desk.routed || sid_.empty() || std::exchange(conversation_closed_, true))
      return finish_delivered();
    progress();
    close_tasks();
  }

  void find() {
    auto& name = std::get<conversation::close_desk>(job().what.what).desk;
    if (name.empty()) return finish_delivered();
    // Missing counts as closed: impossible() sees to that.
    twilio().get_conversation(name, then<net::twilio::conversation>([this](auto c) {
                                sid_ = std::move(c.sid);
                                if (c.state == "closed") return ended();
                                close_tasks();
                              }));
  }

  void close_known() {
    auto refused = [this](const net::failure& f) {
      if (judge(f) == verdict::again) return false;
      known_ = {}; // the interaction knows nothing of it any more
      attempt();
      return true;
    };
    twilio().close_channel(known_, then<rest::nothing>([this](auto) { ended(); }, refused));
  }

  /// Requests whose ids never reached us.
  void close_tasks() {
    auto seen = [this](const std::vector<net::twilio::task>& all) {
      open_.clear();
      std::set<std::string> channels;
      for (auto& t : open_tasks(all, sid_))
        if (channels.insert(t.where.channel_sid).second) open_.push_back(t.where);
      close_next();
    };
    auto unreadable = [this](const net::failure& f) {
      // The desk's other half being down must not leave the conversation open.
      const bool patient = conversation_closed_ || failures() < 5;
      if (judge(f) == verdict::again && patient) return false;
      tasks_closed();
      return true;
    };
    twilio().tasks_of(sid_, then<std::vector<net::twilio::task>>(seen, unreadable));
  }

  void close_next() {
    if (open_.empty()) return tasks_closed();
    auto next = [this](bool closed) {
      closed_ = closed_ || closed;
      open_.pop_back();
      close_next();
    };
    auto refused = [next](const net::failure& f) {
      if (judge(f) == verdict::again) return false;
      next(false);
      return true;
    };
    twilio().close_channel(open_.back(),
                           then<rest::nothing>([next](auto) { next(true); }, refused));
  }

  void tasks_closed() {
    if (conversation_closed_) return finish_delivered();
    if (closed_) return ended();
    twilio().close_conversation(sid_, then<rest::nothing>([this](auto) { ended(); }));
  }

  std::string sid_;
  net::twilio::interaction known_;
  std::vector<net::twilio::interaction> open_;
  bool closed_ = false; ///< an interaction was closed, and the conversation with it
  bool conversation_closed_ = false;
};

} // namespace

operation_ptr make_close_desk(std::shared_ptr<flex_context> c, perform p) {
  return std::make_shared<close_op>(std::move(c), std::move(p));
}

} // namespace flexcord::actors::twilio
