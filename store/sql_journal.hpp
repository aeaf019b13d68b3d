#pragma once
#include "store/database.hpp"

#include <map>

namespace flexcord::store {

/// How many conversations each owner has. Kept in memory, since counting a million rows at each
/// scrape would stall commits.
using owner_tally = std::map<std::string, std::int64_t>;

/// The journal on any database that speaks our SQL. A new query is written here once, for all of
/// them; a database with a faster way to commit a group overrides commit().
class sql_journal : public journal {
public:
  /// Brings the schema up to date and reads the tally. May throw database_error.
  explicit sql_journal(std::unique_ptr<database> db);
  /// Step by step; for a database that cannot be lost.
  result<std::vector<verdict>> commit(std::span<const step> group) override;
  result<std::optional<snapshot>> load(const std::string& conversation) override;
  result<std::vector<std::string>> unfinished() override;
  result<std::vector<armed_timer>> timers(const std::string& conversation, const std::string& kind,
                                          std::size_t most) override;
  result<std::vector<recent_row>> recent(std::int64_t since, const std::optional<recent_row>& last,
                                         std::size_t most) override;
  result<std::vector<transcript_row>> transcript(const std::string& conversation,
                                                 std::size_t most) override;
  result<std::optional<history>> history_of(const std::string& conversation,
                                            std::int64_t since) override;
  result<std::vector<link_row>> links_of_user(const std::string& conversation,
                                              const std::string& user_id) override;
  result<std::vector<link_row>> links_of_desk(const std::string& conversation,
                                              const std::string& desk_id) override;
  result<std::string> find(const std::string& alias) override;
  result<std::uint64_t> open_case(const case_request& request) override;
  result<void> bury(const dead_letter& letter, std::uint64_t outbox_id) override;
  result<std::vector<dead_letter>> dead_letters(const std::optional<dead_letter>& last,
                                                std::size_t most) override;
  result<std::optional<dead_letter>> dead_letter_of(const std::string& conversation,
                                                    const std::string& id) override;
  result<bool> drop_dead_letter(const std::string& conversation, const std::string& id) override;
  result<std::string> get(const std::string& name) override;
  result<void> put(const std::string& name, const std::string& value) override;
  result<counts> count() override;
  result<forgotten> forget(const forget_before& limits, const forget_place& from,
                           std::size_t most) override;
  result<std::vector<recent_row>> conversations(const std::string& after,
                                                std::size_t most) override;
  result<std::vector<recent_row>> records(const std::string& after, std::size_t most) override;
  result<whole> everything(const std::string& conversation) override;
  result<std::vector<case_row>> cases_of(const std::string& conversation,
                                         const std::string& reporter) override;
  result<std::optional<known_case>> case_for(const case_request& request,
                                             std::int64_t resolved_since) override;
  result<std::vector<case_facts>> list_cases(const case_filter& wanted) override;
  result<std::optional<case_facts>> facts_of(std::uint64_t number) override;
  result<std::vector<timeline_row>> timeline(std::uint64_t number, std::uint64_t after,
                                             std::size_t most) override;
  result<std::vector<timeline_row>> newest_entries(std::uint64_t number, std::size_t most) override;
  result<erased> erase(const erasure& e) override;
  result<bool> scrub() override;

protected:
  /// Runs a body that may throw; its failure leaves no transaction open. After a lost connection
  /// the body runs once more, so running it twice must do no harm.
  template <class Body>
  auto guarded(Body body) -> decltype(body()) {
    for (bool again = false;; again = true) {
      try {
        ready();
        return body();
      } catch (const database_error& e) {
        db_->roll_back();
        if (again || !e.lost) return e.why;
      } catch (const std::exception& e) {
        db_->roll_back();
        return failed(*db_, failure_kind::unavailable, e.what());
      }
    }
  }
  /// Called before each use of the database: settles what an earlier one left open.
  virtual void ready() {}
  void add(const owner_tally& change);
  /// Reads the tally anew.
  void recount();
  database& base() { return *db_; }

private:
  result<std::vector<link_row>> links(query q, const std::string& conversation,
                                      const std::string& id);

  std::unique_ptr<database> db_;
  owner_tally owners_;
};

/// Writes one step inside the open transaction; `change` collects what it does to the owners.
verdict write(database& db, const step& s, owner_tally& change);

/// Adds a dead letter, unless it is there.
void insert(database& db, const dead_letter& letter);
/// The row of a query for whole dead letters.
dead_letter letter_of(const rows& row);

} // namespace flexcord::store
