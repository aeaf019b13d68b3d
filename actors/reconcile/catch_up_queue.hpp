#pragma once
#include <list>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace flexcord::actors {

/// Who waits to be caught up, in the order in which they are served: those in a hurry (somebody
/// waits for them) first, each kind in the order in which it came.
template <class T>
class catch_up_queue {
public:
  /// A key that waits already gets a second place in the line.
  void add(const std::string& key, T what, bool hurried) {
    auto& chosen = hurried ? hurried_ : patient_;
    chosen.push_back({key, std::move(what)});
    if (!hurried) places_[key] = std::prev(chosen.end());
  }
  /// Moves a waiting one to those in a hurry.
  void hurry(const std::string& key) {
    auto found = places_.find(key);
    if (found == places_.end()) return;
    hurried_.splice(hurried_.end(), patient_, found->second);
    places_.erase(found);
  }
  std::optional<T> next() {
    auto& chosen = hurried_.empty() ? patient_ : hurried_;
    if (chosen.empty()) return std::nullopt;
    auto first = std::move(chosen.front());
    if (&chosen == &patient_) {
      auto found = places_.find(first.first);
      if (found != places_.end() && found->second == chosen.begin()) places_.erase(found);
    }
    chosen.pop_front();
    return std::move(first.second);
  }
  std::size_t size() const { return hurried_.size() + patient_.size(); }

private:
  using row = std::list<std::pair<std::string, T>>;
  row hurried_, patient_;
  std::unordered_map<std::string, typename row::iterator> places_;
};

} // namespace flexcord::actors
