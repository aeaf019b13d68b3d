#include "test/unit/conversation/describe.hpp"

#include <algorithm>

namespace flexcord::conversation {
namespace {

/// The first sentence, on one line.
std::string quoted(std::string text) {
  for (std::size_t at; (at = text.find('\n')) != std::string::npos;) text.replace(at, 1, " / ");
  return "'" + text.substr(0, text.find_first_of(".;?")) + "'";
}

std::string with(const std::string& word, const std::string& value) {
  return value.empty() ? std::string{} : " " + word + " " + value;
}

std::string span(millis after, millis upto) {
  return "(" + std::to_string(after) + ".." + std::to_string(upto) + "]";
}

std::string files(const std::vector<file>& all) {
  std::string text;
  for (auto& f : all) text += " +" + f.name;
  return text;
}

std::string number(std::uint64_t n) {
  return n == 0 ? "without case" : "case " + std::to_string(n);
}

struct words {
  std::string operator()(const say& c) const {
    static constexpr const char* voices[] = {"bot", "agent", "notice", "news"};
    std::string text = voices[static_cast<std::size_t>(c.as)];
    if (!c.name.empty()) text += " " + c.name;
    text += " " + quoted(c.text) + files(c.files) + with("image", c.image);
    for (auto& row : c.rows) {
      std::string buttons;
      for (auto& one : row) buttons += (buttons.empty() ? "" : " ") + one.action;
      text += " [" + buttons + "]";
    }
    return text + with("of", c.source) + with("ticket", c.ticket);
  }
  std::string operator()(const edit_said& c) const {
    return "edit_said " + c.source + " " + quoted(c.text);
  }
  std::string operator()(const delete_said& c) const { return "delete_said " + c.source; }
  std::string operator()(const answer_ticket& c) const {
    return "answer_ticket " + c.ticket + " " + quoted(c.text) + (c.link ? " link" : "") +
           (c.retry ? " retry" : "");
  }
  std::string operator()(const ask_bot& c) const {
    return "ask_bot " + std::to_string(c.turn) + " " + quoted(c.text) + files(c.files);
  }
  std::string operator()(const open_case& c) const {
    return "open_case " + c.kind + " " + quoted(c.title);
  }
  std::string operator()(const note_case& c) const {
    return "case " + std::to_string(c.number) + (c.status.empty() ? "" : " " + c.status) + " '" +
           c.entry + "'" + with("as", c.what);
  }
  std::string operator()(const open_desk& c) const {
    return "open_desk " + c.name + " " + number(c.case_number);
  }
  std::string operator()(const backfill& c) const {
    return "backfill " + c.desk + " " + span(c.after, c.upto);
  }
  std::string operator()(const post& c) const {
    static constexpr const char* authors[] = {"user", "bot", "system"};
    return "post " + c.desk + " " + authors[static_cast<std::size_t>(c.by)] +
           (c.source.empty() ? "" : " " + c.source) + " " + quoted(c.text) + files(c.files);
  }
  std::string operator()(const edit_post& c) const {
    return "edit_post " + c.desk + " " + c.source + " " + quoted(c.text);
  }
  std::string operator()(const delete_post& c) const {
    return "delete_post " + c.desk + " " + c.source;
  }
  std::string operator()(const invite& c) const {
    return "invite " + c.desk + " " + number(c.case_number) + " " + quoted(c.reason) +
           with("queue", c.queue) + (c.again ? " again" : "");
  }
  std::string operator()(const look& c) const {
    return "look " + c.desk + " after " + std::to_string(c.after) + (c.place ? " with place" : "");
  }
  std::string operator()(const close_desk& c) const { return "close_desk " + c.desk; }

  std::string operator()(const flag_request& c) const { return "flag_request " + c.desk; }
  std::string operator()(const tell_flow& c) const {
    return "tell_flow " + c.ticket + (c.wants_agent ? " agent" : " no agent");
  }

  std::string operator()(const idle&) const { return "idle"; }
  std::string operator()(const with_bot& p) const {
    std::string text = p.turn == 0 ? "with_bot" : "with_bot thinking";
    return p.waiting.empty() ? text : text + " +" + std::to_string(p.waiting.size());
  }
  std::string operator()(const awaiting_agent& p) const {
    static constexpr const char* stages[] = {"case_asked", "desk_asked", "queued", "earlier_texts"};
    return std::string("awaiting_agent/") + stages[static_cast<std::size_t>(p.at)];
  }
  std::string operator()(const with_agent& p) const {
    std::string names;
    for (auto& a : p.agents)
      names += (names.empty() ? " " : ",") + (a.name.empty() ? a.id : a.name);
    return "with_agent" + names + (p.parked ? " parked" : "") + (p.invite_open ? " inviting" : "");
  }
  std::string operator()(const wrapping_up&) const { return "wrapping_up"; }
};

} // namespace

std::string describe(const command& c) { return std::visit(words{}, c); }
std::string describe(const phase& p) { return std::visit(words{}, p); }

std::string describe(const step& s) {
  auto text = describe(s.next.now);
  if (s.how != outcome::done) text += std::string(" (") + to_string(s.how) + ")";
  if (s.hint) text += " (hint)";
  const char* before = ": ";
  for (auto& o : s.commands) {
    if (std::holds_alternative<note_case>(o.what)) continue; // cases_of tells them
    text += before + describe(o.what);
    before = ", ";
  }
  return s.abandoned.empty() ? text : text + " (drop " + s.abandoned + ")";
}

std::string timers_of(const step& s, millis now) {
  std::string text;
  auto add = [&](const std::string& one) { text += (text.empty() ? "" : ", ") + one; };
  for (auto& a : s.armed)
    add(std::string("+") + to_string(a.which) + " " + std::to_string((a.due - now) / 1000) + "s");
  for (auto t : s.disarmed) add(std::string("-") + to_string(t));
  return text;
}

std::string cases_of(const step& s) {
  std::string text;
  for (auto& o : s.commands)
    if (std::holds_alternative<note_case>(o.what))
      text += (text.empty() ? "" : ", ") + describe(o.what);
  return text;
}

} // namespace flexcord::conversation
