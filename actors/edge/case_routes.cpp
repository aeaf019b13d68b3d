#include "actors/edge/admin_guard.hpp"
#include "actors/edge/case_desk.hpp"
#include "desk/case_page.hpp"

#include <charconv>

/// Who calls for a case page or for the operators' list, and whether they may. On network threads.
namespace flexcord::actors {
namespace {

using tools_ptr = std::shared_ptr<const case_desk_tools>;
using net::http::incoming;
using net::http::responder;

void refuse_link(const case_desk_tools& t, desk::refusal why, const responder& answer) {
  t.numbers->webhook_reject("/case", why == desk::refusal::expired ? "expired" : "link");
  answer(desk_response(403, desk::case_page_headers(t.settings.http.frame_ancestors),
                       desk::refused_page(why)));
}

case_visit visit_of(const desk::opened_link& link, const incoming& in) {
  return {link.number, link.expires,
          "e=" + std::string(in.query_value("e")) + "&s=" + std::string(in.query_value("s"))};
}

/// A handler for who has a link to read the case.
net::http::handler
for_readers(tools_ptr tools,
            std::function<void(const incoming&, const responder&, case_visit)> use) {
  return [=](incoming in, responder answer) {
    const auto link =
        desk::open_link(tools->links->keys, in.capture("id"), desk::purpose::read,
                        in.query_value("e"), in.query_value("s"), tools->now() / 1000);
    if (!link) return refuse_link(*tools, link.why, answer);
    use(in, answer, visit_of(link, in));
  };
}

bool wants_json(const incoming& in) {
  return in.headers.get("Accept").find("application/json") != std::string_view::npos;
}

net::http::route row(std::string method, std::string path, net::http::handler h) {
  net::http::route r;
  r.method = std::move(method);
  r.path = std::move(path);
  r.handle = std::move(h);
  return r;
}

void show_events(const case_desk_access& in_desk, const incoming& in, const responder& answer,
                 const case_visit& visit) {
  const auto last = in.headers.get("Last-Event-ID");
  const auto after = desk::read_cursor(last.empty() ? in.query_value("after") : last);
  in_desk([answer, visit, after, waits = !last.empty()](case_desk_state& desk) {
    desk.follow(answer, visit, after, waits);
  });
}

void take_post(const tools_ptr& tools, const case_desk_access& in_desk, const incoming& in,
               const responder& answer) {
  const auto link =
      desk::open_write_link(tools->links->keys, in.capture("id"), in.query_value("e"),
                            in.query_value("s"), in.query_value("w"), tools->now() / 1000);
  if (!link) return refuse_link(*tools, link.why, answer);
  auto wanted = desk::read_action(in.headers.get("Content-Type"), in.body);
  // A case about a conversation is made by the conversation.
  if (auto* c = std::get_if<desk::create>(&wanted.what); c != nullptr && c->kind == "handoff")
    wanted.problems.push_back({"kind", "Choose one of those offered."});
  in_desk([answer, visit = visit_of(link, in), wanted = std::move(wanted), json = wants_json(in)](
              case_desk_state& desk) { desk.act(answer, visit, wanted, json); });
}

/// Reads the filters of a list; false, and answered, when they cannot be read.
bool read_filter(const incoming& in, const responder& answer, desk::list_query& to) {
  auto parsed = desk::read_query(in.query);
  to = std::move(parsed.what);
  if (parsed.problems.empty()) return true;
  answer(desk_response(400, desk::data_headers("application/json"),
                       desk::problems_json(parsed.problems)));
  return false;
}

/// The number of a case, as an earlier part of the export told.
bool read_place(std::string_view text, export_order& to) {
  const auto* end = text.data() + text.size();
  auto [last, bad] = std::from_chars(text.data(), end, to.below);
  return bad == std::errc{} && last == end && to.below != 0;
}

using exporter = void (case_desk_state::*)(responder, export_order);

void start_export(const case_desk_access& in_desk, exporter act, bool of_cases, const incoming& in,
                  const responder& answer) {
  export_order order;
  if (!read_filter(in, answer, order.filter)) return;
  const auto format = in.query_value("format"), after = in.query_value("after");
  order.json = format == "jsonl";
  order.after = of_cases ? std::string_view{} : after;
  const bool placed = !of_cases || after.empty() || read_place(after, order);
  if ((format != "csv" && format != "jsonl") || !placed)
    return answer(400, "format is needed: csv or jsonl; after: as X-Flexcord-Next told\n");
  in_desk([answer, act, order = std::move(order)](case_desk_state& desk) {
    (desk.*act)(answer, order);
  });
}

} // namespace

std::vector<net::http::route> case_routes(std::shared_ptr<const case_desk_tools> tools,
                                          case_desk_access in_desk) {
  auto guarded = [&](std::string path, net::http::handler allowed) {
    return guarded_route("GET", std::move(path), tools->settings, tools->numbers,
                         std::move(allowed));
  };
  auto post = row("POST", "/case/{id}", [=](const incoming& in, const responder& answer) {
    take_post(tools, in_desk, in, answer);
  });
  post.body_limit = desk::longest_body;
  return {
      row("GET", "/case/{id}",
          for_readers(tools,
                      [=](const incoming&, const responder& answer, const case_visit& visit) {
                        in_desk([=](case_desk_state& desk) { desk.show(answer, visit); });
                      })),
      row("GET", "/case/{id}/events",
          for_readers(tools,
                      [=](const incoming& in, const responder& answer, const case_visit& visit) {
                        show_events(in_desk, in, answer, visit);
                      })),
      std::move(post),
      row("GET", "/console",
          [](const incoming&, const responder& answer) {
            net::http::response r;
            r.status = 302;
            r.headers.add("Location", "console/cases"); // relative: a path may stand before it
            answer(std::move(r));
          }),
      row("GET", "/console/cases",
          [](const incoming&, const responder& answer) {
            answer(desk_response(200, desk::case_list_headers({}), desk::case_list_page()));
          }),
      guarded("/api/v1/cases",
              [=](const incoming& in, const responder& answer) {
                desk::list_query wanted;
                if (!read_filter(in, answer, wanted)) return;
                in_desk([=](case_desk_state& desk) { desk.list(answer, wanted); });
              }),
      guarded("/api/v1/export/cases",
              [=](const incoming& in, const responder& answer) {
                start_export(in_desk, &case_desk_state::export_cases, true, in, answer);
              }),
      guarded("/api/v1/export/conversations",
              [=](const incoming& in, const responder& answer) {
                start_export(in_desk, &case_desk_state::export_talks, false, in, answer);
              }),
  };
}

} // namespace flexcord::actors
