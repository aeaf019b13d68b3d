#include "actors/reports/forms.hpp"
#include "net/discord/plain.hpp"
#include "net/discord/text.hpp"
#include "net/discord/utf8.hpp"

#include <algorithm>
#include <array>

namespace flexcord::reports {
namespace {

using net::discord::form_answer;
namespace utf8 = net::discord::utf8;

constexpr std::size_t longest_file_name = 60;

/// Signs that show nothing by themselves: a text of nothing else says nothing.
bool is_invisible(char32_t c) {
  return utf8::is_space(c) || c < 0x20 || c == 0x7F || c == 0xAD || c == 0x115F || c == 0x1160 ||
         c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0x2800 || c == 0x3164 || c == 0xFEFF || c == 0xFFA0;
}

std::string trimmed(const std::string& raw) {
  const auto text = net::discord::sanitize(raw);
  std::size_t first = text.size(), last = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = utf8::decode(text, at);
    if (!is_invisible(c.value)) {
      first = std::min(first, at);
      last = at + c.bytes;
    }
    at += c.bytes;
  }
  return first >= last ? std::string{} : text.substr(first, last - first);
}

class reader {
public:
  reader(kind what, std::span<const form_answer> answers, const report_limits& limits, language l)
      : answers_(answers), limits_(limits), language_(l) {
    out_.said.what = what;
  }

  reading run() {
    const bool bug = out_.said.what == kind::bug;
    text(question::title, out_.said.title, limits_.title, true);
    text(question::text, out_.said.text, limits_.text, true);
    text(question::extra, out_.said.extra, limits_.extra, !bug);
    if (bug) {
      how_bad();
      shots();
    }
    return std::move(out_);
  }

private:
  const form_answer* answer(std::string_view id) const {
    const auto at = std::ranges::find(answers_, id, &form_answer::id);
    return at == answers_.end() ? nullptr : &*at;
  }

  std::string label(std::string_view id) const { return label_of(out_.said.what, id, language_); }

  void wrong(word w, std::initializer_list<std::pair<std::string_view, std::string>> values) {
    // The same said twice helps nobody.
    auto said = say(w, language_, values);
    if (std::ranges::find(out_.problems, said, &problem::text) == out_.problems.end())
      out_.problems.push_back({w, std::move(said)});
  }

  void text(std::string_view id, std::string& into, std::size_t most, bool required) {
    const auto* a = answer(id);
    into = a ? trimmed(a->text) : std::string{};
    if (into.empty() && required) wrong(word::is_empty, {{"question", label(id)}});
    if (net::discord::length(into) > most)
      wrong(word::is_too_long, {{"question", label(id)}, {"most", std::to_string(most)}});
  }

  void how_bad() {
    const auto* a = answer(question::severity);
    // Only what is chosen counts; "none" is no choice of the form.
    const auto s = a && a->values.size() == 1 ? severity_of(a->values[0]) : std::nullopt;
    if (s && *s != severity::none)
      out_.said.how_bad = *s;
    else
      wrong(word::not_a_choice, {{"question", label(question::severity)}});
  }

  void shots() {
    const auto* a = answer(question::shots);
    if (!a) return;
    if (a->values.size() > limits_.shots)
      wrong(word::too_many_files, {{"most", std::to_string(limits_.shots)}});
    if (a->files.size() < a->values.size()) wrong(word::file_lost, {});
    for (const auto& f : a->files) {
      const auto name = net::discord::plain_line(f.filename, longest_file_name);
      if (!f.content_type.starts_with("image/"))
        wrong(word::not_an_image, {{"name", name}});
      else if (f.size > limits_.shot_bytes)
        wrong(word::file_too_large,
              {{"name", name}, {"size", std::to_string(limits_.shot_bytes >> 20)}});
      else if (out_.said.shots.size() < limits_.shots)
        out_.said.shots.push_back(f);
    }
  }

  std::span<const form_answer> answers_;
  const report_limits& limits_;
  language language_;
  reading out_;
};

} // namespace

reading read(kind what, std::span<const form_answer> answers, const report_limits& limits,
             language l) {
  return reader(what, answers, limits, l).run();
}

std::string_view image_type(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return "image/png";
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return "image/jpeg";
  if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return "image/gif";
  if (bytes.size() >= 12 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv)
    return "image/webp";
  return {};
}

} // namespace flexcord::reports
