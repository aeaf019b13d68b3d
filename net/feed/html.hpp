#pragma once
#include <string>
#include <string_view>

namespace flexcord::net::feed {

/// One piece of an HTML text.
struct html_token {
  enum class kind { text, open, close };
  kind what = kind::text;
  std::string_view text; ///< raw: character references are not yet replaced
  std::string name;      ///< of an element, lower case
  /// Attributes that matter, decoded; of each the first 4 KB.
  std::string href, src, alt, width, height;
};

/// Cuts HTML as it is met in feeds into tokens, from left to right, in one pass and without ever
/// going deeper. Comments, doctypes, processing instructions, and elements that show nothing or act
/// (script, style, iframe, svg, form controls, …) are left out with all they hold. A '<' that
/// begins no tag is text; a tag that never ends drops the rest.
class html_reader {
public:
  explicit html_reader(std::string_view html) : rest_(html) {}
  /// False at the end.
  bool next(html_token& to);

private:
  bool read_markup(html_token& to);
  void read_attributes(html_token& to);
  void drop_until(std::string_view end);
  void drop_element(const std::string& name);

  std::string_view rest_;
};

/// True for elements without content (br, img, …).
bool is_void_element(std::string_view name);

} // namespace flexcord::net::feed
