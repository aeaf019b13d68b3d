#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Whether a member may open a request: a conversation with a person, or a report. Pure. Times are
/// milliseconds since the Unix epoch.
namespace flexcord::gates {

using millis = std::int64_t;
/// What `limits::per_user` counts over, and how often somebody who is blocked is told so.
inline constexpr millis day = 24 * 60 * 60 * 1000;

/// What the operator allows; zero or empty: no limit.
struct limits {
  millis cooldown = 0;              ///< between two requests
  std::uint32_t per_user = 0;       ///< requests within a day
  millis minimum_account_age = 0;   ///< of the member's account
  std::string role;                 ///< that a member must have, by its id
  std::vector<std::string> blocked; ///< members, by their ids
  friend bool operator==(const limits&, const limits&) = default;
};

/// Who asks, as far as it is known.
struct applicant {
  std::string_view id;
  millis since = 0;              ///< when their account was made; 0: not known, and not judged
  std::string_view role_checked; ///< the role that was looked for; empty: none ever was
  bool has_role = false;         ///< it was found
};

enum class refusal : std::uint8_t { none, blocked, account_age, role, role_unknown, cooldown, cap };
/// For the metric.
const char* name_of(refusal r);

struct verdict {
  refusal why = refusal::none;
  millis wait = 0; ///< after this time it is possible; 0: time does not help
  bool allows() const { return why == refusal::none; }
  friend bool operator==(const verdict&, const verdict&) = default;
};

/// `earlier`: when the applicant opened requests before, in any order. Times later than `now` count
/// for nothing: a clock that was wrong must not shut anybody out.
verdict decide(const limits& l, const applicant& who, std::span<const millis> earlier, millis now);

bool is_blocked(const limits& l, std::string_view id);

/// Adds a request that was allowed and forgets what no decision needs any more.
void remember(std::vector<millis>& requests, const limits& l, millis now);

} // namespace flexcord::gates
