#include "actors/announcements/channel_operation.hpp"

#include "config/log.hpp"
#include "net/backoff.hpp"
#include "net/discord/text.hpp"
#include "net/feed/message.hpp"

#include <algorithm>

namespace flexcord::actors {
namespace {

using namespace net::discord;
using action = announcements::order::action;

constexpr conversation::millis give_up_after = 24 * 3'600'000;
constexpr conversation::millis clock_skew = 60'000, young = 2'000;
constexpr net::backoff_rules pauses{std::chrono::milliseconds(500), std::chrono::minutes(5)};
constexpr auto level = priority::announcement;
constexpr int page = 100;

/// One order under way; the calls and pauses in flight keep it.
class operation : public std::enable_shared_from_this<operation> {
public:
  operation(std::shared_ptr<const channel_tools> t, channel_job j,
            std::function<void(channel_outcome)> done)
      : tools_(std::move(t)), job_(std::move(j)), done_(std::move(done)) {}

  void start() {
    if (tools_->channel.empty()) return give_up("no-channel");
    if (job_.what.does != action::crosspost) {
      message_.content = message_of(job_.what.what);
      message_.nonce =
          make_nonce(announcements::record_key, static_cast<std::uint64_t>(job_.what.id), 0);
    }
    if (job_.what.does == action::post) return know_channel();
    job_.what.does == action::edit_post ? edit() : crosspost();
  }

private:
  /// Whether the posts can be crossposted is a matter of the channel, which people may change.
  void know_channel() {
    tools_->discord->get_channel(tools_->channel, [me = shared_from_this()](auto r) {
      if (!r) return me->failed(r.error(), &operation::know_channel);
      me->how_.can_be_followed = r->type == announcement_channel;
      me->job_.maybe_done ? me->look() : me->post();
    });
  }

  void post() {
    tools_->discord->create_message(
        tools_->channel, message_, level, {}, [me = shared_from_this()](auto r) {
          if (r) return me->out(r->id);
          const auto& why = r.error();
          const bool ambiguous = net::is_ambiguous(why) || why.kind == net::failure_kind::malformed;
          me->failed(why, ambiguous ? &operation::look : &operation::post);
        });
  }

  /// Is it there already?
  void look() { look_from(snowflake_at(job_.created - clock_skew)); }

  void look_from(const std::string& after) {
    tools_->discord->messages_after(tools_->channel, after, page, level,
                                    [me = shared_from_this()](auto r) {
                                      if (!r) return me->failed(r.error(), &operation::look);
                                      for (const auto& m : *r)
                                        if (me->is_ours(m)) return me->out(m.id);
                                      if (r->size() < static_cast<std::size_t>(page))
                                        return me->post();
                                      me->look_from(r->back().id);
                                    });
  }

  /// By the nonce; in a list that carries none, by the text, behind what was posted before.
  bool is_ours(const message& m) const {
    if (!m.author.bot) return false;
    if (!m.nonce.empty()) return m.nonce == message_.nonce;
    const auto& last = job_.last_message;
    return m.content == message_.content && snowflake_time(m.id) >= job_.created - young &&
           (last.empty() || snowflake_less(last, m.id));
  }

  void edit() {
    auto m = message_;
    m.nonce.clear();
    tools_->discord->edit_message(tools_->channel, job_.what.message, std::move(m), level,
                                  [me = shared_from_this()](auto r) {
                                    if (!r) return me->failed(r.error(), &operation::edit);
                                    me->out(me->job_.what.message);
                                  });
  }

  void crosspost() {
    tools_->discord->crosspost(tools_->channel, job_.what.message, level,
                               [me = shared_from_this()](auto r) {
                                 if (!r) return me->failed(r.error(), &operation::crosspost);
                                 me->out(me->job_.what.message);
                               });
  }

  void out(std::string id) {
    how_.message = std::move(id);
    done_(std::move(how_));
  }

  void give_up(std::string why) {
    how_.reason = std::move(why);
    done_(std::move(how_));
  }

  void failed(const net::failure& why, void (operation::*again)()) {
    if (why.kind == net::failure_kind::stopped) return; // it stays in the outbox
    const bool verdict = why.kind == net::failure_kind::refused && why.http_status < 500 &&
                         why.http_status != 401 && why.http_status != 429;
    const bool too_old = tools_->now() - job_.created > give_up_after;
    log::write(verdict || too_old ? log::level::error : log::level::warning, "announcements",
               verdict || too_old ? "given-up" : "retry",
               {{"order", job_.what.id},
                {"attempt", attempts_ + 1},
                {"why", to_string(why)},
                {"trace", job_.trace}});
    if (verdict)
      return give_up(why.http_status == 403   ? "forbidden"
                     : why.http_status == 404 ? "gone"
                                              : "refused");
    if (too_old) return give_up("failed");
    auto pause = net::backoff(pauses, ++attempts_, tools_->random());
    if (why.retry_after) pause = std::max(pause, *why.retry_after);
    pause_ = tools_->rt->after(pause, [me = shared_from_this(), again] { ((*me).*again)(); });
  }

  std::shared_ptr<const channel_tools> tools_;
  channel_job job_;
  std::function<void(channel_outcome)> done_;
  outgoing message_;
  channel_outcome how_;
  std::uint32_t attempts_ = 0;
  net::timer_handle pause_;
};

} // namespace

std::string message_of(const announcements::content& what) {
  auto text = net::feed::compose(what.title, what.text, what.link);
  // Discord shows the picture of a link below the message.
  const auto room = net::feed::message_limit - std::min(length(text), net::feed::message_limit);
  if (!what.image.empty() && what.image != what.link && what.image.size() + 1 <= room &&
      text.find(what.image) == text.npos)
    text += (text.empty() ? "" : "\n") + what.image;
  return text;
}

void do_in_channel(std::shared_ptr<const channel_tools> tools, channel_job job,
                   std::function<void(channel_outcome)> done) {
  std::make_shared<operation>(std::move(tools), std::move(job), std::move(done))->start();
}

} // namespace flexcord::actors
