#pragma once
#include "store/postgres/database.hpp"
#include "store/postgres/group.hpp"
#include "store/postgres/judge.hpp"

/// The journal on a PostgreSQL server: a group is committed in one round trip.
///
/// It is sent in the hope that every step is new and in order. When it is not, one statement fails,
/// nothing is stored, and a second round trip looks at what is: `judge` gives the verdicts, and the
/// steps that may be committed go out again.
///
/// When the connection breaks before the answer, the group is in doubt: it may be stored, or may
/// still become so. Before anything else is asked of the server, its marker is looked for and, when
/// missing, written, so that the group can no longer be committed. A group that turns out to be
/// stored is remembered until its steps come again, and these are answered with `committed`.
namespace flexcord::store::postgres {

class group_journal final : public sql_journal {
public:
  /// Connects, brings the schema up to date. May throw database_error.
  explicit group_journal(std::unique_ptr<server> s);
  result<std::vector<verdict>> commit(std::span<const step> group) override;

private:
  struct doubt {
    marker mark;
    std::vector<step> steps; ///< those that were to be committed
  };
  void ready() override;
  std::vector<verdict> write(std::span<const step> group);
  void store(std::span<const step> group, const std::vector<verdict>& verdicts);
  known look(std::span<const step> group);
  bool is_settled(const step& s) const;
  void forget_settled(std::span<const step> group);

  server& server_;
  std::string writer_;         ///< names this journal among all that write the database
  std::uint64_t groups_ = 0;   ///< sent so far
  std::string last_marker_;    ///< of the last group known to be committed
  std::optional<doubt> doubt_; ///< sent, and the connection broke before the answer
  std::vector<step> settled_;  ///< once in doubt, found to be committed, not asked for again yet
};

} // namespace flexcord::store::postgres
