#include "actors/announcements/channel_operation.hpp"

#include "actors/discord/ours.hpp"
#include "net/discord/text.hpp"
#include "net/discord/trouble.hpp"
#include "net/feed/message.hpp"

#include <algorithm>

namespace flexcord::actors {
namespace {

using namespace net::discord;
using action = announcements::order::action;

constexpr auto level = priority::announcement;

/// One order under way; the calls and pauses in flight keep it.
class operation : public discord::channel_work {
public:
  /// `can_be_followed` is set before `done` is called.
  operation(std::shared_ptr<const discord::channel_tools> t, discord::work_order w, outcome done,
            std::string channel, channel_job j,
            std::shared_ptr<std::optional<bool>> can_be_followed)
      : channel_work(std::move(t), std::move(w), std::move(done)),
        channel_(std::move(channel)),
        job_(std::move(j)),
        can_be_followed_(std::move(can_be_followed)) {}

  void start() override {
    if (channel_.empty()) return give_up("no-channel");
    if (job_.what.does != action::crosspost) {
      message_.content = message_of(job_.what.what);
      message_.nonce =
          make_nonce(announcements::record_key, static_cast<std::uint64_t>(job_.what.id), 0);
    }
    if (job_.what.does == action::post) return know_channel();
    job_.what.does == action::edit_post ? edit() : crosspost();
  }

private:
  std::shared_ptr<operation> self() {
    return std::static_pointer_cast<operation>(shared_from_this());
  }

  void again(const net::failure& why, void (operation::*step)()) {
    failed(why, [me = self(), step] { ((*me).*step)(); });
  }

  /// Whether the posts can be crossposted is a matter of the channel, which people may change.
  void know_channel() {
    tools_->discord->get_channel(channel_, [me = self()](auto r) {
      if (!r) return me->again(r.error(), &operation::know_channel);
      *me->can_be_followed_ = r->type == announcement_channel;
      me->job_.maybe_done ? me->find() : me->post();
    });
  }

  void post() {
    tools_->discord->create_message(channel_, message_, level, {}, [me = self()](auto r) {
      if (r) return me->finish(r->id);
      const bool perhaps = trouble_of(r.error()) == trouble::ambiguous;
      me->again(r.error(), perhaps ? &operation::find : &operation::post);
    });
  }

  /// Is it there already? Behind what was posted before.
  void find() {
    look(
        channel_,
        [me = self()](const message& m) {
          return discord::is_ours(m, me->message_, me->job_.created, me->job_.last_message);
        },
        [me = self()](std::string id) { id.empty() ? me->post() : me->finish(std::move(id)); });
  }

  void edit() {
    auto m = message_;
    m.nonce.clear();
    tools_->discord->edit_message(channel_, job_.what.message, std::move(m), level,
                                  [me = self()](auto r) {
                                    if (!r) return me->again(r.error(), &operation::edit);
                                    me->finish(me->job_.what.message);
                                  });
  }

  void crosspost() {
    tools_->discord->crosspost(channel_, job_.what.message, level, [me = self()](auto r) {
      if (!r) return me->again(r.error(), &operation::crosspost);
      me->finish(me->job_.what.message);
    });
  }

  const std::string channel_;
  const channel_job job_;
  outgoing message_;
  const std::shared_ptr<std::optional<bool>> can_be_followed_;
};

const char* name_of(action a) {
  return a == action::post ? "announce" : a == action::edit_post ? "announce_edit" : "crosspost";
}

} // namespace

std::string message_of(const announcements::content& what) {
  auto text = net::feed::compose(what.title, what.text, what.link);
  // Discord shows the picture of a link below the message.
  const auto room = net::feed::message_limit - std::min(length(text), net::feed::message_limit);
  if (!what.image.empty() && what.image != what.link && what.image.size() + 1 <= room &&
      text.find(what.image) == text.npos)
    text += (text.empty() ? "" : "\n") + what.image;
  return std::string{discord::as_kept(text)};
}

void do_in_channel(std::shared_ptr<const discord::channel_tools> tools, const std::string& channel,
                   channel_job job, std::function<void(channel_outcome)> done) {
  discord::work_order w{"announcements",
                        name_of(job.what.does),
                        "order",
                        static_cast<std::uint64_t>(job.what.id),
                        job.created,
                        job.trace,
                        level};
  auto followed = std::make_shared<std::optional<bool>>();
  auto told = [done = std::move(done), followed](std::string id, std::string reason) {
    done({std::move(id), std::move(reason), *followed});
  };
  std::make_shared<operation>(std::move(tools), std::move(w), std::move(told), channel,
                              std::move(job), std::move(followed))
      ->start();
}

} // namespace flexcord::actors
