#include "actors/operators/privacy.hpp"

#include "actors/operators/node_api.hpp"
#include "actors/operators/private_file.hpp"
#include "actors/operators/store_privacy.hpp"

#include <algorithm>
#include <chrono>
#include <istream>
#include <ostream>

#include <pwd.h>
#include <unistd.h>

namespace flexcord::actors {
namespace {

constexpr int done = 0, not_done = 1, unusable = 69;
constexpr auto patience = std::chrono::minutes(30); // a large store is written anew

std::int64_t unix_now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

std::string who_asks() {
  auto* account = getpwuid(geteuid());
  return account ? account->pw_name : "uid " + std::to_string(geteuid());
}

/// The store, when no node runs; else null and why.
std::unique_ptr<store::journal> open_store(const config::settings& s, std::ostream& err) {
  auto opened = store::open(s.store.url, {s.store.durability != "relaxed"});
  if (opened) return std::move(*opened);
  err << "no node answers on port " << s.http.port << ", and " << opened.error().detail << '\n';
  return nullptr;
}

std::string words_of(const net::http::response& r) {
  return r.body.empty() ? "status " + std::to_string(r.status) + '\n' : r.body;
}

/// One erasure, from the question to the receipt.
class erasing {
public:
  erasing(const privacy_order& order, const config::settings& s, std::istream& in,
          std::ostream& out, std::ostream& err)
      : order_(order), settings_(s), in_(in), out_(out), err_(err), file_(order.file) {}

  int run() {
    if (!file_.problem().empty()) {
      err_ << file_.problem() << '\n';
      return unusable;
    }
    if (auto code = look(); code != done) return code;
    if (refused() || !wanted()) return not_done;
    receipt_.user = order_.user;
    receipt_.by = who_asks();
    receipt_.at = unix_now();
    receipt_.with_twilio = order_.twilio;
    receipt_.with_discord = order_.discord;
    // The journal knows what is elsewhere: it goes last.
    if (order_.twilio) away("twilio", receipt_.twilio);
    if (order_.discord && receipt_.problem.empty()) away("discord", receipt_.discord);
    if (receipt_.problem.empty()) journal();
    receipt_.complete = receipt_.problem.empty();
    if (!file_.write(receipt_page(receipt_), out_)) {
      err_ << "the receipt cannot be written: " << file_.problem() << '\n';
      return unusable;
    }
    if (!receipt_.complete) err_ << receipt_.problem << "; it may be repeated\n";
    return receipt_.complete ? done : not_done;
  }

private:
  net::result<net::http::response> ask(const std::string& method, const std::string& more) {
    return ask_node(settings_, method, "/erase?user=" + order_.user + more, patience);
  }

  /// Finds what there is, by the node or in the store.
  int look() {
    auto answer = ask("GET", {});
    if (answer) {
      if (answer->status == 200 && read_journal_page(answer->body, found_)) return done;
      err_ << "the node says: " << words_of(*answer);
      return unusable;
    }
    if (!no_node(answer)) {
      err_ << "the node does not answer: " << to_string(answer.error()) << '\n';
      return unusable;
    }
    if (order_.twilio || order_.discord) {
      err_ << "--twilio and --discord need a running node, which alone knows how fast it may ask "
              "them\n";
      return unusable;
    }
    store_ = open_store(settings_, err_);
    if (!store_) return unusable;
    who_.user = order_.user;
    if (auto why = find_in_store(*store_, who_); !why.empty()) {
      err_ << why << '\n';
      return unusable;
    }
    for (auto& t : who_.talks) found_.talks.push_back(count_of(t));
    found_.other_cases = who_.other_cases.size();
    found_.named_in = who_.cases_of_others().size();
    return done;
  }

  bool refused() {
    bool any = false;
    for (auto& t : found_.talks)
      if (!t.why_not.empty()) {
        any = true;
        err_ << t.conversation << " cannot be erased now: " << t.why_not << '\n';
      }
    return any;
  }

  bool wanted() {
    if (found_.talks.empty() && found_.other_cases + found_.named_in == 0)
      err_ << "nothing is stored of this user\n";
    for (auto& t : found_.talks)
      err_ << t.conversation << ": " << t.lines << " lines, " << t.links << " links, " << t.names
           << " names, " << t.timers << " timers, " << t.dead_letters << " dead letters, "
           << t.cases << " cases lose their words; " << t.events << " ids of events stay\n";
    if (found_.other_cases != 0) err_ << found_.other_cases << " other cases lose their words\n";
    if (found_.named_in != 0)
      err_ << found_.named_in << " cases of others lose their vote and tell them no more\n";
    if (order_.twilio) err_ << "at Twilio: the conversations with them and their user record\n";
    if (order_.discord) err_ << "at Discord: the bot's messages to them\n";
    if (order_.yes) return true;
    err_ << "This cannot be undone. Erase it? [y/N] " << std::flush;
    std::string line;
    std::getline(in_, line);
    if (line == "y" || line == "yes") return true;
    err_ << "nothing was erased\n";
    return false;
  }

