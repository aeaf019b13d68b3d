#pragma once
#include <string>

namespace flexcord::test {

/// The shipped Studio flow of a plane ("conversations", "legacy-chat"), filled in as `flexcord
/// setup` does: with this public URL and the sandbox's workflow and task channel.
std::string shipped_flow(const std::string& plane, const std::string& public_url);

/// `text` with the first `from` replaced by `to`; fails when it is not there.
std::string replaced(std::string text, const std::string& from, const std::string& to);

} // namespace flexcord::test
