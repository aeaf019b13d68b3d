#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace flexcord::net::discord {

/// One of the answers that a question offers.
struct form_choice {
  std::string value; ///< comes back; at most 100 characters
  std::string label; ///< at most 100 characters
  std::string hint = {};
  bool chosen = false; ///< before anybody chose
};

/// One question of a form.
struct form_question {
  enum class kind { short_text, long_text, choice, files };
  kind what = kind::short_text;
  std::string id;          ///< custom_id of the answer
  std::string label;       ///< at most 45 characters
  std::string hint = {};   ///< under the label, at most 100 characters
  std::string sample = {}; ///< shown in an empty text or unanswered choice, at most 100
  std::string value = {};  ///< what a text holds already
  bool required = true;
  int least = 0; ///< characters of a text
  int most = 0;  ///< characters of a text (at most 4000), or files (at most 10); 0: as many
  std::vector<form_choice> choices = {}; ///< of a choice, 1 to 25
};

/// A form (Discord: modal) that opens as the first answer to a command or a button.
struct form {
  std::string id;                       ///< comes back with the answers, at most 100 characters
  std::string title;                    ///< at most 45 characters
  std::vector<form_question> questions; ///< one to five
};

/// Discord's limits, in code points where they are of texts.
struct form_limits {
  static constexpr std::size_t title = 45, questions = 5, label = 45, hint = 100, sample = 100,
                               text = 4000, choices = 25, choice = 100, files = 10, id = 100;
};

/// Why Discord would refuse the form however its texts are cut: no title, no questions or too many,
/// an id missing, too long or used twice, a choice without choices or with one twice. Empty:
/// nothing. Texts that are too long are no reason: they are cut when the form is written.
std::string wrong_with(const form& f);

} // namespace flexcord::net::discord
