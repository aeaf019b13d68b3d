#pragma once
// After CAF's test headers: it uses their checks.
#include "test/unit/flex/world.hpp"

#include <utility>

namespace flexcord::test {

/// A world whose desk is Programmable Chat.
struct legacy_world {
  world w;
  legacy_world() { w.on_legacy.emplace(); }
  fake_state state() {
    std::lock_guard lock(w.fake.mutex);
    return w.fake.state;
  }
  /// Changes the service while requests may be under way.
  template <class Change>
  void change(Change change) {
    std::lock_guard lock(w.fake.mutex);
    change(w.fake.state);
  }
  /// The requests so far, without the service's path.
  std::string calls() {
    std::lock_guard lock(w.fake.mutex);
    std::string all;
    for (auto c : w.fake.calls) {
      for (std::string_view part : {"/v2/Services/IS1", "/v1/Workspaces/WS1", "/v1"})
        if (auto at = c.find(part); at != c.npos) {
          c.erase(at, part.size());
          break;
        }
      all += (all.empty() ? "" : ", ") + c;
    }
    return all;
  }
  void forget_calls() {
    std::lock_guard lock(w.fake.mutex);
    w.fake.calls.clear();
  }
};

template <class T>
T as(const envelope& e) {
  auto* x = std::get_if<T>(&e.what);
  CHECK(x != nullptr);
  return x ? *x : T{};
}

} // namespace flexcord::test
