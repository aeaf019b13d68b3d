#pragma once
#include "actors/reports/report.hpp"
#include "actors/reports/words.hpp"

#include <span>
#include <string_view>

namespace flexcord::reports {

/// Ids of the questions.
namespace question {
inline constexpr std::string_view title = "title", text = "text", extra = "extra",
                                  severity = "severity", shots = "shots";
}

/// The form that /bug or /new_feature opens. `given`: what stands in it already, when a report is
/// to be corrected; its files have to be added again.
net::discord::form form_of(kind what, language l, const report_limits& limits,
                           const report& given = {});

/// The label of that question, as the form has it.
std::string label_of(kind what, std::string_view question, language l);

/// What a form said, and what is wrong with it.
struct problem {
  word what;
  std::string text; ///< in the member's language; names of files are escaped in it
};
struct reading {
  report said; ///< as far as it can be used
  std::vector<problem> problems;
  bool good() const { return problems.empty(); }
};
reading read(kind what, std::span<const net::discord::form_answer> answers,
             const report_limits& limits, language l);

/// The content type of an image that Discord shows, by its first bytes; empty for all else. Names
/// and types that came with a file prove nothing.
std::string_view image_type(std::string_view bytes);

} // namespace flexcord::reports