  void away(const std::string& part, privacy::away_part& to) {
    do {
      auto answer = ask("POST", "&part=" + part + "&after=" + net::http::percent_encode(to.after));
      if (!answer) {
        receipt_.problem = "the node does not answer: " + to_string(answer.error());
        return;
      }
      to.more = false;
      const bool read =
          (answer->status == 200 || answer->status == 502) && read_away_page(answer->body, to);
      if (!read) receipt_.problem = "the node says: " + trimmed(words_of(*answer));
      if (read && !to.problem.empty()) receipt_.problem = to.problem;
    } while (to.more && receipt_.problem.empty());
    if (to.failed != 0 && receipt_.problem.empty())
      receipt_.problem = std::to_string(to.failed) +
                         " messages cannot be deleted: they are refused. The rest goes without --" +
                         part;
  }

  void journal() {
    std::string why;
    if (store_) {
      const cases::rules how{!settings_.cases.webhook_url.empty()};
      why = erase_in_store(*store_, who_, unix_now(), how, receipt_.journal);
    } else {
      auto answer = ask("POST", "&part=journal");
      if (!answer)
        why = "the node does not answer: " + to_string(answer.error());
      else if ((answer->status != 200 && answer->status != 409) ||
               !read_journal_page(answer->body, receipt_.journal))
        why = "the node says: " + trimmed(words_of(*answer));
    }
    receipt_.journal_done = why.empty();
    for (auto& t : receipt_.journal.talks)
      if (why.empty() && !t.why_not.empty()) why = t.conversation + ": " + t.why_not;
    receipt_.problem = why;
  }

  static std::string trimmed(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    return text;
  }

  const privacy_order& order_;
  const config::settings& settings_;
  std::istream& in_;
  std::ostream &out_, &err_;
  private_file file_;
  std::unique_ptr<store::journal> store_; ///< when no node runs
  privacy::person who_;                   ///< in it
  privacy::journal_part found_;
  privacy::receipt receipt_;
};

} // namespace

privacy_order take_privacy_order(const std::string& action, std::vector<std::string>& arguments) {
  privacy_order order;
  const bool erase = action == "erase";
  std::vector<std::string> rest;
  for (auto a = arguments.begin(); a != arguments.end(); ++a) {
    auto value = [&](const std::string& name, std::string& to) {
      if (a->starts_with(name + '='))
        to = a->substr(name.size() + 1);
      else if (*a == name && std::next(a) != arguments.end())
        to = *++a;
      else
        return false;
      return true;
    };
    auto flag = [&](const char* name, bool& to) { return *a == name && (to = true); };
    const bool own = value("--user", order.user) ||
                     value(erase ? "--receipt" : "--output", order.file) ||
                     (erase && (flag("--twilio", order.twilio) ||
                                flag("--discord", order.discord) || flag("--yes", order.yes)));
    if (own) continue;
    if (!a->starts_with('-')) order.problem = "unknown word " + *a;
    rest.push_back(*a);
  }
  arguments = std::move(rest);
  if (order.problem.empty() && !privacy::is_user_id(order.user))
    order.problem = "needs --user=ID, the member's Discord user id (digits)";
  return order;
}

int export_person(const privacy_order& order, const config::settings& s, std::ostream& out,
                  std::ostream& err) {
  private_file file{order.file};
  auto finish = [&](const std::string& page) {
    if (file.problem().empty() && file.write(page, out)) return done;
    err << file.problem() << '\n';
    return unusable;
  };
  auto answer = ask_node(s, "GET", "/export?user=" + order.user, patience);
  if (answer && answer->status == 200) return finish(answer->body);
  if (!no_node(answer)) {
    err << (answer ? "the node says: " + words_of(*answer)
                   : "the node does not answer: " + to_string(answer.error()) + '\n');
    return unusable;
  }
  auto journal = open_store(s, err);
  if (!journal) return unusable;
  privacy::person who{order.user, {}, {}};
  if (auto why = find_in_store(*journal, who); !why.empty()) {
    err << why << '\n';
    return unusable;
  }
  return finish(export_page(who, unix_now()));
}

int erase_person(const privacy_order& order, const config::settings& s, std::istream& in,
                 std::ostream& out, std::ostream& err) {
  return erasing{order, s, in, out, err}.run();
}

} // namespace flexcord::actors
