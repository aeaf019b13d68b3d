#include "net/discord/payload.hpp"
#include "net/discord/text.hpp"
#include "net/discord/write_parts.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace flexcord::net::discord {

namespace json = boost::json;

namespace {

constexpr std::size_t file_limit = 10;
constexpr int ephemeral_flag = 64, suppress_embeds_flag = 4;

} // namespace

std::string to_json(const outgoing& m) {
  json::object o{{"content", sanitize(m.content)},
                 {"allowed_mentions", parts::mentions(m.mentions)},
                 {"components", parts::rows(m.rows)}};
  if (m.embeds) o["embeds"] = parts::embeds(*m.embeds);
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
  } else if (m.drop_files) {
    o["attachments"] = json::array{};
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
    data["components"] = parts::rows(r.rows);
    // What is updated is to be as it is said here, so what it had must go.
    if (!r.embeds.empty() || r.type == kind::update) data["embeds"] = parts::embeds(r.embeds);
  }
  if (r.type == kind::modal) data = parts::modal(r.modal);
  // With types 5 and 4 only; it settles for good whether the answer is seen by one person.
  if (r.ephemeral && (r.type == kind::message || r.type == kind::deferred))
    data["flags"] = ephemeral_flag;
  if (!data.empty()) o["data"] = std::move(data);
  return json::serialize(o);
}

} // namespace flexcord::net::discord
