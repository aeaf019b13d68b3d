#include "store/sqlite/identity.hpp"

#include <sys/stat.h>

#include <cerrno>

namespace flexcord::store::sqlite {

identity::identity(std::string path) : path_(std::move(path)) {
  struct stat seen {};
  known_ = ::stat(path_.c_str(), &seen) == 0;
  if (!known_) return;
  device_ = seen.st_dev;
  node_ = seen.st_ino;
}

bool identity::still_there() const {
  if (!known_) return true;
  struct stat seen {};
  // A look that fails for another reason proves nothing: writing will tell.
  if (::stat(path_.c_str(), &seen) != 0) return errno != ENOENT && errno != ENOTDIR;
  return seen.st_dev == device_ && seen.st_ino == node_;
}

} // namespace flexcord::store::sqlite
