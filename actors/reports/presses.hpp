#pragma once
#include "actors/reports/report.hpp"

#include <optional>
#include <string>
#include <string_view>

/// What the buttons and forms of reports are called on the wire. Untrusted when they come back:
/// whether the case exists and the member may is for the reader to check.
namespace flexcord::reports {

/// A report that waits for its writer's next press. `draft` is an id of up to 64 letters, digits,
/// '-' and '_' that the caller made; it should not be one that others can guess.
struct press {
  enum class what {
    submitted, ///< the form of `about`
    correct,   ///< the form again, with what stands in `draft`
    post,      ///< `draft` is to be posted although others look alike
    vote,      ///< for case `number`, or the vote back
    join,      ///< case `number`; with `draft` instead of posting that
    tell_me,   ///< by direct message about case `number`
  };
  what wish = what::vote;
  kind about = kind::bug;
  std::uint64_t number = 0;
  std::string draft;
};

/// Empty when the draft's id is not of that form.
std::string id_of(const press& p);
/// Nothing for what is not of reports, or broken.
std::optional<press> press_of(std::string_view custom_id);

} // namespace flexcord::reports
