#pragma once
#include "desk/case_list.hpp"
#include "desk/export.hpp"
#include "desk/view.hpp"

#include <string>

/// Cases to look at: what the browser tests show.
namespace flexcord::test {

/// 2026-11-22 14:05 UTC.
inline constexpr desk::millis scene_now = 1795356300000;

/// "short": a new handoff; "long": hundreds of lines and entries; "hostile": every text tries to
/// become something else; "read": the short one for who may only read.
desk::case_view scene(const std::string& name);
std::vector<desk::listed_case> rows();
desk::case_record exported();

/// A text that would run if it became markup, and is long besides.
extern const std::string evil;

} // namespace flexcord::test
