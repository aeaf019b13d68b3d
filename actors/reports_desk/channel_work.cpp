#include "actors/reports_desk/channel_work.hpp"

#include "config/log.hpp"
#include "net/backoff.hpp"
#include "net/discord/trouble.hpp"

#include <algorithm>

namespace flexcord::actors::reports_desk {
namespace {

constexpr std::int64_t give_up_after = 24 * 3'600'000, clock_skew = 60'000;
constexpr net::backoff_rules pauses{std::chrono::milliseconds(500), std::chrono::seconds(30)};
constexpr int a_page = 100;

} // namespace

channel_work::channel_work(std::shared_ptr<const channel_tools> tools, work_order what,
                           outcome done)
    : tools_(std::move(tools)), what_(std::move(what)), done_(std::move(done)) {}

void channel_work::failed(const net::failure& why, std::function<void()> again) {
  using net::discord::trouble;
  const auto t = net::discord::trouble_of(why);
  if (t == trouble::stopped) return; // the order stays in the outbox
  const bool over = tools_->now() - what_.created > give_up_after;
  if (!is_passing(t) || over) {
    log::error("reports", "not-posted",
               {{"what", what_.name},
                {"case", what_.number},
                {"why", to_string(why)},
                {"trace", what_.trace}});
    const bool gone = t == trouble::channel_gone || t == trouble::message_gone;
    return give_up(is_passing(t) ? "failed" : gone ? "gone" : "refused");
  }
  tools_->numbers->command(what_.name, "retried");
  log::warning("reports", "retry",
               {{"what", what_.name},
                {"case", what_.number},
                {"attempt", attempts_ + 1},
                {"why", to_string(why)},
                {"trace", what_.trace}});
  auto pause = net::backoff(pauses, ++attempts_, tools_->random());
  if (why.retry_after) pause = std::max(pause, *why.retry_after);
  pause_ =
      tools_->rt->after(pause, [me = shared_from_this(), again = std::move(again)] { again(); });
}

void channel_work::look(const std::string& channel,
                        std::function<bool(const net::discord::message&)> is_it,
                        std::function<void(std::string id)> then) {
  look_from(channel, net::discord::snowflake_at(what_.created - clock_skew), is_it, then);
}

void channel_work::look_from(const std::string& channel, const std::string& after,
                             const std::function<bool(const net::discord::message&)>& is_it,
                             const std::function<void(std::string id)>& then) {
  tools_->discord->messages_after(
      channel, after, a_page, net::discord::priority::case_update,
      [me = shared_from_this(), channel, after, is_it,
       then](net::result<std::vector<net::discord::message>> page) {
        if (!page)
          return me->failed(page.error(), [me, channel, after, is_it, then] {
            me->look_from(channel, after, is_it, then);
          });
        const auto found =
            std::ranges::find_if(*page, [&](auto& m) { return m.author.bot && is_it(m); });
        if (found != page->end()) return then(found->id);
        if (page->size() == a_page) return me->look_from(channel, page->back().id, is_it, then);
        then({});
      });
}

} // namespace flexcord::actors::reports_desk
