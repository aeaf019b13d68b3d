#include "flows.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace flexcord::test {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("not there: " + from);
  return text.replace(at, from.size(), to);
}

std::string shipped_flow(const std::string& plane, const std::string& public_url) {
  const std::string file = plane == "conversations" ? "flow.json" : "flow-legacy-chat.json";
  std::ifstream in(FLEXCORD_STUDIO_FLOWS "/" + file);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  text = replaced(std::move(text), "${public-url}", public_url);
  text = replaced(std::move(text), "${workflow-sid}", "WW00000000000000000000000000000004");
  return replaced(std::move(text), "${task-channel-sid}", "TC00000000000000000000000000000005");
}

} // namespace flexcord::test
