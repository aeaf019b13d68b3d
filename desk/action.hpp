#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// What an agent wants done with a case: read from a POST, judged, and compared with what the case
/// has become meanwhile. Pure.
namespace flexcord::desk {

/// Why something typed is not taken. `field` names the form's field; empty: the whole.
struct problem {
  std::string field, text;
  friend bool operator==(const problem&, const problem&) = default;
};

/// A body's fields by name, cleaned, in the order given.
using typed_fields = std::vector<std::pair<std::string, std::string>>;
/// The first of that name; empty when there is none.
std::string_view typed(const typed_fields& fields, std::string_view name);

/// A value that is to be set, and the one that the agent saw when they decided so.
template <class T>
struct setting {
  T now, saw;
  friend bool operator==(const setting&, const setting&) = default;
};

/// Changes of this case. What is not set stays as it is; an empty assignee is nobody.
struct update {
  std::string agent; ///< who does it, as they call themselves
  std::string note;  ///< empty: none
  std::optional<setting<std::string>> status, priority, assignee;
  std::optional<setting<std::vector<std::string>>> tags;
  friend bool operator==(const update&, const update&) = default;
};

/// A new case for the same person.
struct create {
  std::string agent, kind, title, text, priority;
  friend bool operator==(const create&, const create&) = default;
};

using action = std::variant<update, create>;

/// What came, and why it cannot be done; without problems it can.
struct parsed_action {
  action what;
  typed_fields fields; ///< to show the form again as it was typed
  std::vector<problem> problems;
};

/// The most that a body may have, in bytes. A longer one is not to be read.
inline constexpr std::size_t longest_body = 64u << 10;
/// Limits of single fields, in characters.
inline constexpr std::size_t longest_name = 80, longest_note = 4000, longest_title = 200,
                             longest_tag = 32, most_tags = 20;

/// Reads application/x-www-form-urlencoded or application/json (an object of texts; `tags` may be a
/// list). Fields: `do` ("update", "create"), `agent`; for an update `note`, and `status`,
/// `priority`, `assignee`, `tags`, each with what was seen as `saw-status`, …; for a new case
/// `kind`, `title`, `text`, `priority`; `nonce` is left to the reader of `fields`. A field equal to
/// what was seen is no change.
parsed_action read_action(std::string_view content_type, std::string_view body);

struct case_facts;
/// What somebody else has changed since the agent looked, and the agent wants otherwise: these
/// changes must not be made. A change to what it already is is no conflict.
std::vector<problem> conflicts(const update& wanted, const case_facts& now);

/// The words of a list's text, "Login , two words" -> "login", "two-words"; each once, sorted.
std::vector<std::string> read_tags(std::string_view text);

} // namespace flexcord::desk
