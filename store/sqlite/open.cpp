#include "store/sql_journal.hpp"
#include "store/sqlite/database.hpp"
#include "store/sqlite/explain.hpp"
#include "store/sqlite/holder.hpp"

#include <filesystem>

namespace flexcord::store::sqlite {
namespace {

namespace fs = std::filesystem;

/// What is wrong with the place, seen before SQLite makes or removes anything there.
std::string wrong_place(const std::string& path) {
  std::error_code error;
  const auto folder = fs::path{path}.parent_path();
  if (!folder.empty() && !fs::is_directory(folder, error)) {
    if (error == std::errc::permission_denied)
      return "no permission to look into the folder " + folder.string();
    return "the folder " + folder.string() + " does not exist; make it, or correct store.url";
  }
  if (fs::is_directory(path, error)) return "this is a folder, not a file; correct store.url";
  // SQLite would throw the log away as a leftover, and with it the newest commits.
  std::error_code missing, no_log;
  const auto size = fs::file_size(path, missing);
  const auto log = fs::file_size(path + "-wal", no_log);
  const bool alone = !no_log && log > 0 && (missing || size == 0);
  if (alone && (!missing || missing == std::errc::no_such_file_or_directory))
    return std::string{missing ? "the file is missing" : "the file is empty"} + " but " + path +
           "-wal holds commits of it; put the file back, or move the -wal away to begin anew";
  return {};
}

/// The same failure, naming who is in the way.
failure with_holder(failure f, const std::string& path) {
  const auto who = f.cause == in_use ? holder_of(path) : std::string{};
  const auto at = f.detail.find(in_use);
  if (!who.empty() && at != f.detail.npos) f.detail.insert(at + in_use.size(), ", " + who);
  return f;
}

} // namespace

result<std::unique_ptr<journal>> open(const std::string& path, const open_options& options) {
  if (path != ":memory:")
    if (auto wrong = wrong_place(path); !wrong.empty())
      return failure{failure_kind::unusable, "store " + path + ": " + wrong, wrong};
  try {
    auto file = std::make_unique<connection>(path, options);
    return std::unique_ptr<journal>{std::make_unique<sql_journal>(std::move(file))};
  } catch (const database_error& e) {
    return with_holder(e.why, path);
  } catch (const std::exception& e) {
    return failure{failure_kind::unavailable, "store " + path + ": " + e.what()};
  }
}

} // namespace flexcord::store::sqlite
