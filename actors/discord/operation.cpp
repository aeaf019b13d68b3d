#include "actors/discord/operation.hpp"

#include "actors/conversation/machine.hpp"
#include "actors/trace.hpp"
#include "config/log.hpp"

#include <caf/send.hpp>

#include <algorithm>

namespace flexcord::actors::discord {
namespace {
constexpr conversation::millis give_up_after = 24 * 3'600'000;
constexpr net::backoff_rules pauses{std::chrono::milliseconds(500), std::chrono::seconds(30)};
} // namespace

void operation::finish(conversation::event what) {
  if (!job_.reply_to) return;
  if (std::holds_alternative<conversation::say>(job_.what.what) &&
      std::holds_alternative<conversation::delivered>(what)) {
    // An order is created in the step that its event led to, so its age is the way from there to
    // the user.
    auto took = std::chrono::milliseconds(tools_->now() - job_.what.created);
    tools_->numbers->hop("commit_to_discord", took);
    if (is_desk_trace(job_.what.trace)) tools_->numbers->hop("webhook_to_discord", took);
  }
  tools_->numbers->command(conversation::name_of(job_.what.what), conversation::name_of(what));
  envelope e;
  e.conversation = job_.key;
  e.id = "done:" + std::to_string(job_.what.id);
  e.at = tools_->now();
  e.completes = job_.what.id;
  e.trace = job_.what.trace;
  e.what = std::move(what);
  caf::anon_send(job_.reply_to, std::move(e));
  job_.reply_to = nullptr; // exactly one event
}

bool operation::addressed() const {
  auto id = channel();
  return !id.empty() && std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; });
}

net::discord::priority operation::priority() const {
  return static_cast<net::discord::priority>(conversation::priority_of(job_.what.what));
}

void operation::later(const net::failure& why, std::function<void()> again) {
  if (why.kind == net::failure_kind::stopped)
    return; // the process ends; the command stays in the outbox
  if (tools_->now() - job_.what.created > give_up_after) {
    undeliverable("failed");
    return;
  }
  tools_->numbers->command(conversation::name_of(job_.what.what), "retried");
  log::warning("sender", "retry",
               {{"conv", job_.key},
                {"command", job_.what.id},
                {"attempt", attempts_ + 1},
                {"why", to_string(why)},
                {"trace", job_.what.trace}});
  auto pause = net::backoff(pauses, ++attempts_, tools_->random());
  if (why.retry_after) pause = std::max(pause, *why.retry_after);
  wait(pause, std::move(again));
}

void operation::wait(std::chrono::milliseconds pause, std::function<void()> next) {
  pause_ =
      tools_->rt->after(pause, [self = shared_from_this(), next = std::move(next)] { next(); });
}

std::chrono::milliseconds operation::unsettled() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(tools_->settled -
                                                               tools_->rt->time().now());
}

bool operation::settled(const net::failure& why) {
  if (why.kind == net::failure_kind::stopped) return true;
  if (why.kind != net::failure_kind::refused) return false;
  if (why.http_status == 403 && (why.code == 50007 || why.code == 50278)) {
    undeliverable("closed");
    return true;
  }
  if (why.http_status == 404) {
    undeliverable("gone");
    return true;
  }
  // A bad token, opening too fast and overload pass; everything else is about the content or a
  // missing permission.
  const bool passing = why.http_status >= 500 || why.http_status == 401 || why.http_status == 429 ||
                       why.code == 40003;
  if (passing) return false;
  log::error("sender", "refused",
             {{"conv", job_.key},
              {"command", job_.what.id},
              {"status", why.http_status},
              {"code", why.code},
              {"trace", job_.what.trace}});
  undeliverable("refused");
  return true;
}

std::vector<std::vector<net::discord::button>>
buttons(const std::vector<std::vector<conversation::choice>>& rows) {
  std::vector<std::vector<net::discord::button>> out;
  for (auto& row : rows) {
    auto& line = out.emplace_back();
    for (auto& c : row) {
      net::discord::button b;
      b.label = c.label;
      b.custom_id = "v1:" + c.action;
      if (!c.value.empty()) b.custom_id += ':' + c.value;
      if (b.custom_id.size() > 100) b.custom_id.resize(100);
      using style = net::discord::button::style;
      b.look = c.action == "agent"    ? style::primary
               : c.action == "cancel" ? style::danger
                                      : style::secondary;
      line.push_back(std::move(b));
    }
  }
  return out;
}

} // namespace flexcord::actors::discord
