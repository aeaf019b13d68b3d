#include "desk/export.hpp"
#include "desk/text.hpp"
#include "desk/words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <variant>

namespace flexcord::desk {

namespace {

/// A time of day, a length of time, a count, or a text. -1 as a count is an empty cell.
struct moment {
  millis at;
};
using cell = std::variant<std::string, std::vector<std::string>, std::int64_t, moment>;
struct column {
  std::string_view name;
  cell value;
};
using row = std::vector<column>;

std::int64_t seconds(millis from, millis to) {
  if (from == 0 || to == 0) return -1;
  return std::max<millis>(to - from, 0) / 1000;
}

std::int64_t count(std::uint64_t n) { return static_cast<std::int64_t>(n); }
/// A number that is none when it is 0.
std::int64_t some(std::uint64_t n) { return n == 0 ? -1 : count(n); }

void add_durations(row& r, const durations& d) {
  r.push_back({"first_response_seconds", d.first_response});
  r.push_back({"wait_seconds", d.wait});
  r.push_back({"handle_seconds", d.handle});
  r.push_back({"resolution_seconds", d.resolution});
}

row row_of(const case_record& c) {
  const auto& t = c.times;
  row r{{"case", count(c.number)},
        {"kind", c.kind},
        {"status", c.status},
        {"priority", c.priority},
        {"title", c.title},
        {"tags", c.tags},
        {"assignee", c.assignee},
        {"reporter_id", c.reporter_id},
        {"reporter_name", c.reporter_name},
        {"votes", count(c.votes)},
        {"duplicate_of", some(c.master)},
        {"opened", moment{t.opened}},
        {"updated", moment{t.updated}},
        {"resolved", moment{t.resolved}}};
  add_durations(r, durations_of(c));
  return r;
}

row row_of(const conversation_record& c) {
  row r{{"conversation", c.key},
        {"case", some(c.number)},
        {"user_id", c.user_id},
        {"user_name", c.user_name},
        {"agent", c.agent},
        {"outcome", c.outcome},
        {"began", moment{c.began}},
        {"asked", moment{c.asked}},
        {"joined", moment{c.joined}},
        {"left", moment{c.left}},
        {"ended", moment{c.ended}},
        {"user_messages", count(c.from_user)},
        {"bot_messages", count(c.from_bot)},
        {"agent_messages", count(c.from_agents)},
        {"rating", some(c.rating)}};
  add_durations(r, durations_of(c));
  return r;
}

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const auto& t : list) out += (out.empty() ? "" : ", ") + t;
  return out;
}

/// The wide forms are read as formulas too, where such letters are typed.
bool is_formula(std::string_view text) {
  const auto start = trimmed(text);
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{"=", "+", "-", "@", "＝", "＋", "－", "＠"},
      [&](std::string_view sign) { return start.starts_with(sign); });
}

struct as_csv {
  std::string operator()(const std::string& text) const { return csv_text(text); }
  std::string operator()(const std::vector<std::string>& list) const {
    return csv_text(joined(list));
  }
  std::string operator()(std::int64_t n) const { return n < 0 ? std::string{} : std::to_string(n); }
  std::string operator()(moment m) const { return time_stamp(m.at); }
};

struct as_json {
  boost::json::value operator()(const std::string& text) const {
    return boost::json::string(clean(text));
  }
  boost::json::value operator()(const std::vector<std::string>& list) const {
    boost::json::array out;
    for (const auto& t : list) out.emplace_back(clean(t));
    return out;
  }
  boost::json::value operator()(std::int64_t n) const {
    return n < 0 ? boost::json::value(nullptr) : boost::json::value(n);
  }
  boost::json::value operator()(moment m) const {
    const auto text = time_stamp(m.at);
    return text.empty() ? boost::json::value(nullptr)
                        : boost::json::value(boost::json::string(text));
  }
};

std::string csv_line(const row& r) {
  std::string out;
  for (const auto& c : r) out += (&c == &r.front() ? "" : ",") + std::visit(as_csv{}, c.value);
  return out + "\r\n";
}

std::string json_line(const row& r) {
  boost::json::object out;
  for (const auto& c : r) out[c.name] = std::visit(as_json{}, c.value);
  return boost::json::serialize(out) + "\n";
}

std::string names_of(const row& r) {
  std::string out;
  for (const auto& c : r) out += (out.empty() ? "" : ",") + std::string{c.name};
  return out + "\r\n";
}

} // namespace

durations durations_of(const case_record& c) {
  const auto& t = c.times;
  return {seconds(t.opened, t.answered), seconds(t.opened, t.joined), seconds(t.joined, t.left),
          seconds(t.opened, t.resolved)};
}

durations durations_of(const conversation_record& c) {
  return {seconds(c.asked, c.answered), seconds(c.asked, c.joined), seconds(c.joined, c.left),
          seconds(c.asked, c.ended)};
}

std::string case_columns() { return names_of(row_of(case_record{})); }
std::string conversation_columns() { return names_of(row_of(conversation_record{})); }
std::string csv_row(const case_record& c) { return csv_line(row_of(c)); }
std::string csv_row(const conversation_record& c) { return csv_line(row_of(c)); }
std::string json_row(const case_record& c) { return json_line(row_of(c)); }
std::string json_row(const conversation_record& c) { return json_line(row_of(c)); }

std::string csv_text(std::string_view text) {
  auto value = clean(text);
  // Where ";" or a tab separates cells, what follows one inside a text begins a cell of its own.
  for (auto at = value.find_last_of(";\t"); at != std::string::npos;
       at = at == 0 ? std::string::npos : value.find_last_of(";\t", at - 1))
    if (is_formula(std::string_view{value}.substr(at + 1))) value.insert(at + 1, 1, '\'');
  if (is_formula(value)) value.insert(0, 1, '\'');
  const bool plain = value.find_first_of(",\"\n") == std::string::npos && value == trimmed(value);
  if (plain) return value;
  std::string out = "\"";
  for (char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

} // namespace flexcord::desk
