#include "actors/reports/mine.hpp"

#include "net/discord/custom_id.hpp"
#include "net/discord/plain.hpp"

#include <algorithm>

namespace flexcord::reports {
namespace {

using net::discord::button;

constexpr std::string_view page_action = "my-cases";
/// What conversations understand as a wish for a person.
constexpr auto agent_button = "v1:agent";
constexpr std::size_t longest_title = 100;

std::string kind_words(const my_case& c, language l) {
  if (c.kind == "bug") return say(word::bug, l);
  if (c.kind == "feature") return say(word::feature, l);
  return say(c.kind == "question" ? word::question_case : word::talk_case, l);
}

std::string line_of(const my_case& c, language l) {
  auto line = "**#" + std::to_string(c.number) + "** " + kind_words(c, l);
  // A talk's title says for the agents how it came about.
  if (!c.title.empty() && c.kind != "handoff")
    line += ": " + net::discord::plain_line(c.title, longest_title);
  line += " · " + say(word_of(c.now), l);
  if (c.master != 0) line += " (= #" + std::to_string(c.master) + ")";
  // Discord writes the moment in the reader's own language.
  return line + " · <t:" + std::to_string(c.opened / 1000) + ":R>";
}

std::optional<button> talk_button(std::span<const my_case> page, language l) {
  const auto talk = std::ranges::find(page, std::string_view{"handoff"}, &my_case::kind);
  if (talk == page.end()) return std::nullopt;
  button b;
  b.look = button::style::primary;
  b.custom_id = agent_button;
  b.label = is_over(talk->now) ? say(word::ask_again, l)
                               : say(word::go_on, l, {{"number", std::to_string(talk->number)}});
  return b;
}

} // namespace

net::discord::outgoing list_of(std::span<const my_case> found, std::uint64_t skipped, language l) {
  net::discord::outgoing m;
  m.content = say(found.empty() ? word::no_cases : word::my_cases, l);
  const auto page = found.first(std::min(found.size(), cases_a_page));
  for (const auto& c : page) m.content += "\n" + line_of(c, l);
  std::vector<button> row;
  if (auto talk = talk_button(page, l)) row.push_back(std::move(*talk));
  if (found.size() > cases_a_page) {
    button older;
    older.label = say(word::more_cases, l);
    older.custom_id =
        net::discord::make_custom_id(page_action, {std::to_string(skipped + cases_a_page)});
    row.push_back(std::move(older));
  }
  if (!row.empty()) m.rows = {std::move(row)};
  return m;
}

std::optional<std::uint64_t> page_of(std::string_view custom_id) {
  const auto id = net::discord::read_custom_id(custom_id);
  if (!id || id->action != page_action || id->arguments.size() != 1) return std::nullopt;
  return net::discord::number_of(id->arguments[0]);
}

} // namespace flexcord::reports
