#pragma once
// After CAF's test headers: it uses their checks.
#include "test/unit/flex/world.hpp"

namespace flexcord::test {

inline constexpr fault faults[] = {fault::error_before, fault::error_after, fault::drop_before,
                                   fault::drop_after, fault::throttled};

/// Runs `scene` without a fault, then with each fault at each request that the clean run made. The
/// scene gets a fresh desk and says what is left to compare.
template <class Scene>
int replay(world& w, Scene scene) {
  auto fresh = [&] {
    w.fake.reset();
    w.desk = {.name = "fc-1"};
    std::lock_guard lock(w.around->mutex);
    w.around->heard.clear();
  };
  fresh();
  std::size_t before = 0;
  const auto expected = scene([&] {
    std::lock_guard lock(w.fake.mutex);
    before = w.fake.calls.size();
  });
  std::size_t requests;
  {
    std::lock_guard lock(w.fake.mutex);
    requests = w.fake.calls.size() - before;
  }
  CHECK_GT(requests, 0u);
  int wrong = 0;
  for (std::size_t n = 0; n < requests; ++n)
    for (auto f : faults) {
      fresh();
      auto found = scene([&] { w.fake.plan(n, f); });
      if (found == expected) continue;
      ++wrong;
      MESSAGE("request " << n << " fault " << static_cast<int>(f) << ": expected " << expected
                         << " found " << found);
    }
  return wrong;
}

} // namespace flexcord::test
