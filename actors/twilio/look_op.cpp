#include "actors/twilio/desk_view.hpp"
#include "actors/twilio/identities.hpp"
#include "actors/twilio/operation.hpp"
#include "actors/twilio/tasks.hpp"
#include "actors/twilio/webhook_events.hpp"

#include <algorithm>

namespace flexcord::actors::twilio {

namespace {

using namespace net::twilio;

/// Reads the desk: new messages first, each committed before the next is told, then who is there
/// and how the request stands. A part that the desk refuses to tell is left out.
class look_op : public operation {
public:
  look_op(std::shared_ptr<flex_context> c, perform p)
      : operation(std::move(c), std::move(p), patience::order),
        look_(std::get<conversation::look>(job().what.what)),
        last_index_(look_.after),
        where_{job().desk.interaction, job().desk.channel, job().desk.task, {}} {}

private:
  static constexpr std::uint32_t optional_attempts = 1;

  void attempt() override {
    if (desk_sid().empty()) return finish_undeliverable("gone");
    view_ = {};
    read_messages();
  }

  void impossible(const std::string& reason, const net::failure& f) override {
    if (is_missing(f)) return closed();
    finish_undeliverable(reason);
  }

  /// `next` with the value; without one when the desk refuses it, or (`optional`) keeps failing.
  template <class T, class Next>
  auto part(bool optional, Next next) {
    return then<T>([next](T value) mutable { next(&value); },
                   [this, next, optional](const net::failure& f) mutable {
                     const bool passing =
                         judge(f) == verdict::again && f.kind != net::failure_kind::malformed;
                     if (passing && (!optional || failures() < optional_attempts)) return false;
                     if (!optional && is_missing(f)) return false;
                     next(static_cast<T*>(nullptr));
                     return true;
                   });
  }

  // -- messages

  void read_messages() {
    twilio().list_messages(desk_sid(), last_index_,
                           part<std::vector<message>>(false, [this](auto* found) {
                             messages_ = found ? std::move(*found) : std::vector<message>{};
                             next_message_ = 0;
                             tell_next();
                           }));
  }

  bool is_own(const message& m) const {
    return m.author == user_identity(job().user) || m.author == bot_identity ||
           m.author == system_identity || m.author.empty() || m.nonce.starts_with(job().key + "#");
  }

  void tell_next() {
    while (next_message_ < messages_.size() && is_own(messages_[next_message_])) saw_message();
    if (next_message_ == messages_.size()) return seen_last_ ? finish_seen() : read_participants();
    context().deps.names->resolve(messages_[next_message_].author,
                                  [self = shared_from_this(), this](const std::string& name) {
                                    if (!going()) return;
                                    auto& m = messages_[next_message_];
                                    auto e = envelope_of(wrote(m, name, true), desk_sid());
                                    e.id = added_id(m);
                                    if (m.created_ms > 0) e.at = m.created_ms;
                                    tell(std::move(e), [this] {
                                      saw_message();
                                      progress();
                                      tell_next();
                                    });
                                  });
  }

  void saw_message() {
    last_index_ = std::max(last_index_, messages_[next_message_].index);
    ++next_message_;
  }

  // -- who is there, how it stands

  void read_participants() {
    twilio().list_participants(desk_sid(),
                               part<std::vector<participant>>(false, [this](auto* found) {
                                 view_.participants_known = found != nullptr;
                                 if (found) view_.participants = std::move(*found);
                                 read_state();
                               }));
  }

  void read_state() {
    twilio().get_conversation(desk_sid(), part<net::twilio::conversation>(false, [this](auto* c) {
                                view_.closed = c != nullptr && c->state == "closed";
                                read_channel();
                              }));
  }

  void read_channel() {
    if (where_.sid.empty() || where_.channel_sid.empty()) return read_tasks();
    twilio().get_channel(where_, part<channel_status>(true, [this](auto* c) {
                           if (c) view_.channel = c->status;
                           read_members();
                         }));
  }

  void read_members() {
    twilio().list_members(where_, part<std::vector<interaction_member>>(true, [this](auto* found) {
                            view_.members_known = found != nullptr;
                            if (found) view_.members = std::move(*found);
                            read_worker(0);
                          }));
  }

  /// Workers are asked for once in the life of the process.
  void read_worker(std::size_t i) {
    auto& members = view_.members;
    while (i < members.size() &&
           (members[i].worker_sid.empty() || know(context().known_worker(members[i].worker_sid))))
      ++i;
    if (i == members.size()) return read_tasks();
    twilio().get_worker(members[i].worker_sid, part<worker>(true, [this, i](auto* w) {
                          if (w) {
                            w->sid = view_.members[i].worker_sid;
                            context().learn_worker(*w);
                            know(*w);
                          }
                          read_worker(i + 1);
                        }));
  }

  bool know(const std::optional<worker>& w) {
    if (!w) return false;
    view_.workers[w->sid] = *w;
    context().deps.names->learn(identity_of_worker(w->contact_identity, w->name), w->full_name);
    return true;
  }

  void read_tasks() {
    twilio().tasks_of(desk_sid(), part<std::vector<task>>(true, [this](auto* found) {
                        view_.tasks_known = found != nullptr;
                        if (found) view_.add_tasks(std::move(*found), desk_sid());
                        read_own_task();
                      }));
  }

  void read_own_task() {
    if (where_.task_sid.empty() || view_.has_task(where_.task_sid)) return read_names();
    twilio().get_task(where_.task_sid, part<task>(true, [this](auto* t) {
                        if (t) {
                          view_.tasks_known = true;
                          view_.tasks.push_back(std::move(*t));
                        }
                        read_names();
                      }));
  }

  // -- the outcome

  void read_names() {
    // Without a word about who is there, "nobody" would be a guess that ends the talk.
    if (!view_.participants_known && !view_.members_known && !view_.closed)
      return finish_undeliverable("refused");
    seen_ = view_.sum_up();
    name_next(0);
  }

  void name_next(std::size_t i) {
    while (i < seen_.agents.size() && !seen_.agents[i].name.empty()) ++i;
    if (i == seen_.agents.size()) return done();
    context().deps.names->resolve(seen_.agents[i].id,
                                  [self = shared_from_this(), this, i](const std::string& name) {
                                    if (!going()) return;
                                    seen_.agents[i].name = name;
                                    name_next(i + 1);
                                  });
  }

  void closed() {
    seen_ = {};
    seen_.conversation_closed = true;
    done();
  }

  /// Where it is over or nobody is any more, the last words may have come after the messages were
  /// read.
  void done() {
    const bool over =
        seen_.conversation_closed || seen_.channel == "closed" || seen_.channel == "failed";
    const bool goes_on = !over && !seen_.agents.empty();
    if (goes_on || std::exchange(seen_last_, true)) return finish_seen();
    read_messages();
  }

  void finish_seen() {
    seen_.name = look_.desk;
    seen_.last_index = last_index_;
    auto* waits = look_.place && seen_.agents.empty() ? waiting_one(view_.tasks) : nullptr;
    if (waits) tell_place_later(*waits);
    finish(std::move(seen_), "seen", desk_sid());
  }

  const conversation::look& look_;
  std::int64_t last_index_;
  interaction where_;
  std::vector<message> messages_;
  std::size_t next_message_ = 0;
  desk_view view_;
  conversation::desk_seen seen_;
  bool seen_last_ = false; ///< the messages are read once more
};

} // namespace

operation_ptr make_look(std::shared_ptr<flex_context> c, perform p) {
  return std::make_shared<look_op>(std::move(c), std::move(p));
}

} // namespace flexcord::actors::twilio
