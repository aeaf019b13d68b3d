#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace flexcord::net::discord {

/// A framed text in a message. Title, description and fields are Markdown: text of users goes in
/// through plain() (plain.hpp). The footer shows as it stands.
struct embed {
  struct field {
    std::string name, value;
    bool in_line = false; ///< beside the field before it, where there is room
  };
  std::string title, description;
  std::string url; ///< where the title leads; empty: nowhere
  std::string footer;
  std::string timestamp;               ///< ISO 8601, shown beside the footer; empty: none
  std::optional<std::uint32_t> colour; ///< 0xRRGGBB
  std::vector<field> fields;
};

/// Discord's limits, in code points. The last is for all texts of all embeds of a message.
struct embed_limits {
  static constexpr std::size_t title = 256, description = 4096, fields = 25, field_name = 256,
                               field_value = 1024, footer = 2048, url = 2048, embeds = 10,
                               total = 6000;
};

/// What counts against embed_limits::total.
std::size_t size_of(const embed& e);

/// The embeds as Discord takes them: what is too long is cut and ends in "…", fields without a name
/// or a value and embeds without anything are left out. Over the total the longest loss is the
/// description's; then fields go, the last ones first.
std::vector<embed> fitted(std::vector<embed> embeds);

} // namespace flexcord::net::discord
