#include "actors/discord/channel_work.hpp"

#include "actors/discord/ours.hpp"
#include "config/log.hpp"
#include "net/backoff.hpp"
#include "net/discord/trouble.hpp"

#include <algorithm>

namespace flexcord::actors::discord {
namespace {

using net::discord::trouble;

constexpr std::int64_t give_up_after = 24 * 3'600'000;
constexpr net::backoff_rules pauses{std::chrono::milliseconds(500), std::chrono::seconds(30)};
constexpr int a_page = 100;

const char* reason_of(trouble t) {
  switch (t) {
  case trouble::no_access:
  case trouble::no_permission:
    return "forbidden";
  case trouble::channel_gone:
  case trouble::message_gone:
    return "gone";
  case trouble::passes:
  case trouble::ambiguous:
    return "failed";
  case trouble::refused:
  case trouble::stopped:
    break;
  }
  return "refused";
}

} // namespace

channel_work::channel_work(std::shared_ptr<const channel_tools> tools, work_order what,
                           outcome done)
    : tools_(std::move(tools)), what_(std::move(what)), done_(std::move(done)) {}

void channel_work::failed(const net::failure& why, std::function<void()> again) {
  const auto t = net::discord::trouble_of(why);
  if (t == trouble::stopped) return; // the order stays in the outbox
  const bool over = !is_passing(t) || tools_->now() - what_.created > give_up_after;
  log::write(over ? log::level::error : log::level::warning, what_.component,
             over ? "given-up" : "retry",
             {{"what", what_.name},
              {what_.about, what_.number},
              {"attempt", attempts_ + 1},
              {"why", to_string(why)},
              {"trace", what_.trace}});
  if (over) return give_up(reason_of(t));
  if (tools_->numbers != nullptr) tools_->numbers->command(what_.name, "retried");
  auto pause = net::backoff(pauses, ++attempts_, tools_->random());
  if (why.retry_after) pause = std::max(pause, *why.retry_after);
  pause_ =
      tools_->rt->after(pause, [me = shared_from_this(), again = std::move(again)] { again(); });
}

void channel_work::look(const std::string& channel,
                        std::function<bool(const net::discord::message&)> is_it,
                        std::function<void(std::string id)> then) {
  look_from(channel, look_begins(what_.created), is_it, then);
}

void channel_work::look_from(const std::string& channel, const std::string& after,
                             const std::function<bool(const net::discord::message&)>& is_it,
                             const std::function<void(std::string id)>& then) {
  tools_->discord->messages_after(channel, after, a_page, what_.level,
                                  [me = shared_from_this(), channel, after, is_it,
                                   then](net::result<std::vector<net::discord::message>> page) {
                                    if (!page)
                                      return me->failed(
                                          page.error(), [me, channel, after, is_it, then] {
                                            me->look_from(channel, after, is_it, then);
                                          });
                                    const auto found = std::ranges::find_if(*page, is_it);
                                    if (found != page->end()) return then(found->id);
                                    if (page->size() == a_page)
                                      return me->look_from(channel, page->back().id, is_it, then);
                                    then({});
                                  });
}

} // namespace flexcord::actors::discord
