#include "actors/patient.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>

namespace flexcord::actors {

void insist(const std::function<bool()>& ask, const std::function<std::string()>& damage) {
  constexpr int tries = 20;
  for (int i = 0; i < tries; ++i) {
    if (ask()) return;
    if (auto what = damage(); !what.empty()) throw std::runtime_error(what);
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
  throw std::runtime_error("the store does not answer; the log says why");
}

} // namespace flexcord::actors
