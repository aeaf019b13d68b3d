#pragma once
#include "net/runtime.hpp"
#include "net/twilio/rest.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace flexcord::actors::twilio {

/// True for a text that must not be shown as a name: empty, an e-mail address, or an encoded one.
bool looks_like_address(std::string_view name);

/// The names of agents by their identity. A name learnt from the desk's staff comes first, then the
/// service's list of users; else empty, and whoever shows it uses the configured label. An e-mail
/// address is never a name. Thread-safe; always owned by a shared_ptr.
class name_book : public std::enable_shared_from_this<name_book> {
public:
  using clock = std::chrono::steady_clock;
  /// Both outlive it. `limit`: how long somebody waits for a name.
  name_book(net::runtime& rt, net::twilio::rest& twilio,
            std::chrono::milliseconds limit = std::chrono::milliseconds{1500});

  void learn(const std::string& identity, const std::string& name);
  std::string known(const std::string& identity) const; ///< empty when not known
  /// Calls back once, on any thread, now or within the limit.
  void resolve(const std::string& identity, std::function<void(const std::string& name)> done);

private:
  struct entry {
    std::string name; ///< empty: the service has none
    bool learnt = false;
    clock::time_point until; ///< of an entry that was not learnt
  };
  bool look_up(const std::string& identity, std::string& name) const;
  void keep(const std::string& identity, entry e);

  net::runtime& runtime_;
  net::twilio::rest& twilio_;
  std::chrono::milliseconds limit_;
  mutable std::mutex mutex_; ///< guards the entries
  std::map<std::string, entry> entries_;
};

} // namespace flexcord::actors::twilio
