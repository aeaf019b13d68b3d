#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::actors {

/// A bot's text, with the links in it judged.
struct judged_links {
  std::string text;               ///< a masked link to anything else shows where it leads
  std::vector<std::size_t> cited; ///< positions in `given`, in the order of the text
};

/// Which of the given addresses a text names, as "https://…", "<https://…>" or "[label](…)". A
/// fragment and a slash at the end do not make another address. A label that hides an address
/// that was not given is taken off ("label (address)"), so that nobody follows what a model made
/// up without seeing it.
judged_links judge_links(std::string_view text, const std::vector<std::string>& given);

} // namespace flexcord::actors
