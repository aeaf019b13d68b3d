#pragma once
#include <string>
#include <string_view>

/// Everything that /announce says to members, in one table.
namespace flexcord::announcements {

enum class phrase {
  // the form
  form,
  title,
  text,
  text_hint,
  link,
  link_hint,
  // the preview
  shown_so, ///< {channel}
  post_it,
  leave_it,
  // what came of it
  announced, ///< {channel}
  already,
  cancelled,
  expired,
  not_allowed,
  empty,
  bad_link,
  too_long,
  busy,
  failed,
  off,
  last ///< none: how many there are
};

/// The text in the language of a Discord locale ("es-419" is Spanish), else in that of `fallback`
/// (routing.language), else in English. "{channel}" becomes that channel's mention.
std::string say(phrase p, std::string_view locale, std::string_view fallback,
                std::string_view channel = {});

/// The table's own text; empty where the language ("en", "fr", "es", "de") lacks it. For tests.
std::string_view entry(phrase p, std::string_view language);

} // namespace flexcord::announcements
