#include "store/sql_journal.hpp"

#include <algorithm>
#include <limits>

namespace flexcord::store {
namespace {

std::string priority_name(std::int64_t priority) {
  switch (priority) {
  case 0:
    return "agent";
  case 1:
    return "bot";
  case 2:
    return "case";
  case 3:
    return "announcement";
  default:
    return "other";
  }
}

} // namespace

sql_journal::sql_journal(std::unique_ptr<database> db) : db_(std::move(db)) {
  migrate(*db_);
  recount();
}

void sql_journal::recount() {
  auto found = db_->read(query::count_owners);
  owners_.clear();
  while (found->next()) owners_[found->text(0)] = found->integer(1);
}

void sql_journal::add(const owner_tally& change) {
  for (const auto& [owner, n] : change) owners_[owner] += n;
}

result<std::optional<snapshot>> sql_journal::load(const std::string& conversation) {
  return guarded([&]() -> result<std::optional<snapshot>> {
    snapshot found;
    {
      auto row = db_->read(query::load_conversation, {conversation});
      if (!row->next()) return std::optional<snapshot>{};
      found.version = row->number(0);
      found.state = row->text(1);
    }
    auto commands = db_->read(query::load_outbox, {conversation});
    while (commands->next())
      found.outbox.push_back({commands->number(0), commands->text(1),
                              static_cast<int>(commands->integer(2)), commands->text(4),
                              commands->integer(3)});
    auto timers = db_->read(query::load_timers, {conversation});
    while (timers->next())
      found.timers.push_back({timers->text(0), timers->number(1), timers->integer(2)});
    return std::optional<snapshot>{std::move(found)};
  });
}

result<std::vector<std::string>> sql_journal::unfinished() {
  return guarded([&]() -> result<std::vector<std::string>> {
    std::vector<std::string> keys;
    auto found = db_->read(query::unfinished);
    while (found->next()) keys.push_back(found->text(0));
    return keys;
  });
}

result<std::vector<armed_timer>> sql_journal::timers(const std::string& conversation,
                                                     const std::string& kind, std::size_t most) {
  return guarded([&]() -> result<std::vector<armed_timer>> {
    std::vector<armed_timer> page;
    auto row = db_->read(query::list_timers, {conversation, kind, std::uint64_t{most}});
    while (row->next())
      page.push_back({row->text(0), {row->text(1), row->number(2), row->integer(3)}});
    return page;
  });
}

result<std::vector<recent_row>>
sql_journal::recent(std::int64_t since, const std::optional<recent_row>& last, std::size_t most) {
  return guarded([&]() -> result<std::vector<recent_row>> {
    std::vector<recent_row> page;
    const auto below = last ? *last : recent_row{{}, std::numeric_limits<std::int64_t>::max(), {}};
    auto row = db_->read(query::list_recent,
                         {since, below.updated, below.conversation, std::uint64_t{most}});
    while (row->next()) page.push_back({row->text(0), row->integer(1), row->text(2)});
    return page;
  });
}

result<std::vector<transcript_row>> sql_journal::transcript(const std::string& conversation,
                                                            std::size_t most) {
  return guarded([&]() -> result<std::vector<transcript_row>> {
    std::vector<transcript_row> lines;
    const auto limit = static_cast<std::int64_t>(std::min<std::size_t>(most, 1u << 30));
    auto row = db_->read(query::transcript, {conversation, limit});
    while (row->next())
      lines.push_back(
          {row->text(0), row->text(1), row->text(2), row->text(3), row->text(4), row->integer(5)});
    // The newest were asked for, but people read from the oldest on.
    std::reverse(lines.begin(), lines.end());
    return lines;
  });
}

result<std::vector<link_row>> sql_journal::links(query q, const std::string& conversation,
                                                 const std::string& id) {
  return guarded([&]() -> result<std::vector<link_row>> {
    std::vector<link_row> found;
    auto row = db_->read(q, {conversation, id});
    while (row->next()) found.push_back({row->text(0), row->text(1), row->number(2)});
    return found;
  });
}

result<std::vector<link_row>> sql_journal::links_of_user(const std::string& conversation,
                                                         const std::string& user_id) {
  return links(query::links_of_user, conversation, user_id);
}

result<std::vector<link_row>> sql_journal::links_of_desk(const std::string& conversation,
                                                         const std::string& desk_id) {
  return links(query::links_of_desk, conversation, desk_id);
}

result<std::string> sql_journal::find(const std::string& alias) {
  return guarded([&]() -> result<std::string> {
    auto row = db_->read(query::find_alias, {alias});
    return row->next() ? row->text(0) : std::string{};
  });
}

result<std::uint64_t> sql_journal::open_case(const case_request& r) {
  return guarded([&]() -> result<std::uint64_t> {
    db_->begin();
    std::uint64_t number = 0;
    {
      auto known = db_->read(query::find_case, {r.conversation, r.command_id});
      if (known->next()) number = known->number(0);
    }
    if (number == 0) {
      db_->run(query::next_case);
      {
        auto counter = db_->read(query::read_case_counter);
        if (!counter->next())
          throw database_error{
              failed(*db_, failure_kind::damaged, "the case counter is missing; restore a backup")};
        number = counter->number(0);
      }
      db_->run(query::insert_case,
               {number, r.conversation, r.command_id, r.kind, r.reporter, r.title, r.at, r.at});
    }
    db_->commit();
    return number;
  });
}

result<std::string> sql_journal::get(const std::string& name) {
  return guarded([&]() -> result<std::string> {
    auto row = db_->read(query::get_value, {name});
    return row->next() ? row->text(0) : std::string{};
  });
}

result<void> sql_journal::put(const std::string& name, const std::string& value) {
  return guarded([&]() -> result<void> {
    db_->run(query::put_value, {name, bytes{value}});
    return {};
  });
}

result<counts> sql_journal::count() {
  return guarded([&]() -> result<counts> {
    counts all;
    for (const auto& [owner, n] : owners_)
      if (n > 0) all.conversations.emplace_back(owner, static_cast<std::uint64_t>(n));
    auto found = db_->read(query::count_outbox);
    while (found->next()) {
      const auto name = priority_name(found->integer(0));
      all.outbox.emplace_back(name, found->number(1));
      all.oldest.emplace_back(name, found->integer(2));
    }
    auto dead = db_->read(query::count_dead_letters);
    if (dead->next()) all.dead_letters = dead->number(0);
    return all;
  });
}

} // namespace flexcord::store
