#pragma once
#include "store/sqlite/connection.hpp"

#include <SQLiteCpp/Exception.h>

#include <map>

/// The embedded journal: one SQLite file, one process, one thread.
namespace flexcord::store::sqlite {

/// How many conversations each owner has. Kept in memory, since counting a million rows at each
/// scrape would stall commits.
using owner_tally = std::map<std::string, std::int64_t>;

class sqlite_journal final : public journal {
public:
  /// Opens the file; creates it when missing, but not its folder.
  static result<std::unique_ptr<journal>> open(const std::string& path, bool durable);

  sqlite_journal(std::unique_ptr<connection> c, std::string path);
  result<std::vector<verdict>> commit(std::span<const step> group) override;
  result<std::optional<snapshot>> load(const std::string& conversation) override;
  result<std::vector<std::string>> unfinished() override;
  result<std::vector<transcript_row>> transcript(const std::string& conversation,
                                                 std::size_t most) override;
  result<std::vector<link_row>> links_of_user(const std::string& conversation,
                                              const std::string& user_id) override;
  result<std::vector<link_row>> links_of_desk(const std::string& conversation,
                                              const std::string& desk_id) override;
  result<std::string> find(const std::string& alias) override;
  result<std::uint64_t> open_case(const case_request& request) override;
  result<std::string> get(const std::string& name) override;
  result<void> put(const std::string& name, const std::string& value) override;
  result<counts> count() override;

private:
  /// Runs a body that may throw; its failure leaves no transaction open.
  template <class Body>
  auto guarded(Body body) -> decltype(body()) {
    try {
      return body();
    } catch (const SQLite::Exception& e) {
      c_->roll_back();
      return explain(e.getErrorCode(), e.what(), path_);
    } catch (const std::exception& e) {
      c_->roll_back();
      return failure{failure_kind::unavailable, "store " + path_ + ": " + e.what()};
    }
  }
  cursor use(query q) { return cursor{c_->prepared(q)}; }
  result<std::vector<link_row>> links(query q, const std::string& conversation,
                                      const std::string& id);

  std::unique_ptr<connection> c_;
  std::string path_;
  owner_tally owners_;
};

/// Writes one step inside the open transaction; `change` collects what it does to the owners.
verdict write(connection& c, const step& s, owner_tally& change);

} // namespace flexcord::store::sqlite
