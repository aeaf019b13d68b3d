#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::actors {

/// One Markdown file of the knowledge base.
struct article {
  std::string id; ///< path below the folder, without ".md"
  std::string title;
  std::string url;    ///< http or https
  std::string tags;   ///< joined by ", "
  std::string locale; ///< lower case, "fr" or "pt-br"
  std::string lang;   ///< its first two letters
  std::string body;   ///< plain text
  friend bool operator==(const article&, const article&) = default;
};

struct parsed_article {
  article value;
  std::string problem;                   ///< empty: `value` is good
  std::vector<std::string> unknown_keys; ///< of the front matter; they are no problem
};

/// Reads front matter and the text below it. Front matter is the part of YAML that articles need:
/// a line of `---`; `title:`, `url:`, optional `tags:` ("a, b", "[a, b]" or a list of "- a" lines)
/// and `locale:` (or `lang:`), quoted or not; a line of `---`. The locale is that of `locale:`,
/// else the first folder of the id when it looks like one ("fr/refunds"), else "en".
parsed_article parse_article(std::string_view id, std::string_view markdown);

/// True for two letters, or two letters, "-" and a region ("419", "br"), in lower case.
bool is_locale(std::string_view text);

/// Markdown without its signs: links keep their label, images, comments and HTML tags go, white
/// space is one space.
std::string plain_text(std::string_view markdown);

} // namespace flexcord::actors
