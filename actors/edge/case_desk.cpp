#include "actors/edge/case_desk.hpp"

#include "actors/desk_view/news.hpp"
#include "actors/desk_view/view.hpp"
#include "actors/desk_view/wishes.hpp"
#include "config/log.hpp"
#include "desk/case_page.hpp"

#include <algorithm>
#include <cctype>

/// The page of a case, and what agents do on it.
namespace flexcord::actors {
namespace {

/// Each save of a page has one of its own, by the nonce of its form.
std::string trace_of(std::uint64_t number, std::string_view given) {
  std::string nonce{given};
  std::erase_if(nonce, [](unsigned char c) { return c > 127 || !std::isalnum(c); });
  auto trace = "page-" + std::to_string(number);
  return nonce.empty() ? trace : trace + '-' + nonce.substr(0, 12);
}

} // namespace

net::http::response desk_response(int status, const desk::header_list& headers, std::string body) {
  net::http::response r;
  r.status = status;
  for (auto& [name, value] : headers) r.headers.add(name, value);
  r.body = std::move(body);
  return r;
}

void case_desk_state::answer_html(const net::http::responder& answer, int status,
                                  std::string page) const {
  answer(desk_response(status, desk::case_page_headers(tools_->settings.http.frame_ancestors),
                       std::move(page)));
}

void case_desk_state::answer_page(const net::http::responder& answer, const case_visit& visit,
                                  int status, const found& f, const desk::parsed_action* refused,
                                  std::vector<desk::problem> problems) {
  desk::looking who;
  who.link = visit.link;
  who.write =
      desk::signature_of(tools_->links->keys, visit.number, desk::purpose::write, visit.expires);
  who.nonce = tools_->nonce();
  who.after = desk::cursor_text(desk_view::place_of(f));
  who.now = tools_->now();
  if (refused != nullptr) who.typed = refused->fields;
  who.problems = std::move(problems);
  auto link = [&](std::uint64_t number) { return link_from(visit, number); };
  answer_html(answer, status, desk::case_page(desk_view::view_of(f, link), who));
}

void case_desk_state::show(net::http::responder answer, case_visit visit) {
  read_case(
      visit.number, depth::page, 0,
      [this, answer, visit](const std::shared_ptr<found>& f) {
        if (!f) return answer_html(answer, 404, desk::missing_page());
        answer_page(answer, visit, 200, *f, nullptr, {});
      },
      [this, answer] { answer_html(answer, 503, desk::busy_page()); });
}

// -- what agents do

struct case_desk_state::acting {
  net::http::responder answer;
  case_visit visit;
  desk::parsed_action wanted;
  bool json = false;
};

void case_desk_state::act(net::http::responder answer, case_visit visit, desk::parsed_action wanted,
                          bool json) {
  auto a = std::make_shared<acting>(
      acting{std::move(answer), std::move(visit), std::move(wanted), json});
  read_case(
      a->visit.number, depth::facts, 0,
      [this, a](std::shared_ptr<found> f) {
        if (!f) return answer_html(a->answer, 404, desk::missing_page());
        if (!a->wanted.problems.empty()) return answer_action(a, a->wanted.problems, 0);
        std::holds_alternative<desk::update>(a->wanted.what) ? change(a, f) : create(a, f);
      },
      [this, a] { answer_html(a->answer, 503, desk::busy_page()); });
}

void case_desk_state::change(std::shared_ptr<acting> a, std::shared_ptr<found>) {
  auto& wanted = std::get<desk::update>(a->wanted.what);
  change_case c;
  c.number = a->visit.number;
  // What was posted twice, by an impatient hand or by a proxy, is done once.
  if (!desk::typed(a->wanted.fields, "nonce").empty())
    c.what.id = desk_view::request_key(a->visit.number, a->visit.link, a->wanted.fields);
  c.what.at = tools_->now();
  c.what.trace = trace_of(a->visit.number, desk::typed(a->wanted.fields, "nonce"));
  c.what.what = desk_view::change_of(wanted);
  self_->request(cases_, caf::infinite, std::move(c))
      .then(
          [this, a](const case_now& now) {
            const auto& u = std::get<desk::update>(a->wanted.what);
            auto problems = desk_view::refused_parts(u, now.it);
            log::info("case-desk", "changed",
                      {{"case", a->visit.number}, {"conflicts", !problems.empty()}});
            // The note is saved whatever else is in conflict: it is not to be typed again.
            std::erase_if(a->wanted.fields, [](const auto& f) { return f.first == "note"; });
            answer_action(a, std::move(problems), 0);
          },
          [this, a](const caf::error&) { answer_html(a->answer, 503, desk::busy_page()); });
}

void case_desk_state::create(std::shared_ptr<acting> a, std::shared_ptr<found> f) {
  auto& wanted = std::get<desk::create>(a->wanted.what);
  ask_case c;
  c.what = desk_view::opening_of(wanted, *f);
  c.request.conversation = desk_view::request_key(a->visit.number, a->visit.link, a->wanted.fields);
  c.request.command_id = 1;
  c.request.kind = wanted.kind;
  c.request.reporter = c.what.reporter.id;
  c.request.title = wanted.title;
  c.request.at = tools_->now();
  c.trace = trace_of(a->visit.number, desk::typed(a->wanted.fields, "nonce"));
  self_->request(cases_, caf::infinite, std::move(c))
      .then(
          [this, a](const case_answer& made) {
            log::info("case-desk", "created", {{"case", made.number}, {"from", a->visit.number}});
            answer_action(a, {}, made.number);
          },
          [this, a](const caf::error&) { answer_html(a->answer, 503, desk::busy_page()); });
}

void case_desk_state::answer_action(std::shared_ptr<acting> a, std::vector<desk::problem> problems,
                                    std::uint64_t created) {
  const int status = problems.empty() ? 200 : a->wanted.problems.empty() ? 409 : 422;
  const auto new_page = created == 0 ? std::string{} : link_from(a->visit, created);
  if (!a->json && problems.empty()) { // an address that can be loaded again without posting again
    net::http::response r;
    r.status = 303;
    r.headers.add("Location", created == 0 ? link_from(a->visit, a->visit.number) : new_page);
    r.headers.add("Cache-Control", "no-store");
    return a->answer(std::move(r));
  }
  read_case(
      a->visit.number, a->json ? depth::facts : depth::page, 0,
      [this, a, problems = std::move(problems), status,
       new_page](const std::shared_ptr<found>& f) mutable {
        if (!f) return answer_html(a->answer, 404, desk::missing_page());
        if (!a->json)
          return answer_page(a->answer, a->visit, status, *f, &a->wanted, std::move(problems));
        auto body = desk::action_answer(problems, desk_view::facts_shown(*f), new_page);
        a->answer(desk_response(status, desk::data_headers("application/json"), std::move(body)));
      },
      [this, a] { answer_html(a->answer, 503, desk::busy_page()); });
}

} // namespace flexcord::actors
