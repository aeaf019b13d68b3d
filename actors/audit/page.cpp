#include "actors/audit/page.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace json = boost::json;

namespace flexcord::actors::audit {
namespace {

json::object to_object(const gap& g) {
  json::object o{{"kind", to_string(g.kind)}};
  if (g.at != 0) o["at"] = g.at;
  for (auto& [name, text] :
       {std::pair{"user_message", &g.user_message}, std::pair{"desk", &g.desk},
        std::pair{"desk_message", &g.desk_message}, std::pair{"command", &g.command}})
    if (!text->empty()) o[name] = *text;
  o["repairable"] = can_be_mended(g.kind);
  if (!can_be_mended(g.kind)) o["why_not"] = why_not(g.kind);
  return o;
}

json::array to_array(const std::vector<std::string>& all) {
  return json::array(all.begin(), all.end());
}

const json::array* array_at(const json::object& o, std::string_view name) {
  auto* v = o.if_contains(name);
  return v ? v->if_array() : nullptr;
}
std::string text_at(const json::object& o, std::string_view name) {
  auto* v = o.if_contains(name);
  return v && v->is_string() ? std::string(v->get_string()) : std::string{};
}
std::int64_t integer_at(const json::object& o, std::string_view name) {
  auto* v = o.if_contains(name);
  return v && v->is_int64() ? v->get_int64() : 0;
}
void read_texts(const json::object& o, std::string_view name, std::vector<std::string>& to) {
  if (auto* list = array_at(o, name))
    for (auto& v : *list)
      if (v.is_string()) to.emplace_back(v.get_string());
}

bool read_gap(const json::value& v, gap& g) {
  auto* o = v.if_object();
  if (!o) return false;
  const auto name = text_at(*o, "kind");
  for (auto k = gap_kind{};; k = static_cast<gap_kind>(static_cast<int>(k) + 1)) {
    if (name == to_string(k)) {
      g.kind = k;
      break;
    }
    if (k == gap_kind::missing_webhook) return false;
  }
  g.at = integer_at(*o, "at");
  g.user_message = text_at(*o, "user_message");
  g.desk = text_at(*o, "desk");
  g.desk_message = text_at(*o, "desk_message");
  g.command = text_at(*o, "command");
  return true;
}

} // namespace

std::string to_json(const report& r) {
  json::array gaps;
  for (auto& g : r.gaps) gaps.push_back(to_object(g));
  return json::serialize(json::object{{"conversation", r.conversation},
                                      {"gaps", std::move(gaps)},
                                      {"asked", to_array(r.asked)},
                                      {"not_compared", to_array(r.not_compared)}}) +
         '\n';
}

bool read_report(std::string_view text, report& to) {
  boost::system::error_code ec;
  auto page = json::parse(text, ec);
  auto* o = ec ? nullptr : page.if_object();
  auto* gaps = o ? array_at(*o, "gaps") : nullptr;
  if (!gaps) return false;
  to.conversation = text_at(*o, "conversation");
  for (auto& v : *gaps)
    if (!read_gap(v, to.gaps.emplace_back())) return false;
  read_texts(*o, "asked", to.asked);
  read_texts(*o, "not_compared", to.not_compared);
  return true;
}

std::string to_json(const std::vector<listed>& rows, bool more) {
  json::array all;
  for (auto& r : rows)
    all.push_back(
        json::object{{"conversation", r.conversation}, {"user", r.user}, {"updated", r.updated}});
  return json::serialize(json::object{{"conversations", std::move(all)}, {"more", more}}) + '\n';
}

bool read_list(std::string_view text, std::vector<listed>& to, bool& more) {
  boost::system::error_code ec;
  auto page = json::parse(text, ec);
  auto* o = ec ? nullptr : page.if_object();
  auto* rows = o ? array_at(*o, "conversations") : nullptr;
  if (!rows) return false;
  for (auto& v : *rows) {
    auto* row = v.if_object();
    if (!row) return false;
    to.push_back(
        {text_at(*row, "conversation"), text_at(*row, "user"), integer_at(*row, "updated")});
  }
  auto* rest = o->if_contains("more");
  more = rest && rest->is_bool() && rest->get_bool();
  return true;
}

} // namespace flexcord::actors::audit
