#include "net/discord/write_parts.hpp"

#include "net/discord/json_fields.hpp"
#include "net/discord/text.hpp"

#include <set>

namespace flexcord::net::discord::parts {
namespace {

constexpr std::size_t label_limit = 80, custom_id_limit = 100, url_limit = 512, row_limit = 5,
                      button_limit = 5, mention_limit = 100;

json::object button_json(const button& b) {
  json::object o{
      {"type", 2}, {"style", static_cast<int>(b.look)}, {"label", cut(b.label, label_limit)}};
  if (b.look == button::style::link) {
    o["url"] = b.url.size() <= url_limit ? b.url : b.url.substr(0, url_limit);
  } else {
    o["custom_id"] = cut(b.custom_id, custom_id_limit);
  }
  if (b.disabled) o["disabled"] = true;
  return o;
}

} // namespace

json::array rows(const std::vector<std::vector<button>>& rows) {
  json::array out;
  for (const auto& row : rows) {
    if (row.empty() || out.size() == row_limit) continue;
    json::array buttons;
    for (const auto& b : row) {
      if (buttons.size() < button_limit) buttons.push_back(button_json(b));
    }
    out.push_back(json::object{{"type", 1}, {"components", std::move(buttons)}});
  }
  return out;
}

json::array embeds(const std::vector<embed>& list) {
  json::array out;
  for (const auto& e : fitted(list)) {
    json::object o;
    auto put = [&o](const char* key, const std::string& value) {
      if (!value.empty()) o[key] = value;
    };
    put("title", e.title);
    put("description", e.description);
    put("url", e.url);
    put("timestamp", e.timestamp);
    if (!e.footer.empty()) o["footer"] = json::object{{"text", e.footer}};
    if (e.colour) o["color"] = *e.colour & 0xFFFFFFu;
    json::array list_of_fields;
    for (const auto& f : e.fields)
      list_of_fields.push_back(
          json::object{{"name", f.name}, {"value", f.value}, {"inline", f.in_line}});
    if (!list_of_fields.empty()) o["fields"] = std::move(list_of_fields);
    out.push_back(std::move(o));
  }
  return out;
}

json::object mentions(const std::vector<std::string>& users) {
  // Twice the same id is an error to Discord.
  std::set<std::string> ids;
  for (const auto& id : users)
    if (fields::is_id(id) && ids.size() < mention_limit) ids.insert(id);
  json::object o{{"parse", json::array{}}, {"replied_user", false}};
  if (!ids.empty()) o["users"] = json::array(ids.begin(), ids.end());
  return o;
}

} // namespace flexcord::net::discord::parts
