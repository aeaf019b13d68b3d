#include "actors/operators/dead_letters.hpp"

#include "actors/edge/letters_page.hpp"
#include "actors/operators/node_api.hpp"
#include "actors/operators/store_letters.hpp"
#include "actors/operators/words.hpp"

#include <chrono>
#include <ostream>

namespace flexcord::actors {
namespace {

constexpr int done = 0, not_done = 1, unusable = 69;
constexpr std::size_t letters_at_once = 1000;

void print(const std::vector<store::dead_letter>& letters, bool more, std::ostream& out) {
  if (letters.empty()) out << "there are no dead letters\n";
  for (auto& l : letters)
    out << time_text(l.at) << "  " << l.conversation << "  " << l.id << "  " << l.kind << "  "
        << l.reason << '\n';
  if (more) out << "… and more; these are the oldest\n";
}

int through_node(const letters_order& order, const net::http::response& answer, std::ostream& out,
                 std::ostream& err) {
  letters_read page;
  if (answer.status == 200 && order.action != "list") {
    out << answer.body;
    return done;
  }
  if (answer.status == 200 && read_letters_page(answer.body, page)) {
    print(page.letters, page.more, out);
    return done;
  }
  err << "the node says: "
      << (answer.body.empty() ? "status " + std::to_string(answer.status) + '\n' : answer.body);
  return answer.status == 401 || answer.status == 403 ? unusable : not_done;
}

int in_store(const letters_order& order, store::journal& j, std::ostream& out, std::ostream& err) {
  if (order.action == "list") {
    auto letters = j.dead_letters(std::nullopt, letters_at_once + 1);
    if (!letters) {
      err << letters.error().detail << '\n';
      return unusable;
    }
    const bool more = letters->size() > letters_at_once;
    if (more) letters->pop_back();
    print(*letters, more, out);
    return done;
  }
  std::string why;
  if (order.action == "retry") {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    why = retry_in_store(j, order.conversation, order.id,
                         std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
    if (why.empty()) out << "it is in the outbox again; the node does it when it starts\n";
  } else if (auto dropped = j.drop_dead_letter(order.conversation, order.id); !dropped) {
    why = dropped.error().detail;
  } else if (*dropped) {
    out << "done\n";
  } else {
    why = "there is no such dead letter";
  }
  if (why.empty()) return done;
  err << why << '\n';
  return not_done;
}

} // namespace

letters_order take_letters_order(std::vector<std::string>& arguments) {
  letters_order order;
  bool acted = false;
  std::erase_if(arguments, [&](const std::string& a) {
    auto value = [&](std::string_view name, std::string& to) {
      if (!a.starts_with(name)) return false;
      to = a.substr(name.size());
      return true;
    };
    if (value("--conversation=", order.conversation) || value("--id=", order.id)) return true;
    if (a.starts_with('-')) return false;
    if (std::exchange(acted, true)) order.problem = "more than one action: " + a;
    order.action = a;
    return true;
  });
  if (order.action != "list" && order.action != "retry" && order.action != "drop")
    order.problem = "unknown action " + order.action + ": list, retry or drop";
  else if (order.action != "list" && (order.conversation.empty() || order.id.empty()))
    order.problem = order.action + " needs --conversation=KEY and --id=ID, as list shows them";
  return order;
}

int dead_letters(const letters_order& order, const config::settings& s, std::ostream& out,
                 std::ostream& err) {
  std::string target = "/dead-letters";
  if (order.action != "list")
    target += '/' + order.action +
              "?conversation=" + net::http::percent_encode(order.conversation) +
              "&id=" + net::http::percent_encode(order.id);
  auto answer = ask_node(s, order.action == "list" ? "GET" : "POST", target);
  if (answer) return through_node(order, *answer, out, err);
  if (!no_node(answer)) {
    err << "the node does not answer: " << to_string(answer.error()) << '\n';
    return unusable;
  }
  auto opened = store::open(s.store.url, {s.store.durability != "relaxed"});
  if (!opened) {
    err << "no node answers on port " << s.http.port << ", and " << opened.error().detail << '\n';
    return unusable;
  }
  return in_store(order, **opened, out, err);
}

} // namespace flexcord::actors
