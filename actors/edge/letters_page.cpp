#include "actors/edge/letters_page.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace json = boost::json;

namespace flexcord::actors {

std::string letters_page(const std::vector<store::dead_letter>& letters, bool more) {
  json::array rows;
  for (auto& l : letters)
    rows.push_back(json::object{{"conversation", l.conversation},
                                {"id", l.id},
                                {"at", l.at},
                                {"kind", l.kind},
                                {"reason", l.reason}});
  return json::serialize(json::object{{"dead_letters", std::move(rows)}, {"more", more}}) + '\n';
}

bool read_letters_page(std::string_view text, letters_read& to) {
  boost::system::error_code ec;
  auto page = json::parse(text, ec);
  auto* o = ec ? nullptr : page.if_object();
  auto* rows = o ? o->if_contains("dead_letters") : nullptr;
  if (!rows || !rows->is_array()) return false;
  for (auto& row : rows->get_array()) {
    auto* r = row.if_object();
    if (!r) return false;
    auto word = [&](const char* name) {
      auto* v = r->if_contains(name);
      return v && v->is_string() ? std::string(v->get_string()) : std::string{};
    };
    auto* at = r->if_contains("at");
    to.letters.push_back({word("conversation"),
                          word("id"),
                          at && at->is_int64() ? at->get_int64() : 0,
                          word("kind"),
                          word("reason"),
                          {}});
  }
  auto* more = o->if_contains("more");
  to.more = more && more->is_bool() && more->get_bool();
  return true;
}

} // namespace flexcord::actors
