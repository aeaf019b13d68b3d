#include "actors/edge/admin_guard.hpp"
#include "actors/edge/articles_page.hpp"
#include "actors/edge/edge_actor.hpp"
#include "actors/privacy/privacy_actor.hpp"
#include "config/log.hpp"

#include <charconv>

/// /api/v1: for operators and flexcord's own subcommands, with a bearer token.
namespace flexcord::actors {
namespace {

constexpr std::int64_t audit_days = 365;

using work = std::function<void(edge_state&, const net::http::incoming&, net::http::responder)>;

/// `POST …?conversation=K&id=I`, both needed.
work on_letter(void (edge_state::*act)(net::http::responder, const find_dead_letter&)) {
  return [act](edge_state& edge, const net::http::incoming& in, net::http::responder answer) {
    find_dead_letter which{std::string(in.query_value("conversation")),
                           std::string(in.query_value("id"))};
    if (which.conversation.empty() || which.id.empty()) {
      answer(400, "conversation and id are needed\n");
      return;
    }
    (edge.*act)(std::move(answer), which);
  };
}

std::int64_t number(std::string_view text, std::int64_t otherwise) {
  std::int64_t n = otherwise;
  const auto end = text.data() + text.size();
  const bool whole = std::from_chars(text.data(), end, n).ptr == end;
  return whole ? n : -1;
}

/// `GET …?updated=T&after=K`: the page behind that row.
void list_audited(edge_state& edge, const net::http::incoming& in, net::http::responder answer) {
  std::optional<store::recent_row> last;
  if (const auto after = in.query_value("after"); !after.empty())
    last = store::recent_row{std::string(after), number(in.query_value("updated"), 0), {}};
  edge.list_audited(std::move(answer), std::move(last));
}

/// `POST …?conversation=K&days=N&repair=yes`; a week back unless told.
void run_audit(edge_state& edge, const net::http::incoming& in, net::http::responder answer) {
  audit_order order{std::string(in.query_value("conversation")), number(in.query_value("days"), 7),
                    in.query_value("repair") == "yes"};
  if (order.key.empty() || order.days < 1 || order.days > audit_days)
    answer(400, "conversation is needed, and days is a number from 1 to 365\n");
  else
    edge.audit(std::move(answer), order);
}

using privacy_work =
    std::function<void(privacy_state&, const net::http::incoming&, net::http::responder)>;

/// The route of a call about one person: `?user=ID` is needed.
net::http::handler about_person(std::shared_ptr<const edge_tools> tools, privacy_work act) {
  return [=](net::http::incoming in, net::http::responder answer) {
    if (!privacy::is_user_id(std::string(in.query_value("user")))) {
      answer(400, "user is needed: a Discord user id\n");
      return;
    }
    tools->in_privacy(
        [act, in = std::move(in), answer](privacy_state& state) { act(state, in, answer); });
  };
}

std::string user_of(const net::http::incoming& in) { return std::string(in.query_value("user")); }

/// `part`: "journal", "discord" or "twilio".
void erase_part(privacy_state& state, const net::http::incoming& in, net::http::responder answer) {
  const auto part = in.query_value("part");
  std::string after{in.query_value("after")};
  if (part == "journal")
    state.erase_journal(std::move(answer), user_of(in));
  else if (part == "discord")
    state.erase_discord(std::move(answer), user_of(in), std::move(after));
  else if (part == "twilio")
    state.erase_twilio(std::move(answer), user_of(in), std::move(after));
  else
    answer(400, "part is needed: journal, discord or twilio\n");
}

} // namespace

std::vector<net::http::route> api_routes(std::shared_ptr<const edge_tools> tools,
                                         edge_access in_edge) {
  auto guarded = [=](std::string method, std::string path, net::http::handler allowed) {
    return guarded_route(std::move(method), std::move(path), tools->settings, tools->numbers,
                         std::move(allowed));
  };
  auto row = [=](std::string method, std::string path, work act) {
    return guarded(
        std::move(method), std::move(path),
        [=](net::http::incoming in, net::http::responder answer) {
          in_edge([act, in = std::move(in), answer](edge_state& edge) { act(edge, in, answer); });
        });
  };
  auto person = [=](std::string method, std::string path, privacy_work act) {
    return guarded(std::move(method), std::move(path), about_person(tools, std::move(act)));
  };
  return {row("GET", "/api/v1/dead-letters",
              [](edge_state& edge, const net::http::incoming&, net::http::responder answer) {
                edge.list_letters(std::move(answer));
              }),
          row("GET", "/api/v1/audit/conversations", list_audited),
          row("POST", "/api/v1/audit", run_audit),
          row("POST", "/api/v1/dead-letters/retry", on_letter(&edge_state::retry_letter)),
          row("POST", "/api/v1/dead-letters/drop", on_letter(&edge_state::drop_letter)),
          guarded("GET", "/api/v1/articles",
                  [=](const net::http::incoming&, net::http::responder answer) {
                    const auto faults =
                        tools->shelf ? tools->shelf->faults() : std::vector<article_fault>{};
                    answer(200, articles_page(tools->articles->look(), faults), "application/json");
                  }),
          person("GET", "/api/v1/export",
                 [](privacy_state& state, const net::http::incoming& in,
                    net::http::responder answer) { state.export_all(answer, user_of(in)); }),
          person("GET", "/api/v1/erase",
                 [](privacy_state& state, const net::http::incoming& in,
                    net::http::responder answer) { state.preview(answer, user_of(in)); }),
          person("POST", "/api/v1/erase", erase_part)};
}

} // namespace flexcord::actors
