#pragma once
#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace flexcord::sandbox::demo {

/// A child process that ends with this one, whatever happens to this one.
class process {
public:
  process() = default;
  ~process() { stop(); }
  process(process&& other) noexcept { swap(other); }
  process& operator=(process&& other) noexcept {
    swap(other);
    return *this;
  }

  /// Runs `program` in `folder`, its output (both streams) appended to `log`. Empty when it
  /// started, else why not.
  std::string start(const std::string& program, const std::vector<std::string>& arguments,
                    const std::string& folder, const std::string& log);
  bool running();
  int wait();       ///< for its end; the exit code, -1 when it was killed
  void kill_hard(); ///< SIGKILL, and waits
  /// SIGTERM, then SIGKILL after five seconds; the exit code, -1 when it was killed.
  int stop();

private:
  void swap(process& other) noexcept { std::swap(pid_, other.pid_); }
  pid_t pid_ = -1;
};

/// A port that is free at this moment on 127.0.0.1.
std::uint16_t free_port();

/// A new folder that only this user can read, below the system's place for temporary files.
std::string make_folder();

} // namespace flexcord::sandbox::demo
