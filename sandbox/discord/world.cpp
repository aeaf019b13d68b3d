#include "sandbox/discord/world.hpp"

#include <boost/json/object.hpp>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

/// What the CDN keeps before the oldest files go.
constexpr std::size_t most_files = 500;

} // namespace

world::world(core& c) : host(c) {
  bot.id = bot_id;
  bot.name = "helpbot";
  bot.bot = true;
  forget();
}

void world::forget() {
  users.clear();
  channels.clear();
  files.clear();
  nonces.clear();
  roles.clear();
  application = {};
  // Only the bot and moderators write there.
  application.overwrites[std::string(announcement_channel_id)] = {
      json::object{{"id", guild_id}, {"type", 0}, {"allow", "0"}, {"deny", "2048"}},
      json::object{{"id", bot_id}, {"type", 1}, {"allow", "2048"}, {"deny", "0"}}};
  add_channel(help_channel_id, 0, "help");
  add_channel("1000000000000000023", 0, "bugs");
  add_channel("1000000000000000024", 0, "feature-requests");
  add_channel(announcement_channel_id, 5, "announcements");
}

void world::add_channel(std::string_view id, int type, std::string name) {
  channel c;
  c.id = id;
  c.type = type;
  c.name = std::move(name);
  channels.emplace(c.id, c);
}

user& world::add_user(std::string name, std::string global_name, std::string locale) {
  user u;
  u.id = next_id();
  u.name = std::move(name);
  u.global_name = std::move(global_name);
  u.locale = std::move(locale);
  channel dm;
  dm.id = u.dm_channel = next_id();
  dm.user_id = u.id;
  channels.emplace(dm.id, std::move(dm));
  return users.emplace(u.id, std::move(u)).first->second;
}

user* world::find_user(std::string_view id) {
  if (id == bot.id) return &bot;
  auto i = users.find(id);
  return i == users.end() ? nullptr : &i->second;
}

user* world::find_person(std::string_view id_or_name) {
  auto i = users.find(id_or_name);
  if (i != users.end()) return &i->second;
  for (auto& [id, u] : users)
    if (u.name == id_or_name) return &u;
  return nullptr;
}

channel* world::find_channel(std::string_view id) {
  auto i = channels.find(id);
  return i == channels.end() ? nullptr : &i->second;
}

message* world::find_message(channel& c, std::string_view id) {
  auto i = c.messages.find(to_number(id));
  return i == c.messages.end() ? nullptr : &i->second;
}

attachment world::keep_file(std::string filename, std::string content_type, std::string bytes) {
  attachment a;
  a.id = ids.next(host.now_ms());
  a.filename = std::move(filename);
  a.content_type = std::move(content_type);
  a.bytes = std::make_shared<const std::string>(std::move(bytes));
  // Messages share the bytes; the CDN's own list is what is bounded.
  if (files.size() >= most_files) files.erase(files.begin());
  return files.emplace(a.id, a).first->second;
}

std::string world::person_of(const message& m) const {
  if (!m.ephemeral_to.empty()) return m.ephemeral_to;
  auto i = channels.find(m.channel_id);
  return i == channels.end() ? std::string() : i->second.user_id;
}

void world::forget_old_nonces() {
  std::erase_if(nonces, [now = host.now_ms()](auto& n) { return n.second.until_ms <= now; });
}

} // namespace flexcord::sandbox::discord
