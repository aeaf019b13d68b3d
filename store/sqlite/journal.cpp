#include "store/sqlite/journal.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>

namespace flexcord::store::sqlite {
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

result<void> check_place(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const auto folder = fs::path{path}.parent_path();
  if (!folder.empty() && !fs::is_directory(folder, ignored))
    return failure{failure_kind::unusable,
                   "store " + path + ": the folder " + folder.string() + " does not exist"};
  if (fs::is_directory(path, ignored))
    return failure{failure_kind::unusable, "store " + path + ": this is a folder, not a file"};
  return {};
}

} // namespace

result<std::unique_ptr<journal>> sqlite_journal::open(const std::string& path, bool durable) {
  const bool in_memory = path == ":memory:";
  if (!in_memory)
    if (auto place = check_place(path); !place) return place.error();
  try {
    // "./" keeps SQLite from reading a meaning into names such as "file:x".
    const bool bare = !in_memory && path.front() != '/';
    auto c = std::make_unique<connection>(bare ? "./" + path : path, durable);
    if (auto ready = migrate(*c, path); !ready) return ready.error();
    return std::unique_ptr<journal>{std::make_unique<sqlite_journal>(std::move(c), path)};
  } catch (const SQLite::Exception& e) {
    return explain(e.getErrorCode(), e.what(), path);
  } catch (const std::exception& e) {
    return failure{failure_kind::unavailable, "store " + path + ": " + e.what()};
  }
}

sqlite_journal::sqlite_journal(std::unique_ptr<connection> c, std::string path)
    : c_(std::move(c)), path_(std::move(path)) {
  auto rows = use(query::count_owners);
  while (rows.next()) owners_[rows.text(0)] = rows.integer(1);
}

result<std::optional<snapshot>> sqlite_journal::load(const std::string& conversation) {
  return guarded([&]() -> result<std::optional<snapshot>> {
    snapshot found;
    {
      auto row = use(query::load_conversation);
      if (!row.with(conversation).next()) return std::optional<snapshot>{};
      found.version = row.number(0);
      found.state = row.text(1);
    }
    auto commands = use(query::load_outbox);
    for (commands.with(conversation); commands.next();)
      found.outbox.push_back({commands.number(0), commands.text(1),
                              static_cast<int>(commands.integer(2)), commands.text(4),
                              commands.integer(3)});
    auto timers = use(query::load_timers);
    for (timers.with(conversation); timers.next();)
      found.timers.push_back({timers.text(0), timers.number(1), timers.integer(2)});
    return std::optional<snapshot>{std::move(found)};
  });
}

result<std::vector<std::string>> sqlite_journal::unfinished() {
  return guarded([&]() -> result<std::vector<std::string>> {
    std::vector<std::string> keys;
    auto rows = use(query::unfinished);
    while (rows.next()) keys.push_back(rows.text(0));
    return keys;
  });
}

result<std::vector<transcript_row>> sqlite_journal::transcript(const std::string& conversation,
                                                               std::size_t most) {
  return guarded([&]() -> result<std::vector<transcript_row>> {
    std::vector<transcript_row> lines;
    auto rows = use(query::transcript);
    const auto limit = static_cast<std::int64_t>(std::min<std::size_t>(most, 1u << 30));
    for (rows.with(conversation, limit); rows.next();)
      lines.push_back(
          {rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4), rows.integer(5)});
    // The newest were asked for, but people read from the oldest on.
    std::reverse(lines.begin(), lines.end());
    return lines;
  });
}

result<std::vector<link_row>> sqlite_journal::links(query q, const std::string& conversation,
                                                    const std::string& id) {
  return guarded([&]() -> result<std::vector<link_row>> {
    std::vector<link_row> found;
    auto rows = use(q);
    for (rows.with(conversation, id); rows.next();)
      found.push_back({rows.text(0), rows.text(1), rows.number(2)});
    return found;
  });
}

result<std::vector<link_row>> sqlite_journal::links_of_user(const std::string& conversation,
                                                            const std::string& user_id) {
  return links(query::links_of_user, conversation, user_id);
}

result<std::vector<link_row>> sqlite_journal::links_of_desk(const std::string& conversation,
                                                            const std::string& desk_id) {
  return links(query::links_of_desk, conversation, desk_id);
}

result<std::string> sqlite_journal::find(const std::string& alias) {
  return guarded([&]() -> result<std::string> {
    auto row = use(query::find_alias);
    return row.with(alias).next() ? row.text(0) : std::string{};
  });
}

result<std::uint64_t> sqlite_journal::open_case(const case_request& r) {
  return guarded([&]() -> result<std::uint64_t> {
    c_->begin();
    std::uint64_t number = 0;
    {
      auto known = use(query::find_case);
      if (known.with(r.conversation, r.command_id).next()) number = known.number(0);
    }
    if (number == 0) {
      use(query::next_case).run();
      {
        auto counter = use(query::read_case_counter);
        if (!counter.next()) throw SQLite::Exception("the case counter is missing", SQLITE_CORRUPT);
        number = counter.number(0);
      }
      use(query::insert_case)
          .with(number, r.conversation, r.command_id, r.kind, r.reporter, r.title, r.at, r.at)
          .run();
    }
    c_->commit();
    return number;
  });
}

result<std::string> sqlite_journal::get(const std::string& name) {
  return guarded([&]() -> result<std::string> {
    auto row = use(query::get_value);
    return row.with(name).next() ? row.text(0) : std::string{};
  });
}

result<void> sqlite_journal::put(const std::string& name, const std::string& value) {
  return guarded([&]() -> result<void> {
    use(query::put_value).with(name, bytes{value}).run();
    return {};
  });
}

result<counts> sqlite_journal::count() {
  return guarded([&]() -> result<counts> {
    counts all;
    for (const auto& [owner, n] : owners_)
      if (n > 0) all.conversations.emplace_back(owner, static_cast<std::uint64_t>(n));
    auto rows = use(query::count_outbox);
    while (rows.next()) {
      const auto name = priority_name(rows.integer(0));
      all.outbox.emplace_back(name, rows.number(1));
      all.oldest.emplace_back(name, rows.integer(2));
    }
    return all;
  });
}

} // namespace flexcord::store::sqlite
