#include "store/sql_journal.hpp"
#include "store/sqlite/database.hpp"

#include <filesystem>

namespace flexcord::store::sqlite {
namespace {

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

result<std::unique_ptr<journal>> open(const std::string& path, bool durable) {
  if (path != ":memory:")
    if (auto place = check_place(path); !place) return place.error();
  try {
    auto file = std::make_unique<connection>(path, durable);
    return std::unique_ptr<journal>{std::make_unique<sql_journal>(std::move(file))};
  } catch (const database_error& e) {
    return e.why;
  } catch (const std::exception& e) {
    return failure{failure_kind::unavailable, "store " + path + ": " + e.what()};
  }
}

} // namespace flexcord::store::sqlite
