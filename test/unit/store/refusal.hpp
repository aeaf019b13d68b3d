#pragma once
#include "store/journal.hpp"

#include <iostream>
#include <string>

namespace flexcord::store {

/// "<kind>: <detail>" of an open that must fail.
inline std::string refusal(const std::string& url) {
  auto opened = open(url, {});
  if (opened) return "opened";
  switch (opened.error().kind) {
  case failure_kind::unavailable:
    return "unavailable: " + opened.error().detail;
  case failure_kind::unusable:
    return "unusable: " + opened.error().detail;
  case failure_kind::damaged:
    break;
  }
  return "damaged: " + opened.error().detail;
}

inline bool says(const std::string& text, const std::string& part) {
  if (text.find(part) != std::string::npos) return true;
  std::cerr << "expected \"" << part << "\" in \"" << text << "\"\n";
  return false;
}

} // namespace flexcord::store
