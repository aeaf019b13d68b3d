#pragma once
#include "actors/metrics.hpp"
#include "net/discord/rest.hpp"
#include "net/runtime.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace flexcord::actors::discord {

/// What every piece of work in a channel needs; it outlives them all.
struct channel_tools {
  net::runtime* rt = nullptr;
  net::discord::rest* discord = nullptr;
  std::function<std::int64_t()> now; ///< milliseconds since the Unix epoch
  std::function<double()> random;    ///< in [0, 1), for back-off
  metrics* numbers = nullptr;        ///< null: retries are not counted
};

/// What is to be done for whom, for the log and for giving up.
struct work_order {
  const char* component = ""; ///< of the log
  const char* name = "";
  const char* about = "";   ///< what the log calls the number
  std::uint64_t number = 0; ///< of the case, or of the order
  std::int64_t created = 0;
  std::string trace;
  net::discord::priority level = net::discord::priority::announcement;
};

/// One thing to be done in a guild channel: a chain of REST calls on network threads that ends with
/// one call of `done`, or with none when the process ends. What may pass is tried again with
/// growing pauses until the order is a day old; what may have been done is looked for first.
class channel_work : public std::enable_shared_from_this<channel_work> {
public:
  /// The id of what was made; or why not: "forbidden" (no access, no permission), "gone" (the
  /// message or the channel), "refused", "failed" (for a day).
  using outcome = std::function<void(std::string id, std::string reason)>;
  channel_work(std::shared_ptr<const channel_tools> tools, work_order what, outcome done);
  virtual ~channel_work() = default;
  virtual void start() = 0;

protected:
  void finish(std::string id) { done_(std::move(id), {}); }
  void give_up(const std::string& reason) { done_({}, reason); }
  /// Runs `again` after a pause, or gives up on a verdict; nothing when the process ends.
  void failed(const net::failure& why, std::function<void()> again);
  /// Looks through what was posted in the channel since the order for the first message that
  /// `is_it` knows (ours.hpp has how); `then` gets its id, empty when there is none.
  void look(const std::string& channel, std::function<bool(const net::discord::message&)> is_it,
            std::function<void(std::string id)> then);

  std::shared_ptr<const channel_tools> tools_;
  const work_order what_;

private:
  void look_from(const std::string& channel, const std::string& after,
                 const std::function<bool(const net::discord::message&)>& is_it,
                 const std::function<void(std::string id)>& then);

  outcome done_;
  std::uint32_t attempts_ = 0;
  net::timer_handle pause_;
};

} // namespace flexcord::actors::discord
