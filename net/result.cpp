#include "net/result.hpp"

namespace flexcord::net {

std::string to_string(failure_kind kind) {
  switch (kind) {
  case failure_kind::unreachable:
    return "unreachable";
  case failure_kind::interrupted:
    return "interrupted";
  case failure_kind::timed_out:
    return "timed_out";
  case failure_kind::refused:
    return "refused";
  case failure_kind::malformed:
    return "malformed";
  case failure_kind::stopped:
    return "stopped";
  }
  return "unknown";
}

std::string to_string(const failure& f) {
  auto text = to_string(f.kind);
  if (f.http_status != 0) text += ", HTTP " + std::to_string(f.http_status);
  if (f.code != 0) text += ", code " + std::to_string(f.code);
  if (!f.detail.empty()) text += ": " + f.detail;
  return text;
}

} // namespace flexcord::net
