#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace flexcord::desk {

/// An address that may stand in `href`, `src` or `action`. It is made by the functions below only,
/// so that no text of other people becomes one unseen.
class address {
public:
  /// Another site's page or file: http:// or https:// with a host, without a user name, in plain
  /// ASCII without blanks and quotes, up to 2048 characters. Nothing when it is anything else
  /// ("javascript:", "data:", "//host", …).
  static std::optional<address> outside(std::string_view url);
  /// A path on this server ("/case/7?e=…"), or what outside() takes.
  static std::optional<address> page(std::string_view url);
  /// A picture that loads nothing from elsewhere: a path on this server, or data: of a PNG, JPEG,
  /// GIF or WebP up to 64 KiB.
  static std::optional<address> picture(std::string_view url);
  /// Where the page itself lies, with this query: "?e=…&s=…".
  static address here(std::string_view query);
  /// A place on the page itself: "#name".
  static address on_page(std::string_view name);

  const std::string& text() const { return text_; }

private:
  explicit address(std::string_view text) : text_(text) {}
  std::string text_;
};

} // namespace flexcord::desk
