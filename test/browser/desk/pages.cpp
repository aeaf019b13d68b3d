// Prints what the desk's code makes, for a server of the test to hand out: the real pages, events
// and answers.
//
//   desk-pages page SCENE               headers, an empty line, the page
//   desk-pages post SCENE TYPE ACCEPT   reads a body; the status, headers, an empty line, the
//   answer desk-pages events                   three events: an entry, a line, facts desk-pages
//   list | rows | csv | refused
#include "desk/case_page.hpp"
#include "desk/live.hpp"
#include "test/browser/desk/scenes.hpp"

#include <iostream>
#include <iterator>

using namespace flexcord;
using namespace flexcord::test;

namespace {

void print(const desk::header_list& headers, const std::string& body) {
  for (const auto& [name, value] : headers) std::cout << name << ": " << value << "\n";
  std::cout << "\n" << body;
}

desk::looking viewer(const std::string& name) {
  desk::looking who{"e=1&s=x", "w", "0f", "2~m5", scene_now};
  if (name == "read") who.write.clear();
  return who;
}

void page(const std::string& name) {
  print(desk::case_page_headers({"'self'"}), desk::case_page(scene(name), viewer(name)));
}

int post(const std::string& name, const std::string& type, const std::string& accept) {
  const std::string body{std::istreambuf_iterator<char>{std::cin}, {}};
  auto view = scene(name);
  const auto asked = desk::read_action(type, body);
  auto problems = asked.problems;
  if (const auto* u = std::get_if<desk::update>(&asked.what); u != nullptr && problems.empty()) {
    problems = desk::conflicts(*u, view.facts);
    if (problems.empty() && u->status) view.facts.status = u->status->now;
    if (problems.empty() && u->assignee) view.facts.assignee = u->assignee->now;
    if (problems.empty() && u->tags) view.facts.tags = u->tags->now;
    if (!problems.empty()) problems.push_back({"", "The rest is saved."});
  }
  const bool made = problems.empty() && std::holds_alternative<desk::create>(asked.what);
  std::cout << (problems.empty() ? 200 : asked.problems.empty() ? 409 : 422) << "\n";
  if (accept.find("json") != std::string::npos) {
    print(desk::data_headers("application/json"),
          desk::action_answer(problems, view.facts, made ? "/case/43?e=1&s=x" : ""));
    return 0;
  }
  auto who = viewer(name);
  who.problems = problems;
  if (!problems.empty()) who.typed = asked.fields;
  if (asked.problems.empty()) // in a conflict the note is saved, as the server does it
    std::erase_if(who.typed, [](const auto& f) { return f.first == "note"; });
  print(desk::case_page_headers({"'self'"}), desk::case_page(view, who));
  return 0;
}

void events() {
  desk::entry e{1000, scene_now, "note", evil + " https://a.example/x", "Sara", ""};
  desk::line l{"new-1", scene_now, desk::speaker::user, evil, "live " + evil, {}};
  l.files = {{evil, "", "javascript:broken=1", 9}, {"ok.png", "", "https://cdn.example/1.png", 9}};
  desk::case_facts f = scene("short").facts;
  f.status = "pending";
  f.priority = "high";
  f.tags = {"from-sara"};
  std::cout << desk::live_start(20) << desk::live_beat() << desk::live_entry(e, {1000, "m5"})
            << desk::live_line(l, {1000, "new-1"}) << desk::live_facts(f, {1000, "new-1"});
}

} // namespace

int main(int count, char** words) {
  const std::vector<std::string> args(words + 1, words + count);
  const auto arg = [&](std::size_t i) { return i < args.size() ? args[i] : std::string{}; };
  if (arg(0) == "page")
    page(arg(1));
  else if (arg(0) == "post")
    return post(arg(1), arg(2), arg(3));
  else if (arg(0) == "events")
    events();
  else if (arg(0) == "list")
    print(desk::case_list_headers({}), desk::case_list_page());
  else if (arg(0) == "rows")
    print(desk::data_headers("application/json"), desk::list_json(rows(), 1, true));
  else if (arg(0) == "csv")
    print(desk::data_headers("text/csv; charset=utf-8"),
          desk::case_columns() + desk::csv_row(exported()));
  else if (arg(0) == "refused")
    print(desk::case_page_headers({}), desk::refused_page(desk::refusal::expired));
  else
    return 64;
  return 0;
}
