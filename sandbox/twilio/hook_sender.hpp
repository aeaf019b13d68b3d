#pragma once
#include "net/http/message.hpp"
#include "sandbox/core/core.hpp"
#include "sandbox/twilio/life.hpp"

#include <cstdint>
#include <list>
#include <string>

namespace flexcord::sandbox::twilio {

/// One webhook to send. `kind` is what faults and events call it: "conversations", "interactions",
/// "taskrouter", "chat".
struct hook {
  std::string kind, event, url, method = "POST";
  net::http::form parameters;
  std::string conversation_sid; ///< for the record only
  int retries = 0; ///< sent again so often when nobody answers, or with 5xx (Programmable Chat)
};

/// Sends webhooks as Twilio does: form body, X-Twilio-Signature over the configured URL, five
/// seconds for the answer, no retry unless the hook asks for it. Each one becomes a "twilio.hook"
/// event once it is answered, lost or timed out.
class hook_sender {
public:
  explicit hook_sender(core& host) : host_(host) {}
  /// Applies the fault injected for this hook, if any, and sends it.
  void send(hook h);
  /// What is still to be sent or answered is forgotten.
  void reset();

private:
  /// A hook on its way, with its place among all that were sent.
  struct sending {
    hook what;
    std::string token, fault;
    std::uint64_t n;
  };
  void deliver(const sending& s);
  /// Once more, a second later, with the next RetryCount.
  void retry(sending s);
  /// Lets those go that were held back until one behind `n` had passed.
  void passed(std::uint64_t n);
  void record(const hook& h, const std::string& fault,
              const net::result<net::http::response>& answer);

  core& host_;
  life life_;
  std::uint64_t sent_ = 0;
  std::list<sending> held_;
};

} // namespace flexcord::sandbox::twilio
