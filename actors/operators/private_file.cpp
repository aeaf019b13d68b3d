#include "actors/operators/private_file.hpp"

#include <cerrno>
#include <cstring>
#include <ostream>

#include <fcntl.h>
#include <unistd.h>

namespace flexcord::actors {

private_file::private_file(const std::string& path) : path_(path) {
  if (path_.empty()) return;
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file_ < 0) problem_ = path_ + ": " + std::strerror(errno);
}

private_file::~private_file() {
  if (file_ < 0) return;
  ::close(file_);
  if (!written_) ::unlink(path_.c_str());
}

bool private_file::write(const std::string& text, std::ostream& unnamed) {
  written_ = true;
  if (path_.empty()) {
    unnamed << text << std::flush;
    if (!unnamed) problem_ = "standard output: cannot be written";
    return problem_.empty();
  }
  for (std::size_t at = 0; at < text.size();) {
    const auto n = ::write(file_, text.data() + at, text.size() - at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      problem_ = path_ + ": " + std::strerror(errno);
      return false;
    }
    at += static_cast<std::size_t>(n);
  }
  if (::fsync(file_) != 0) problem_ = path_ + ": " + std::strerror(errno);
  return problem_.empty();
}

} // namespace flexcord::actors
