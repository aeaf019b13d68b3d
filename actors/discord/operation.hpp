#pragma once
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"
#include "net/backoff.hpp"
#include "net/discord/rest.hpp"
#include "net/runtime.hpp"
#include "net/twilio/rest.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace flexcord::actors::discord {

/// What every operation needs; it outlives them all.
struct tools {
  net::runtime* rt = nullptr;
  net::discord::rest* discord = nullptr;
  net::twilio::rest* twilio = nullptr; ///< null without live agents: no files to fetch from there
  std::function<conversation::millis()> now;
  std::function<double()> random; ///< in [0, 1), for back-off
  metrics* numbers = nullptr;
  /// From when on no request of an earlier life of the node can take effect any more.
  std::chrono::steady_clock::time_point settled{};
};

/// One command to the user under way: a chain of REST calls on network threads that ends with
/// exactly one event to the conversation. Failures that may pass are tried again with growing
/// pauses until the command is a day old.
class operation : public std::enable_shared_from_this<operation> {
public:
  operation(std::shared_ptr<const tools> t, perform p) : tools_(std::move(t)), job_(std::move(p)) {}
  virtual ~operation() = default;
  virtual void start() = 0;

protected:
  void finish(conversation::event what);
  void delivered(std::vector<std::string> ids = {}) {
    finish(conversation::delivered{job_.what.what, std::move(ids), -1});
  }
  void undeliverable(std::string reason) {
    finish(conversation::undeliverable{job_.what.what, std::move(reason)});
  }
  void wait(std::chrono::milliseconds pause, std::function<void()> next);
  /// How long from now a request of an earlier life of the node may still take effect.
  std::chrono::milliseconds unsettled() const;
  /// Runs `again` after a pause, or gives up when the command is too old.
  void later(const net::failure& why, std::function<void()> again);
  /// True when the failure is a verdict: the command was told to be undeliverable, or the process
  /// ends.
  bool settled(const net::failure& why);

  std::string channel() const { return job_.key.substr(job_.key.find(':') + 1); }
  /// False when there is no channel to write to: the member's direct messages could not be opened.
  bool addressed() const;
  net::discord::priority priority() const;

  std::shared_ptr<const tools> tools_;
  perform job_;

private:
  std::uint32_t attempts_ = 0;
  net::timer_handle pause_;
};

std::shared_ptr<operation> make_say(std::shared_ptr<const tools> t, perform p);
/// `copies`: ids of the user's messages that are copies of the desk's, first piece first.
std::shared_ptr<operation> make_edit(std::shared_ptr<const tools> t, perform p,
                                     std::vector<std::string> copies);
std::shared_ptr<operation> make_delete(std::shared_ptr<const tools> t, perform p,
                                       std::vector<std::string> copies);
std::shared_ptr<operation> make_ticket(std::shared_ptr<const tools> t, perform p);

/// Our choices as Discord's buttons: custom ids are "v1:<action>" or "v1:reply:<value>".
std::vector<std::vector<net::discord::button>>
buttons(const std::vector<std::vector<conversation::choice>>& rows);

} // namespace flexcord::actors::discord
