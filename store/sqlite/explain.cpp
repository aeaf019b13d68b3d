#include "store/sqlite/explain.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>

namespace flexcord::store::sqlite {
namespace {

/// A row for one primary result code: what it is, and what to do.
struct meaning {
  int code;
  failure_kind kind;
  std::string_view cause, mend;
};

constexpr auto wait = failure_kind::unavailable;
constexpr auto act = failure_kind::unusable;
constexpr auto stop = failure_kind::damaged;

// clang-format off
constexpr meaning meanings[] = {
  {SQLITE_BUSY,     wait, in_use, "only one flexcord may open it; end that process, or ask it by /api/v1"},
  {SQLITE_LOCKED,   wait, in_use, "only one flexcord may open it; end that process, or ask it by /api/v1"},
  {SQLITE_FULL,     wait, "the disk is full", "make room; nothing is lost, and it goes on by itself"},
  {SQLITE_IOERR,    wait, "reading or writing failed", "look at the disk and the kernel's log; it is tried again"},
  {SQLITE_NOMEM,    wait, "out of memory", "give the process more"},
  {SQLITE_NOTADB,   stop, "this file is not an SQLite database", "give store.url another path, or restore a backup"},
  {SQLITE_CORRUPT,  stop, "the database is damaged", "restore a backup, or save what is left with sqlite3's .recover"},
  {SQLITE_READONLY, act,  "no permission to write", "check the owner of the file and of its folder, and that the disk is not mounted read-only"},
  {SQLITE_CANTOPEN, act,  "cannot be opened", "check that it is a file, and that flexcord may write to it and to its folder"},
  {SQLITE_PERM,     act,  "cannot be opened", "check that it is a file, and that flexcord may write to it and to its folder"},
  {SQLITE_AUTH,     act,  "cannot be opened", "check that it is a file, and that flexcord may write to it and to its folder"},
  {SQLITE_TOOBIG,   act,  "a value is too large to be stored", "this is a bug; report it"},
};
// clang-format on

/// A quota and a limit on the size of files show as I/O errors; to an operator they are a full
/// disk.
bool no_room(int code, int system_error) {
  return code == SQLITE_IOERR &&
         (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG);
}

} // namespace

failure explain(int code, int system_error, std::string_view what, const std::string& path) {
  auto primary = code & 0xff;
  const bool by_system = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN;
  std::string system =
      system_error == 0 || !by_system ? "" : std::string{"; "} + std::strerror(system_error);
  if (no_room(primary, system_error)) primary = SQLITE_FULL;
  meaning m{primary, wait, "the call failed", "see SQLite's words"};
  for (const auto& known : meanings)
    if (known.code == primary) m = known;
  return {m.kind,
          "store " + path + ": " + std::string{m.cause} + "; " + std::string{m.mend} +
              " (SQLite: " + std::string{what} + system + ")",
          std::string{m.cause}};
}

} // namespace flexcord::store::sqlite
