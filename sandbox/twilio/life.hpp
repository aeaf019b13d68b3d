#pragma once
#include <functional>
#include <memory>
#include <utility>

namespace flexcord::sandbox::twilio {

/// Ties callbacks to the present world: after renew(), or when this is gone, what was guarded does
/// nothing.
class life {
public:
  template <class Work>
  auto guard(Work work) const {
    return [alive = std::weak_ptr<int>(token_), work = std::move(work)](auto&&... values) {
      if (!alive.expired()) work(std::forward<decltype(values)>(values)...);
    };
  }
  void renew() { token_ = std::make_shared<int>(0); }

private:
  std::shared_ptr<int> token_ = std::make_shared<int>(0);
};

} // namespace flexcord::sandbox::twilio
