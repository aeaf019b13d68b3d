#include "config/secret_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

namespace flexcord::config {

read_secret read_secret_file(const std::string& path) {
  // More than any token or key of today; keeps /dev/zero from filling the memory.
  constexpr std::streamsize most = 16 * 1024;
  errno = 0;
  std::ifstream file{path, std::ios::binary};
  if (!file) return {{}, std::string{"names a file that cannot be read: "} + std::strerror(errno)};
  std::string text(static_cast<std::size_t>(most) + 1, '\0');
  file.read(text.data(), most + 1);
  if (file.bad()) return {{}, "names a file that cannot be read"};
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > static_cast<std::size_t>(most))
    return {{}, "names a file that is too long for a secret"};
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  if (text.empty()) return {{}, "names a file that is empty"};
  for (unsigned char c : text)
    if (c <= ' ' || c == 0x7f)
      return {{}, "names a file that holds a space, a line break or a control character"};
  return {secret{std::move(text)}, {}};
}

} // namespace flexcord::config
