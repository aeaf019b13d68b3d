#pragma once
#include "actors/cases/cases_actor.hpp"
#include "actors/metrics.hpp"
#include "actors/protocol.hpp"
#include "net/backoff.hpp"
#include "net/discord/rest.hpp"
#include "net/runtime.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace flexcord::actors {

struct news_tools {
  net::runtime* rt = nullptr;
  net::discord::rest* discord = nullptr;
  std::function<conversation::millis()> now;
  std::function<double()> random; ///< in [0, 1), for back-off
  /// Least time between two direct message channels that are asked for: Discord takes many in a
  /// short time for spam (reference: Discord's documentation of Create DM).
  std::chrono::milliseconds between_openings{1000};
};

/// One thing that one person is to hear of their case.
struct private_news {
  record::order<cases::command> order;
  cases::tell what;
  case_outcome done;
};

/// Tells members in private what has become of their cases: as an event of their conversation, so
/// that it stands in order with all else that they are told, and is said once. Who has no
/// conversation with us is written to only when they agreed; their channel is asked for first, one
/// at a time and slowly. Answers "closed" when there is no private way. Failure modes: a store
/// that fails keeps the news waiting; what may pass is tried again for a day.
class news_state {
public:
  static inline const char* name = "flexcord.news";
  news_state(worker_actor::pointer self, news_tools tools, router_actor router,
             journal_actor journal, std::shared_ptr<news_state*> address);
  worker_actor::behavior_type make_behavior();

  /// In the actor's turn.
  void tell(private_news n);

private:
  struct opening {
    private_news news;
    std::uint32_t attempts = 0;
  };
  void route(private_news n, std::string key);
  void open_next();
  void opened(opening o, net::result<std::string> channel);
  void if_known(private_news n, std::string key);
  void later(std::chrono::milliseconds pause, std::function<void()> work);

  worker_actor::pointer self_;
  news_tools tools_;
  router_actor router_;
  journal_actor journal_;
  std::deque<opening> openings_;
  bool opening_ = false;
  std::map<std::string, std::string> channels_; ///< by user, of this process' life
};

using news_impl = worker_actor::stateful_impl<news_state>;

} // namespace flexcord::actors
