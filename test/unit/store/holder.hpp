#pragma once
#include "test/unit/store/builders.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace flexcord::store {

/// A child process that opens the store, commits the steps `first` to `last`, says so, and waits to
/// be killed with the store open.
class holder {
public:
  explicit holder(const std::string& url, std::uint64_t last, std::uint64_t first = 1) {
    int ready[2];
    if (pipe(ready) != 0) std::abort();
    child_ = fork();
    if (child_ == 0) {
      auto j = open(url, {});
      if (!j) _exit(1);
      for (std::uint64_t v = first; v <= last; ++v) {
        auto s = step_of("c", v, {"e" + std::to_string(v)});
        s.commands = {command(v, "p" + std::to_string(v))};
        std::vector<step> group{s};
        if (!(*j)->commit(group)) _exit(2);
      }
      if (::write(ready[1], "y", 1) != 1) _exit(3);
      for (;;) pause();
    }
    close(ready[1]);
    char c = 0;
    ready_ = read(ready[0], &c, 1) == 1 && c == 'y';
    close(ready[0]);
  }
  ~holder() { end(); }
  bool ready() const { return ready_; }
  pid_t id() const { return child_; }
  void end() {
    if (child_ <= 0) return;
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
    child_ = 0;
  }

private:
  pid_t child_ = 0;
  bool ready_ = false;
};

} // namespace flexcord::store
