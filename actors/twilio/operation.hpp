#pragma once
#include "actors/twilio/attributes.hpp"
#include "actors/twilio/context.hpp"
#include "actors/twilio/message_api.hpp"
#include "config/log.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace flexcord::actors::twilio {

/// What a failed call means for an operation.
enum class verdict { again, no, stopped };
verdict judge(const net::failure& f);
/// True when the thing asked for is not there (any more).
bool is_missing(const net::failure& f);
/// True when the desk's conversation is over: missing or closed.
bool is_over(const net::failure& f);
/// "gone", "refused" or "failed": why a command cannot be done.
std::string reason_of(const net::failure& f);

/// How long an operation goes on trying.
enum class patience { handoff, order };

/// One command on its way: a chain of callbacks, one at a time, on network threads or in the helper
/// actor's turn. An attempt that fails for a passing reason is made again after a pause; what was
/// reached stays reached. It ends with one envelope, or silently when the process stops.
class operation : public std::enable_shared_from_this<operation> {
public:
  operation(std::shared_ptr<flex_context> c, perform p, patience how_long);
  virtual ~operation();
  operation(const operation&) = delete;
  operation& operator=(const operation&) = delete;

  void start();
  void stop(); ///< from any thread; no outcome follows

protected:
  /// Does what is left to do.
  virtual void attempt() = 0;
  /// The command cannot be done: a definite refusal, or patience ran out.
  virtual void impossible(const std::string& reason, const net::failure& f) = 0;

  flex_context& context() { return *context_; }
  net::twilio::rest& twilio() { return context_->deps.twilio; }
  const perform& job() const { return perform_; }
  const std::string& desk_sid() const { return perform_.desk.conversation; }
  /// The link to a case's page, the same for every attempt; empty: there is none.
  std::string case_url(std::uint64_t case_number) const {
    auto& make = context_->deps.case_url;
    return make && case_number != 0 ? make(case_number, perform_.what.created) : std::string{};
  }
  /// Sees to it that a task which a flow has made names its case. Nothing depends on it.
  void name_case(const net::twilio::task& t, std::uint64_t case_number) {
    auto more = with_case(t.attributes, case_number, case_url(case_number));
    auto* tasks = context_->deps.legacy;
    if (!more.empty() && tasks != nullptr)
      tasks->set_task_attributes(t.sid, more, [](const auto&) {});
  }
  /// Posts the link to the case's page, once however often it is tried, and goes on; without a link
  /// it goes on at once. For agents only: what we post is not relayed.
  void post_case_link(std::shared_ptr<message_api> messages, const std::string& desk,
                      std::uint64_t case_number, std::function<void()> next);
  std::string user_identity(const conversation::person& user) const;

  /// A callback for a call to Twilio: `next` gets the value; a failure goes to fail(), unless
  /// `otherwise` takes it (returns true).
  template <class T, class Next, class Otherwise>
  std::function<void(net::result<T>)> then(Next next, Otherwise otherwise) {
    return [self = shared_from_this(), next = std::move(next),
            otherwise = std::move(otherwise)](net::result<T> r) mutable {
      if (!self->going()) return;
      if (r) return next(std::move(*r));
      if (judge(r.error()) == verdict::stopped || !otherwise(r.error())) self->fail(r.error());
    };
  }
  template <class T, class Next>
  std::function<void(net::result<T>)> then(Next next) {
    return then<T>(std::move(next), [](const net::failure&) { return false; });
  }

  /// Asks the journal; a refused request counts as a failure that passes.
  template <class Reply, class Message, class Next>
  void ask_journal(Message m, Next next) {
    request<Reply>(context_->deps.journal, std::move(m), std::move(next));
  }
  /// Hands an event of the desk that was found here to the conversation; `next` runs once it is
  /// committed.
  template <class Next>
  void tell(conversation::envelope e, Next next) {
    e.late = true;
    context_->as_actor([self = shared_from_this(), e = std::move(e),
                        next = std::move(next)](worker_actor::pointer asking) {
      if (!self->going()) return;
      asking->request(self->perform_.reply_to, caf::infinite, e)
          .then(
              [self, next] {
                if (self->going()) next();
              },
              [self](const caf::error& why) { self->not_answered(why); });
    });
  }

  /// Tells the conversation where its task stands in the queue, some time later and only if that
  /// can be read: nothing waits for it.
  void tell_place_later(const net::twilio::task& t);

  /// Makes the attempt again after a pause, or gives up.
  void fail(const net::failure& f);
  void wait(milliseconds pause, std::function<void()> next);
  /// Something was reached: the pauses start small again.
  void progress() { failures_ = 0; }
  std::uint32_t failures() const { return failures_; }
  bool going() const { return !ended_; }
  bool out_of_time() const;

  /// True once: an earlier attempt may have been made, so look before the next one.
  bool must_look() const { return look_first_; }
  void looked() { look_first_ = false; }
  /// To be asked when a look missed something. True: a request of before the restart may still be
  /// on its way at Twilio, so the look is made again once it cannot be.
  bool looks_again_later();

  conversation::envelope envelope_of(conversation::event what, const std::string& desk) const;
  /// The outcome; only the first counts.
  void finish(conversation::event what, std::string_view outcome, const std::string& desk = {});
  void finish_delivered(std::vector<std::string> ids = {}, std::int64_t index = -1);
  void finish_undeliverable(const std::string& reason);

private:
  template <class Reply, class Handle, class Message, class Next>
  void request(const Handle& to, Message m, Next next) {
    context_->as_actor([self = shared_from_this(), to, m = std::move(m),
                        next = std::move(next)](worker_actor::pointer asking) {
      if (!self->going()) return;
      asking->request(to, caf::infinite, m)
          .then(
              [self, next](const Reply& r) {
                if (self->going()) next(r);
              },
              [self](const caf::error& why) { self->not_answered(why); });
    });
  }
  void not_answered(const caf::error& why);
  void give_up(const net::failure& f);
  void end();

  std::shared_ptr<flex_context> context_;
  perform perform_;
  patience patience_;
  std::chrono::steady_clock::time_point begun_;
  std::atomic<bool> ended_ = false;
  bool look_first_;
  bool link_tried_ = false; ///< the link to the case's page may have been posted
  std::uint32_t failures_ = 0, malformed_ = 0;
  std::mutex timer_mutex_;
  net::timer_handle timer_; ///< under timer_mutex_
};

using operation_ptr = std::shared_ptr<operation>;

// One factory an operation; each stands in its own file.
operation_ptr make_open_desk(std::shared_ptr<flex_context> c, perform p);
operation_ptr make_backfill(std::shared_ptr<flex_context> c, perform p);
operation_ptr make_post(std::shared_ptr<flex_context> c, perform p);
operation_ptr make_edit_post(std::shared_ptr<flex_context> c, perform p);
operation_ptr make_delete_post(std::shared_ptr<flex_context> c, perform p);
operation_ptr make_invite(std::shared_ptr<flex_context> c, perform p);
operation_ptr make_look(std::shared_ptr<flex_context> c, perform p);
operation_ptr make_flag(std::shared_ptr<flex_context> c, perform p);
operation_ptr make_close_desk(std::shared_ptr<flex_context> c, perform p);

/// The operation for a command; null when it is not one for the desk.
operation_ptr make_operation(std::shared_ptr<flex_context> c, perform p);

} // namespace flexcord::actors::twilio
