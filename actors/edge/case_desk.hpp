#pragma once
#include "actors/cases/protocol.hpp"
#include "actors/commit_bell.hpp"
#include "actors/desk_view/export_rows.hpp"
#include "actors/desk_view/found.hpp"
#include "actors/desk_view/links.hpp"
#include "actors/metrics.hpp"
#include "config/settings.hpp"
#include "desk/action.hpp"
#include "desk/case_list.hpp"
#include "desk/headers.hpp"
#include "desk/live.hpp"
#include "net/http/server.hpp"
#include "net/runtime.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>

namespace flexcord::actors {

struct case_desk_tools {
  net::runtime* rt = nullptr;
  config::settings settings;
  std::function<conversation::millis()> now;
  metrics* numbers = nullptr;
  std::shared_ptr<const desk_view::links> links;
  std::shared_ptr<commit_bell> bell;
  std::function<std::string()> nonce; ///< a new one for each page
};

/// A good link, as it was opened.
struct case_visit {
  std::uint64_t number = 0;
  std::int64_t expires = 0; ///< Unix seconds
  std::string link;         ///< "e=…&s=…"
};

/// What is to be exported. A long export comes in parts: `below` or `after` is where the part
/// begins, as the last part told.
struct export_order {
  desk::list_query filter;
  bool json = false;
  std::uint64_t below = 0; ///< of cases: the last row's number; 0: from the newest
  std::string after;       ///< of conversations: the last row's key
};

/// Serves the case pages and the operators' list from the journal: reads, has agents' wishes taken
/// by the cases, and tells open pages what is new. Each call runs in the actor's turn and answers
/// once. Failure modes: a journal that does not answer gives 503; held questions are answered when
/// the actor ends. Bounds: `most_held` questions for news are held, `most_exports` exports run.
class case_desk_state {
public:
  static inline const char* name = "flexcord.case-desk";
  static constexpr std::size_t most_held = 256, most_exports = 4;
  case_desk_state(worker_actor::pointer self, std::shared_ptr<const case_desk_tools> tools,
                  journal_actor journal, cases_actor cases,
                  std::shared_ptr<case_desk_state*> address);
  ~case_desk_state();
  worker_actor::behavior_type make_behavior();

  void show(net::http::responder answer, case_visit visit);
  /// `json`: the answer is for a script.
  void act(net::http::responder answer, case_visit visit, desk::parsed_action wanted, bool json);
  /// `waits`: the page asks again, and may be held until there is something new.
  void follow(net::http::responder answer, case_visit visit, std::optional<desk::cursor> after,
              bool waits);
  void rang(const std::vector<std::string>& keys);
  void list(net::http::responder answer, desk::list_query wanted);
  void export_cases(net::http::responder answer, export_order order);
  void export_talks(net::http::responder answer, export_order order);

private:
  using found = desk_view::found;
  /// Null: there is no such case.
  using use = std::function<void(std::shared_ptr<found>)>;
  using giving_up = std::function<void()>;
  enum class depth { facts, news, page };
  struct reading;
  struct held;
  struct acting;
  struct exporting;

  /// Reads a case; entries of the timeline after that one only.
  void read_case(std::uint64_t number, depth how, std::uint64_t after, use then, giving_up failed);
  void read_entries(std::shared_ptr<reading> r);
  void read_talk(std::shared_ptr<reading> r);
  void read_related(std::shared_ptr<reading> r);
  void read_numbered(std::shared_ptr<reading> r, std::vector<std::uint64_t> numbers);
  template <class Reply, class Message, class Next>
  void ask(Message m, const giving_up& failed, Next next);

  void answer_page(const net::http::responder& answer, const case_visit& visit, int status,
                   const found& f, const desk::parsed_action* refused,
                   std::vector<desk::problem> problems);
  void answer_html(const net::http::responder& answer, int status, std::string page) const;
  void change(std::shared_ptr<acting> a, std::shared_ptr<found> f);
  void create(std::shared_ptr<acting> a, std::shared_ptr<found> f);
  void answer_action(std::shared_ptr<acting> a, std::vector<desk::problem> problems,
                     std::uint64_t created);
  void look_for_news(std::shared_ptr<held> h);
  void release(const std::shared_ptr<held>& h, std::string events);
  void next_cases(std::shared_ptr<exporting> x);
  void next_talks(std::shared_ptr<exporting> x);
  void next_talk(std::shared_ptr<exporting> x);
  void add_talk(std::shared_ptr<exporting> x, const desk_view::told_talk& t);
  std::string link_from(const case_visit& visit, std::uint64_t number) const {
    return tools_->links->path(number, visit.expires);
  }

  worker_actor::pointer self_;
  std::shared_ptr<const case_desk_tools> tools_;
  journal_actor journal_;
  cases_actor cases_;
  std::list<std::shared_ptr<held>> held_;
  std::shared_ptr<std::size_t> exports_ = std::make_shared<std::size_t>(0); ///< that run
};
using case_desk_impl = worker_actor::stateful_impl<case_desk_state>;

using case_desk_access = std::function<void(std::function<void(case_desk_state&)>)>;

/// `/case/…`, `/console…` and the lists and exports below /api/v1.
std::vector<net::http::route> case_routes(std::shared_ptr<const case_desk_tools> tools,
                                          case_desk_access in_desk);

/// The answer with those headers.
net::http::response desk_response(int status, const desk::header_list& headers, std::string body);

template <class Reply, class Message, class Next>
void case_desk_state::ask(Message m, const giving_up& failed, Next next) {
  self_->request(journal_, caf::infinite, std::move(m))
      .then([next = std::move(next)](Reply& r) mutable { next(r); },
            [failed](const caf::error&) { failed(); });
}

} // namespace flexcord::actors
