#include "actors/audit/journal_view.hpp"

#include "actors/codec.hpp"
#include "actors/conversation/record.hpp"
#include "net/discord/text.hpp"
#include "net/discord/types.hpp"

#include <map>

namespace flexcord::actors::audit {
namespace {

constexpr std::string_view copy_mark = "out:"; // of links from a copy of an agent's text

bool is_number(const std::string& id) {
  return !id.empty() && id.find_first_not_of("0123456789") == id.npos;
}

void add_lines(journal_view& v, const store::history& h) {
  std::map<std::string, std::int64_t> written; // the user's texts
  for (auto& line : h.lines) {
    if (!is_number(line.source)) continue;
    if (line.author == "user") {
      written[line.source] = line.at;
    } else if (line.author == "bot" || line.author == "notice") {
      const auto pieces = net::discord::split(net::discord::sanitize(line.text)).size();
      v.told.push_back({line.source, net::discord::snowflake_time(line.source),
                        std::max<std::size_t>(1, pieces)});
    }
  }
  for (auto& link : h.links) {
    if (!link.user_id.starts_with(copy_mark)) {
      if (auto line = written.find(link.user_id); line != written.end())
        v.copied.push_back({link.user_id, link.desk_id, line->second});
      continue;
    }
    const auto id = link.user_id.substr(copy_mark.size());
    v.told.push_back({id, net::discord::snowflake_time(id), 1});
    v.told_pieces.insert(id);
    if (v.events.contains("twilio:" + link.desk_id + ":removed")) v.withdrawn.insert(id);
  }
}

void add_commands(journal_view& v, const store::history& h) {
  for (auto& row : h.now.outbox) {
    auto o = decode_order(row.payload);
    open_command c{row.id,
                   row.created,
                   o ? conversation::name_of(o->what) : "unreadable",
                   row.queue == "user",
                   {}};
    if (o && std::holds_alternative<conversation::close_desk>(o->what)) c.closes = desk_of(o->what);
    v.open.push_back(std::move(c));
  }
  for (auto& d : h.dead) v.dead.push_back({d.id, d.at});
}

} // namespace

std::optional<journal_view> view_of(const std::string& key, const store::history& h) {
  auto state = decode_state(h.now.state);
  if (!state) return std::nullopt;
  journal_view v;
  v.key = key;
  v.first = h.first;
  v.state = std::move(*state);
  v.events.insert(h.events.begin(), h.events.end());
  constexpr std::string_view deletion = "discord:delete:";
  for (auto& e : h.events)
    if (e.starts_with(deletion)) v.deleted.insert(e.substr(deletion.size()));
  add_lines(v, h);
  add_commands(v, h);
  return v;
}

} // namespace flexcord::actors::audit
