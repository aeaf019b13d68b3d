#pragma once
#include "actors/cases/protocol.hpp"
#include "actors/privacy/pages.hpp"
#include "actors/protocol.hpp"
#include "net/discord/rest.hpp"
#include "net/http/server.hpp"
#include "net/runtime.hpp"
#include "net/twilio/legacy.hpp"
#include "net/twilio/rest.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <functional>
#include <map>
#include <memory>

namespace flexcord::actors {

struct privacy_tools {
  net::runtime* rt = nullptr;
  net::discord::rest* discord = nullptr;
  net::twilio::rest* twilio = nullptr; ///< null without live agents
  net::twilio::legacy* chat = nullptr; ///< as twilio
  bool in_channels = false;            ///< new talks are on the plane legacy-chat
  std::function<conversation::millis()> now;
};

/// Shows and erases what is known of one person, while the node runs: it finds their conversations
/// (a walk over all, a page at a time), reads them, and asks each to forget its person, so that
/// each still has one writer. Nothing is kept between two calls: one that was interrupted is
/// repeated. Failure modes: a conversation in the middle of something is asked again for a few
/// seconds; one with an agent refuses. Debugging: "exported" and "erased" log lines.
class privacy_state {
public:
  static inline const char* name = "flexcord.privacy";
  privacy_state(worker_actor::pointer self, privacy_tools tools, router_actor router,
                journal_actor journal, cases_actor cases, std::shared_ptr<privacy_state*> address);
  worker_actor::behavior_type make_behavior();

  /// Each runs in the actor's turn.
  void export_all(net::http::responder answer, const std::string& user);
  void preview(net::http::responder answer, const std::string& user);
  void erase_journal(net::http::responder answer, const std::string& user);
  void erase_discord(net::http::responder answer, const std::string& user, std::string after);
  void erase_twilio(net::http::responder answer, const std::string& user, std::string after);

private:
  struct search;
  struct erasing;
  using found = std::function<void(privacy::person&)>;
  void find(net::http::responder answer, const std::string& user, found then);
  void next_page(std::shared_ptr<search> s);
  void look_at_letters(std::shared_ptr<search> s, std::optional<store::dead_letter> last);
  void look_at_records(std::shared_ptr<search> s);
  void read_next(std::shared_ptr<search> s);
  void read_cases_of(std::shared_ptr<search> s, privacy::talk t);
  void read_record(std::shared_ptr<search> s, std::vector<std::uint64_t> left);
  void forget_cases(std::shared_ptr<erasing> e);
  void drop_letters(std::shared_ptr<erasing> e);
  void erase_next(std::shared_ptr<erasing> e);
  void erase_rest(std::shared_ptr<erasing> e);
  void away(net::http::responder answer, const std::string& user,
            std::function<void(privacy::person&, std::function<void(privacy::away_part)>)> work);
  void later(std::chrono::milliseconds delay, std::function<void()> work);

  worker_actor::pointer self_;
  worker_actor me_;
  privacy_tools tools_;
  router_actor router_;
  journal_actor journal_;
  cases_actor cases_;
  std::map<std::uint64_t, net::timer_handle> timers_;
  std::uint64_t last_timer_ = 0;
};

using privacy_impl = worker_actor::stateful_impl<privacy_state>;

} // namespace flexcord::actors
