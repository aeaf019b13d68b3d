#pragma once
#include <string>
#include <string_view>

namespace flexcord::actors {

/// One Markdown file of the knowledge base.
struct article {
  std::string id; ///< path below the folder, without ".md"
  std::string title;
  std::string url; ///< http or https
  std::string tags;
  std::string lang; ///< two letters, lower case
  std::string body; ///< plain text
};

struct parsed_article {
  article value;
  std::string problem; ///< empty: `value` is good
};

/// Reads front matter (`---`, `title:`, `url:`, optional `tags:` and `lang:`, `---`) and the text
/// below it. The language is that of `lang:`, else the first folder of the id when it has two
/// letters ("fr/refunds"), else "en".
parsed_article parse_article(std::string_view id, std::string_view markdown);

/// Markdown without its signs: links keep their label, images, comments and HTML tags go, white
/// space is one space.
std::string plain_text(std::string_view markdown);

} // namespace flexcord::actors
