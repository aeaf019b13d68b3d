#pragma once
#include "config/settings.hpp"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Every key of caf-application.conf outside `caf { }`: where it goes, what fits, what it means.
namespace flexcord::config {

/// The field that a key fills; its C++ type is the key's type.
using field = std::variant<std::string*, secret*, bool*, std::uint16_t*, std::uint32_t*, double*,
                           milliseconds*, std::vector<std::string>*>;

/// What a value must be beyond its type. Limits are for numbers, and for times in milliseconds.
struct rule {
  double least = 0;
  double most = 0;                            ///< 0 with least 0: no limits
  std::string_view choices = {};              ///< "a|b|c"
  bool (*fits)(const std::string&) = nullptr; ///< for texts, and for each item of a list; not asked
                                              ///< about an empty text whose default is empty
  std::string_view expected = {};             ///< the form in words, when the above does not say it
};

struct key {
  std::string_view path; ///< "group.key-name"
  field (*in)(settings&);
  rule must;
  std::string_view doc;              ///< one line: meaning, unit, reason
  std::string_view environment = {}; ///< for secrets: the variable that may give it
};

std::span<const key> keys();

/// The row of a path; null when there is none. `-file` companions have none: see secret_of_file().
const key* find_key(std::string_view path);

/// The secret whose value is read from the file that `path` ("discord.token-file") names; null for
/// other paths.
const key* secret_of_file(std::string_view path);

/// All paths, `-file` companions included.
const std::vector<std::string>& all_paths();

/// True for "discord", "http", …
bool is_group(std::string_view path);

/// Why a key that is described but not built yet is refused; empty for all others.
std::string unavailable(std::string_view path);

/// What a key wants, in words: "a whole number from 1 to 65535".
std::string expected_form(const key& k);

/// A value as it is written in caf-application.conf: `"text"`, `10s`, `true`, `["a"]`; `""` for a
/// secret.
std::string value_text(const key& k, settings& s);

/// The same of the key's default.
std::string default_text(const key& k);

} // namespace flexcord::config
