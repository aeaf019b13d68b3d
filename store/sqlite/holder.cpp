#include "store/sqlite/holder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

namespace flexcord::store::sqlite {
namespace {
// Where SQLite locks, fixed by its file format.
constexpr off_t first_lock_byte = 0x40000000;
constexpr off_t lock_bytes = 512;
} // namespace

std::string holder_of(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = first_lock_byte;
  lock.l_len = lock_bytes;
  const bool held = fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK && lock.l_pid > 0;
  ::close(file);
  if (!held) return {};
  auto who = "process " + std::to_string(lock.l_pid);
  std::string name;
  if (std::ifstream in{"/proc/" + std::to_string(lock.l_pid) + "/comm"}; std::getline(in, name))
    who += " (" + name + ')';
  return who;
}

} // namespace flexcord::store::sqlite
