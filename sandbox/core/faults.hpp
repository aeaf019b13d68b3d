#pragma once
#include "net/http/message.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::sandbox {

/// What goes wrong when a fault strikes.
struct fault_effect {
  int status = 0; ///< answered instead of the handler's answer; 0: none
  std::optional<std::string> body;
  net::http::fields headers;
  std::optional<double> retry_after; ///< seconds
  std::string scope = "user";        ///< of a Discord 429: user, global, shared
  bool cloudflare = false; ///< 429 "error code: 1015", as the edge in front of Discord answers
  bool effect = false;     ///< the request takes effect before `status` is answered
  std::string reset;       ///< "before" or "after": drop the connection
  std::int64_t delay_ms = 0;
  std::string hook; ///< "lose", "duplicate", "bad_signature", "late", "reorder"
};

/// Which requests (or outgoing hooks) a fault strikes, and how often.
struct fault {
  std::uint64_t id = 0;
  std::string service, method, path, hook, event; ///< empty: any
  std::uint64_t times = 1, skip = 0, struck = 0;
  fault_effect effect;
};

/// `*` stands for any characters, `?` for one.
bool glob_matches(std::string_view pattern, std::string_view text);

/// What a fault that strikes is counted as: "status.503", "effect.503" (answered although it took
/// effect), "cloudflare", "reset.before", "reset.after", "delay", "hook.lose", … One with a delay
/// and more besides is counted as both.
std::vector<std::string> kinds_of(const fault_effect& e);

/// The injected faults, oldest first.
class fault_list {
public:
  /// The new fault's id, or why the text is no fault.
  std::uint64_t add(const boost::json::object& spec, std::string& why);
  std::optional<fault_effect> strike_request(std::string_view service, std::string_view method,
                                             std::string_view path);
  std::optional<fault_effect> strike_hook(std::string_view hook, std::string_view event);
  boost::json::object to_json() const;
  /// Removes the faults; how often each kind struck stays.
  void clear() { faults_.clear(); }
  void reset();

private:
  std::optional<fault_effect> take(fault& f);
  std::vector<fault> faults_;
  std::map<std::string, std::uint64_t> struck_; ///< by kind, of removed faults as well
  std::uint64_t next_ = 1;
};

/// The answer that a fault with a status (or Cloudflare's block) gives in place of the service.
net::http::response fault_answer(const fault_effect& e, std::string_view service);

} // namespace flexcord::sandbox
