#include "test/support/faulty_disk.hpp"

#include <sqlite3.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

namespace flexcord::test {
namespace {

using fault = faulty_disk::fault;

std::atomic<fault> current{fault::none};
std::atomic<std::uint64_t> left{0}, written{0}, hits{0};
sqlite3_vfs* real = nullptr;

/// SQLite's file object with the real one right behind it.
struct file {
  sqlite3_file base;
  sqlite3_file* behind() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
sqlite3_file* behind(sqlite3_file* f) { return reinterpret_cast<file*>(f)->behind(); }

bool strikes(fault kind) {
  if (current != kind) return false;
  if (left > 0) {
    --left;
    return false;
  }
  ++hits;
  return true;
}

int close(sqlite3_file* f) { return behind(f)->pMethods->xClose(behind(f)); }
int read(sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
  if (strikes(fault::unreadable)) return SQLITE_IOERR_READ;
  const int code = behind(f)->pMethods->xRead(behind(f), to, n, at);
  if (code == SQLITE_OK && strikes(fault::garbled))
    std::memset(to, 0xa5, static_cast<std::size_t>(n));
  return code;
}
int write(sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
  ++written;
  if (strikes(fault::full)) return SQLITE_FULL;
  if (strikes(fault::broken)) return SQLITE_IOERR_WRITE;
  return behind(f)->pMethods->xWrite(behind(f), from, n, at);
}
int truncate(sqlite3_file* f, sqlite3_int64 size) {
  return behind(f)->pMethods->xTruncate(behind(f), size);
}
int sync(sqlite3_file* f, int flags) {
  if (strikes(fault::unsynced)) return SQLITE_IOERR_FSYNC;
  return behind(f)->pMethods->xSync(behind(f), flags);
}
int size(sqlite3_file* f, sqlite3_int64* to) {
  return behind(f)->pMethods->xFileSize(behind(f), to);
}
int lock(sqlite3_file* f, int level) { return behind(f)->pMethods->xLock(behind(f), level); }
int unlock(sqlite3_file* f, int level) { return behind(f)->pMethods->xUnlock(behind(f), level); }
int reserved(sqlite3_file* f, int* to) {
  return behind(f)->pMethods->xCheckReservedLock(behind(f), to);
}
int control(sqlite3_file* f, int what, void* with) {
  return behind(f)->pMethods->xFileControl(behind(f), what, with);
}
int sector(sqlite3_file* f) { return behind(f)->pMethods->xSectorSize(behind(f)); }
int traits(sqlite3_file* f) { return behind(f)->pMethods->xDeviceCharacteristics(behind(f)); }

// Version 1: without shared memory, which a store of one process does not use.
const sqlite3_io_methods methods = {1,       close,   read,     write,   truncate, sync,   size,
                                    lock,    unlock,  reserved, control, sector,   traits, nullptr,
                                    nullptr, nullptr, nullptr,  nullptr, nullptr};

int open(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out) {
  f->pMethods = nullptr;
  const int code = real->xOpen(real, name, behind(f), flags, out);
  if (behind(f)->pMethods != nullptr) f->pMethods = &methods;
  return code;
}

sqlite3_vfs faulty;

} // namespace

faulty_disk::faulty_disk() {
  real = sqlite3_vfs_find(nullptr);
  faulty = *real;
  faulty.zName = "faulty-disk";
  faulty.szOsFile += static_cast<int>(sizeof(file));
  faulty.pNext = nullptr;
  faulty.xOpen = open;
  set(fault::none);
  if (sqlite3_vfs_register(&faulty, 1) != SQLITE_OK) std::abort();
}
faulty_disk::~faulty_disk() {
  sqlite3_vfs_unregister(&faulty);
  sqlite3_vfs_register(real, 1);
}
void faulty_disk::set(fault f, std::uint64_t after) {
  left = after;
  hits = 0;
  current = f;
}
std::uint64_t faulty_disk::writes() const { return written; }
std::uint64_t faulty_disk::struck() const { return hits; }

} // namespace flexcord::test
