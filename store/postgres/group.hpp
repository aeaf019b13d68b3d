#pragma once
#include "store/postgres/statement.hpp"
#include "store/sql_journal.hpp"

/// A group of steps as statements that take whole columns: their number does not grow with the
/// group. They assume what the verdicts say; when an assumption is wrong one of them fails, and
/// with it the transaction.
namespace flexcord::store::postgres {

/// The row that a group leaves in `events`, under no conversation. Whether it is there tells
/// whether the group was committed; and whoever writes it first keeps the other from being
/// committed.
struct marker {
  std::string name;
  std::int64_t at = 0;
};

/// What is sent for one group.
struct group_write {
  std::vector<statement> statements; ///< BEGIN to COMMIT
  std::size_t former_owners = 0;     ///< the statement that counts them; 0: none
  owner_tally gained;                ///< by the conversations that the group writes
};

/// Writes the steps whose verdict is `committed`. `forget` is the marker of the last committed
/// group; empty when there is none.
group_write write_group(std::span<const step> group, const std::vector<verdict>& verdicts,
                        const marker& mark, const std::string& forget);

/// True for the SQLSTATE of an assumption that was wrong, or of a clash with another connection.
bool is_wrong_assumption(std::string_view state);

} // namespace flexcord::store::postgres
