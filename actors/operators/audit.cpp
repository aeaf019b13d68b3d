#include "actors/operators/audit.hpp"

#include "actors/operators/audit_source.hpp"
#include "actors/operators/words.hpp"

#include <algorithm>
#include <charconv>
#include <ostream>
#include <thread>

namespace flexcord::actors {
namespace {

constexpr int no_gaps = 0, gaps_remain = 1, unusable = 69;
constexpr int looks_after_repair = 20;
constexpr auto between_looks = std::chrono::milliseconds(500);

bool repairable(const audit::report& r) {
  return std::ranges::any_of(r.gaps, [](auto& g) { return audit::can_be_mended(g.kind); });
}

void print(const audit::report& r, std::ostream& out) {
  for (auto& g : r.gaps) {
    out << (g.at == 0 ? "-" : time_text(g.at)) << "  " << r.conversation << "  "
        << to_string(g.kind);
    for (auto& [name, text] :
         {std::pair{"message", &g.user_message}, std::pair{"desk", &g.desk},
          std::pair{"desk-message", &g.desk_message}, std::pair{"command", &g.command}})
      if (!text->empty()) out << "  " << name << '=' << *text;
    if (!audit::can_be_mended(g.kind)) out << "  cannot be repaired: " << audit::why_not(g.kind);
    out << '\n';
  }
  for (auto& what : r.not_compared) out << "-  " << r.conversation << "  " << what << '\n';
}

/// One audit over all that was asked for.
class run {
public:
  run(const audit_words& w, audit_source& s, std::ostream& out, std::ostream& err)
      : words_(w), source_(s), out_(out), err_(err) {}

  int operator()() {
    const bool listed = !words_.conversation.empty() ? one(words_.conversation) : all();
    if (!words_.user.empty() && compared_ == 0 && listed) {
      err_ << "no conversation of that user is known\n";
      return unusable;
    }
    summary();
    if (gaps_ > 0) return gaps_remain;
    return listed && incomplete_ == 0 ? no_gaps : unusable;
  }

private:
  bool all() {
    std::optional<audit::listed> last;
    for (;;) {
      auto page = source_.list(last);
      if (!page) return failed("the list of conversations");
      for (auto& row : page->rows)
        if (words_.user.empty() || row.user == words_.user) one(row.conversation);
      if (!page->more || page->rows.empty()) return true;
      last = page->rows.back();
    }
  }

  bool one(const std::string& key) {
    auto found = source_.compare(key, words_.days, words_.repair);
    if (!found) return failed(key);
    ++compared_;
    const auto before = found->gaps.size();
    // What was asked for takes a moment: the other side is looked at again until it shows.
    for (int i = 0; !found->asked.empty() && repairable(*found) && i < looks_after_repair; ++i) {
      std::this_thread::sleep_for(between_looks);
      auto again = source_.compare(key, words_.days, false);
      if (!again) return failed(key);
      again->asked = found->asked;
      found = std::move(again);
    }
    closed_ += before - std::min(before, found->gaps.size());
    gaps_ += found->gaps.size();
    if (!found->not_compared.empty()) ++incomplete_;
    if (found->gaps.empty() && found->not_compared.empty()) return true;
    if (words_.json)
      out_ << audit::to_json(*found);
    else
      print(*found, out_);
    out_.flush();
    return true;
  }

  bool failed(const std::string& what) {
    err_ << what << ": " << source_.why << '\n';
    ++incomplete_;
    return false;
  }

  void summary() {
    if (words_.json) return;
    out_ << compared_ << (compared_ == 1 ? " conversation" : " conversations") << " compared, "
         << gaps_ << (gaps_ == 1 ? " gap" : " gaps");
    if (words_.repair) out_ << " left, " << closed_ << " closed";
    if (incomplete_ > 0) out_ << ", " << incomplete_ << " not compared in full";
    out_ << '\n';
  }

  const audit_words& words_;
  audit_source& source_;
  std::ostream& out_;
  std::ostream& err_;
  std::size_t compared_ = 0, gaps_ = 0, closed_ = 0, incomplete_ = 0;
};

} // namespace

audit_words take_audit_words(std::vector<std::string>& arguments) {
  audit_words words;
  bool all = false;
  std::string days;
  std::vector<std::string> rest;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    auto& a = arguments[i];
    // "--name=VALUE" or "--name VALUE"
    auto value = [&](const std::string& name, std::string& to) {
      const bool next = i + 1 < arguments.size() && !arguments[i + 1].starts_with('-');
      if (a == name && next)
        to = arguments[++i];
      else if (a.starts_with(name + '='))
        to = a.substr(name.size() + 1);
      else
        return false;
      if (to.empty()) words.problem = name + " needs a value";
      return true;
    };
    if (value("--conversation", words.conversation) || value("--user", words.user) ||
        value("--days", days))
      continue;
    if (a == "--all")
      all = true;
    else if (a == "--repair")
      words.repair = true;
    else if (a == "--json")
      words.json = true;
    else if (a == "--conversation" || a == "--user" || a == "--days")
      words.problem = a + " needs a value";
    else if (a.starts_with('-'))
      rest.push_back(a);
    else
      words.problem = "unknown word " + a;
  }
  arguments = std::move(rest);
  if (!days.empty()) {
    const auto end = days.data() + days.size();
    if (std::from_chars(days.data(), end, words.days).ptr != end || words.days < 1 ||
        words.days > 365)
      words.problem = "--days is a number from 1 to 365";
  }
  if (all + !words.conversation.empty() + !words.user.empty() > 1)
    words.problem = "one of --conversation, --user and --all is enough";
  return words;
}

int audit_conversations(const audit_words& words, const config::settings& s, std::ostream& out,
                        std::ostream& err) {
  std::string why;
  auto source = find_audit_source(s, why);
  if (!source) {
    err << why << '\n';
    return unusable;
  }
  if (words.repair && !source->can_repair()) {
    err << "--repair needs a running node: start it, or audit without --repair\n";
    return unusable;
  }
  return run{words, *source, out, err}();
}

} // namespace flexcord::actors
