#include "actors/audit/compare.hpp"

#include <algorithm>
#include <limits>

namespace flexcord::actors::audit {
namespace {

/// Texts of the bot that are alike within this time are one text sent twice.
constexpr std::int64_t doubled_within = 600'000;
/// Of a conversation without any event nobody can tell what was taken.
constexpr auto never = std::numeric_limits<std::int64_t>::max();

class comparison {
public:
  comparison(const journal_view& j, const other_sides& o, const window& w)
      : j_(j),
        o_(o),
        from_(j.first == 0 ? never : std::max(w.since, j.first)),
        until_(w.now - w.settle),
        w_(w) {}

  std::vector<gap> gaps() && {
    if (o_.user) {
      user_texts();
      told_texts();
      bot_texts();
    }
    for (auto& d : o_.desks) desk(d);
    copies();
    commands();
    return std::move(out_);
  }

private:
  bool compared(std::int64_t at) const { return at >= from_ && at <= until_; }
  /// Twilio's list tells times in whole seconds.
  bool compared_at_desk(std::int64_t at) const { return at + 999 >= from_ && at <= until_; }
  /// An event that became a dead letter is told as that.
  bool taken(const std::string& event) const {
    return j_.events.contains(event) ||
           std::ranges::find(j_.dead, "event:" + event, &buried::id) != j_.dead.end();
  }
  gap& add(gap_kind kind, std::int64_t at) {
    gap g;
    g.kind = kind;
    g.at = at;
    return out_.emplace_back(std::move(g));
  }

  // -- the user's side

  void user_texts() {
    for (auto& m : *o_.user)
      if (m.from_user && compared(m.at) && !taken("discord:msg:" + m.id))
        add(gap_kind::unseen_user_text, m.at).user_message = m.id;
  }

  void told_texts() {
    std::set<std::string> there;
    for (auto& m : *o_.user) there.insert(m.id);
    for (auto& t : j_.told)
      if (compared(t.at) && !there.contains(t.id) && !j_.withdrawn.contains(t.id))
        add(gap_kind::gone_from_user, t.at).user_message = t.id;
  }

  /// A text that is being sent may have pieces there that the journal hears of later.
  std::int64_t being_sent_since() const {
    auto since = std::numeric_limits<std::int64_t>::max();
    for (auto& c : j_.open)
      if (c.to_user) since = std::min(since, c.created);
    return since;
  }

  void bot_texts() {
    std::map<std::string, std::size_t> pieces; // by the first one's id
    for (auto& t : j_.told) pieces[t.id] = t.pieces;
    const auto busy = being_sent_since();
    std::map<std::string, std::int64_t> said; // content -> when last
    std::size_t more = 0;
    for (auto& m : *o_.user) {
      if (!m.from_bot) continue;
      const auto before = said.find(m.content);
      const bool alike = before != said.end() && m.at - before->second <= doubled_within;
      said[m.content] = m.at;
      if (auto first = pieces.find(m.id); first != pieces.end()) {
        more = first->second - 1;
        continue;
      }
      if (j_.told_pieces.contains(m.id)) continue;
      if (more > 0) {
        --more;
        continue;
      }
      if (!compared(m.at) || m.at >= busy) continue;
      add(alike ? gap_kind::doubled_to_user : gap_kind::unexplained_text, m.at).user_message = m.id;
    }
  }

  // -- the desk's side

  bool is_current(const desk_view& d) const {
    auto& now = j_.state.shared.desk;
    return now.open && (d.name == now.name || (!d.id.empty() && d.id == now.conversation));
  }

  void desk(const desk_view& d) {
    const bool over = d.state == "closed" || d.state == "missing" || d.channel == "closed" ||
                      d.channel == "failed";
    const bool being_closed = std::ranges::any_of(
        j_.open, [&](auto& c) { return !c.closes.empty() && c.closes == d.name; });
    if (is_current(d)) {
      if (over && !being_closed) add(gap_kind::closed_at_desk, 0).desk = d.id;
      if (!over && d.webhook == false) add(gap_kind::missing_webhook, 0).desk = d.id;
    } else if (!over && !d.state.empty() && !being_closed) {
      add(gap_kind::surplus_desk, 0).desk = d.id;
    }
    if (d.messages) desk_texts(d);
  }

  void desk_texts(const desk_view& d) {
    std::set<std::string> nonces;
    for (auto& m : *d.messages) {
      if (!m.own) {
        if (compared_at_desk(m.at) && !taken("twilio:" + m.id + ":added"))
          place(add(gap_kind::unseen_agent_text, m.at), d, m);
      } else if (!m.nonce.empty() && !nonces.insert(m.nonce).second && compared_at_desk(m.at)) {
        place(add(gap_kind::doubled_at_desk, m.at), d, m);
      }
    }
  }
  static void place(gap& g, const desk_view& d, const desk_message& m) {
    g.desk = d.id;
    g.desk_message = m.id;
  }

  void copies() {
    // Only what must be in a list that was read: not from before the oldest of them.
    std::set<std::string> there;
    auto oldest = std::numeric_limits<std::int64_t>::max();
    for (auto& d : o_.desks) {
      if (!d.messages) return;
      for (auto& m : *d.messages) {
        there.insert(m.id);
        oldest = std::min(oldest, m.at);
      }
    }
    for (auto& c : j_.copied) {
      const bool expected = compared(c.at) && c.at >= oldest;
      if (!expected || there.contains(c.desk_message) || j_.deleted.contains(c.user_message))
        continue;
      auto& g = add(gap_kind::gone_from_desk, c.at);
      g.user_message = c.user_message;
      g.desk_message = c.desk_message;
    }
  }

  // -- the journal alone

  void commands() {
    for (auto& c : j_.open)
      if (c.created <= w_.now - w_.patience)
        add(gap_kind::stuck_command, c.created).command = c.name + ' ' + std::to_string(c.id);
    for (auto& d : j_.dead) add(gap_kind::dead_letter, d.at).command = d.id;
  }

  const journal_view& j_;
  const other_sides& o_;
  const std::int64_t from_, until_;
  const window& w_;
  std::vector<gap> out_;
};

} // namespace

std::vector<gap> compare(const journal_view& j, const other_sides& o, const window& w) {
  return comparison{j, o, w}.gaps();
}

} // namespace flexcord::actors::audit
