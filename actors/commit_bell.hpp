#pragma once
#include "actors/cases/core.hpp"
#include "store/journal.hpp"

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace flexcord::actors {

/// Tells whoever waits for news which records a commit was about. While nobody waits it costs one
/// atomic read for each commit. Thread-safe; commits of other nodes do not ring here.
class commit_bell {
public:
  using hearer = std::function<void(std::vector<std::string> keys)>;

  void give_to(hearer h) {
    std::lock_guard lock(mutex_);
    hearer_ = std::move(h);
  }
  /// How many wait at this moment.
  void waiting(std::size_t n) { waiting_ = n; }

  void ring(const store::step& s) {
    if (waiting_ == 0) return;
    std::vector<std::string> keys{s.conversation};
    for (auto& c : s.cases) keys.push_back(cases::record_key(c.number));
    for (auto& c : s.facts) keys.push_back(cases::record_key(c.number));
    std::lock_guard lock(mutex_);
    if (hearer_) hearer_(std::move(keys));
  }

private:
  std::atomic<std::size_t> waiting_{0};
  std::mutex mutex_;
  hearer hearer_;
};

} // namespace flexcord::actors
