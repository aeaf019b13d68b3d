#include "net/discord/payload.hpp"
#include "net/discord/text.hpp"
#include "net/discord/utf8.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace flexcord::net::discord {

namespace json = boost::json;

namespace {

constexpr std::size_t label_limit = 80, custom_id_limit = 100, url_limit = 512, row_limit = 5,
                      button_limit = 5, file_limit = 10;
constexpr int ephemeral_flag = 64, suppress_embeds_flag = 4;

/// At most `limit` code points, never half a sign.
std::string cut(std::string_view text, std::size_t limit) {
  auto clean = sanitize(text);
  std::size_t at = 0, points = 0;
  while (at < clean.size()) {
    auto bytes = utf8::cluster(clean, at);
    points += length(std::string_view{clean}.substr(at, bytes));
    if (points > limit) break;
    at += bytes;
  }
  return clean.substr(0, at);
}

json::object button_json(const button& b) {
  json::object o{
      {"type", 2}, {"style", static_cast<int>(b.look)}, {"label", cut(b.label, label_limit)}};
  if (b.look == button::style::link) {
    o["url"] = b.url.size() <= url_limit ? b.url : b.url.substr(0, url_limit);
  } else {
    o["custom_id"] = cut(b.custom_id, custom_id_limit);
  }
  return o;
}

json::array rows_json(const std::vector<std::vector<button>>& rows) {
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

json::object no_mentions() { return {{"parse", json::array{}}, {"replied_user", false}}; }

} // namespace

std::string to_json(const outgoing& m) {
  json::object o{{"content", sanitize(m.content)},
                 {"allowed_mentions", no_mentions()},
                 {"components", rows_json(m.rows)}};
  if (!m.nonce.empty()) {
    o["nonce"] = m.nonce;
    o["enforce_nonce"] = true;
  }
  // A deleted original must not make the answer fail.
  if (!m.reply_to.empty())
    o["message_reference"] = {{"message_id", m.reply_to}, {"fail_if_not_exists", false}};
  if (m.suppress_embeds) o["flags"] = suppress_embeds_flag;
  if (!m.files.empty()) {
    json::array list;
    for (std::size_t i = 0; i < std::min(m.files.size(), file_limit); ++i) {
      list.push_back(
          json::object{{"id", std::to_string(i)}, {"filename", sanitize(m.files[i].filename)}});
    }
    o["attachments"] = std::move(list);
  }
  return json::serialize(o);
}

std::string to_json(const interaction_reply& r) {
  using kind = interaction_reply::kind;
  json::object o{{"type", static_cast<int>(r.type)}};
  json::object data;
  if (r.type == kind::message || r.type == kind::update) {
    data["content"] = sanitize(r.content);
    data["allowed_mentions"] = json::object{{"parse", json::array{}}};
    data["components"] = rows_json(r.rows);
  }
  if (r.type == kind::modal) {
    data["custom_id"] = cut(r.modal_id, custom_id_limit);
    data["title"] = cut(r.title, 45);
    json::array labels;
    for (const auto& f : r.fields) {
      json::object input{{"type", 4},
                         {"custom_id", cut(f.custom_id, custom_id_limit)},
                         {"style", f.paragraph ? 2 : 1},
                         {"required", f.required},
                         {"max_length", std::clamp(f.max_length, 1, 4000)}};
      labels.push_back(
          json::object{{"type", 18}, {"label", cut(f.label, 45)}, {"component", std::move(input)}});
    }
    data["components"] = std::move(labels);
  }
  // With types 5 and 4 only; it settles for good whether the answer is seen by one person.
  if (r.ephemeral && (r.type == kind::message || r.type == kind::deferred))
    data["flags"] = ephemeral_flag;
  if (!data.empty()) o["data"] = std::move(data);
  return json::serialize(o);
}

} // namespace flexcord::net::discord
