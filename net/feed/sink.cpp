#include "net/feed/sink.hpp"

#include "net/discord/text.hpp"
#include "net/discord/utf8.hpp"
#include "net/feed/plain.hpp"

#include <algorithm>
#include <optional>

namespace flexcord::net::feed {

namespace {

using discord::length;
using discord::utf8::decode;

constexpr std::size_t deepest = 24;
constexpr std::string_view dots = "\xE2\x80\xA6";
constexpr std::string_view zero_width = "\xE2\x80\x8B";
constexpr std::string_view fence = "```";
/// A word longer than this may be cut inside when there is no room for it.
constexpr std::size_t long_word_points = 40;

/// In code no backslash helps: what would end it is replaced by a look-alike.
std::string for_code(std::string_view text) {
  std::string out;
  for (const auto c : text) {
    if (c == '`')
      out += "\xCB\x8B"; // U+02CB
    else
      out += c;
  }
  return without_mentions(out);
}

bool is_link(std::string_view word) {
  return word.starts_with("http://") || word.starts_with("https://");
}

} // namespace

bool markdown_sink::inside(kind k) const {
  return std::any_of(frames_.begin(), frames_.end(), [k](auto& f) { return f.what == k; });
}

bool markdown_sink::in_code() const {
  return std::any_of(frames_.begin(), frames_.end(), [](auto& f) {
    return f.what == kind::code || (f.what == kind::mark && f.mark == "`");
  });
}

/// A label or a heading has begun: a line break would end it.
bool markdown_sink::in_one_line() const {
  return std::any_of(frames_.begin(), frames_.end(), [](auto& f) {
    return f.begun && (f.what == kind::link || f.what == kind::heading);
  });
}

std::string markdown_sink::escaped(std::string_view w) const {
  return in_code() ? for_code(w) : escape(w, at_start_);
}

void markdown_sink::put(std::string_view s) {
  out_ += s;
  points_ += length(s);
}

/// Code points still free, what must be closed and the dots set aside.
std::size_t markdown_sink::room() const {
  std::size_t reserved = 1;
  for (const auto& f : frames_)
    if (f.begun) reserved += f.what == kind::code ? fence.size() + 1 : f.mark.size();
  return points_ + reserved >= limit_ ? 0 : limit_ - points_ - reserved;
}

std::string markdown_sink::prefix() const {
  std::string out = inside(kind::quote) ? "> " : "";
  int depth = 0;
  for (const auto& f : frames_) depth += f.what == kind::list;
  // An item's further lines stand under its text.
  if (depth > 1) out.append(static_cast<std::size_t>(std::min(depth - 1, 3)) * 2, ' ');
  if (depth > 0 && bullet_.empty()) out += "  ";
  return out + bullet_;
}

/// Marks do not reach over the end of a line; they begin anew with the next text.
void markdown_sink::suspend_marks() {
  for (auto f = frames_.rbegin(); f != frames_.rend(); ++f) {
    if (f->what != kind::mark || !f->begun) continue;
    put(f->mark);
    f->begun = false;
  }
}

void markdown_sink::begin_line() {
  const auto first = out_.empty();
  // A link's label and a heading are one line.
  if (breaks_ > 0 && in_one_line()) {
    breaks_ = 0;
    space_ = true;
  }
  if (breaks_ > 0 || first) {
    if (!first) {
      suspend_marks();
      put("\n");
      if (breaks_ > 1) put(inside(kind::quote) ? "> \n" : "\n");
    }
    if (!inside(kind::code)) {
      put(prefix());
      bullet_.clear();
      for (auto& f : frames_)
        if (f.what == kind::heading && !f.begun) {
          put(f.url); // the signs of its level
          f.begun = true;
        }
    }
    breaks_ = 0;
    space_ = false;
    at_start_ = true;
  }
  if (space_) put(" ");
  space_ = false;
}

void markdown_sink::begin_marks() {
  // Only against a mark that ended here; marks that begin together belong together.
  const auto last = out_.empty() ? '\0' : out_.back();
  bool first = true;
  for (auto& f : frames_) {
    if (f.begun) continue;
    if (f.what == kind::link) {
      f.at = out_.size();
      f.begun = true;
    } else if (f.what == kind::mark) {
      // "**a****b**" would be read as one; so would "`a``b`".
      if (first && last == f.mark.front()) put(zero_width);
      first = false;
      put(f.mark);
      f.begun = true;
    }
  }
}

void markdown_sink::text(std::string_view decoded) {
  if (full_) return;
  if (inside(kind::code)) return code_lines(decoded);
  std::string w;
  for (std::size_t at = 0; at < decoded.size() && !full_;) {
    const auto c = decode(decoded, at);
    const auto bytes = std::max<std::size_t>(c.bytes, 1);
    if (c.bytes > 0 && discord::utf8::is_space(c.value)) {
      if (!w.empty()) word(w);
      w.clear();
      if (!out_.empty() || !bullet_.empty()) space_ = true;
    } else if (c.bytes > 0 && !is_unseen(c.value)) {
      w += decoded.substr(at, bytes);
    }
    at += bytes;
  }
  if (!w.empty() && !full_) word(w);
}

void markdown_sink::word(std::string_view w) {
  // Near the end, what a new line or a mark adds counts too: try, and take it back if it is too
  // much.
  constexpr std::size_t far_from_the_end = 100;
  std::optional<markdown_sink> before;
  if (room() < far_from_the_end + 2 * w.size()) before = *this;
  begin_line();
  begin_marks();
  const auto e = escaped(w);
  if (length(e) <= room()) {
    put(e);
    at_start_ = false;
    return;
  }
  if (length(w) > long_word_points && !is_link(w) && room() > long_word_points / 2)
    long_word(w);
  else if (before)
    *this = std::move(*before);
  full_ = true;
}

void markdown_sink::long_word(std::string_view w) {
  const auto shown = [this](std::string_view part) { return escaped(part); };
  put(escaped(w.substr(0, discord::fitting(w, room(), shown))));
  at_start_ = false;
}

void markdown_sink::code_lines(std::string_view decoded) {
  if (!code_begun_) {
    // The line after <pre> is not part of it.
    if (decoded.starts_with('\n')) decoded.remove_prefix(1);
    if (decoded.empty()) return;
    const auto before = *this;
    begin_line();
    put(fence);
    put("\n");
    frames_.back().begun = true;
    if (room() < long_word_points) {
      *this = before;
      full_ = true;
      return;
    }
    code_begun_ = true;
  }
  std::string clean;
  for (std::size_t at = 0; at < decoded.size();) {
    const auto c = decode(decoded, at);
    const auto bytes = std::max<std::size_t>(c.bytes, 1);
    if (c.bytes > 0 && (c.value == '\n' || !is_unseen(c.value)) && c.value != '\r')
      clean += decoded.substr(at, bytes);
    at += bytes;
  }
  const auto safe = for_code(clean);
  const auto most = room();
  if (length(safe) <= most) return put(safe);
  put(cut(safe, most));
  full_ = true;
}

void markdown_sink::line_break() {
  if (inside(kind::code)) return text("\n");
  breaks_ = std::max(breaks_, 1);
}

void markdown_sink::paragraph() {
  if (!inside(kind::code)) breaks_ = inside(kind::list) ? std::max(breaks_, 1) : 2;
}

bool markdown_sink::push(frame f) {
  // Deeper than this everything is plain.
  if (full_ || frames_.size() >= deepest || inside(kind::code)) return false;
  frames_.push_back(std::move(f));
  return true;
}

void markdown_sink::open_mark(std::string name, std::string_view mark) {
  const auto twice = std::any_of(frames_.begin(), frames_.end(),
                                 [&](auto& f) { return f.what == kind::mark && f.mark == mark; });
  if (!twice && !in_code())
    push({.what = kind::mark, .name = std::move(name), .mark = std::string{mark}});
}

void markdown_sink::open_link(std::string url) {
  if (!url.empty() && !in_code() && !inside(kind::link))
    push({.what = kind::link, .name = "a", .url = std::move(url)});
}

void markdown_sink::open_heading(std::string name, int level) {
  paragraph();
  if (!inside(kind::heading) && !inside(kind::list) && !inside(kind::link))
    push({.what = kind::heading,
          .name = std::move(name),
          .url = std::string(static_cast<std::size_t>(std::clamp(level, 1, 3)), '#') + ' '});
}

void markdown_sink::open_list(std::string name, bool numbered) {
  paragraph();
  push({.what = kind::list, .name = std::move(name), .numbered = numbered});
}

void markdown_sink::open_item() {
  // An item ends where the next one of its list begins.
  for (auto f = frames_.rbegin(); f != frames_.rend() && f->what != kind::list; ++f)
    if (f->what == kind::item) {
      close("li");
      break;
    }
  line_break();
  const auto list =
      std::find_if(frames_.rbegin(), frames_.rend(), [](auto& f) { return f.what == kind::list; });
  if (list == frames_.rend()) return;
  ++list->count;
  bullet_ = list->numbered ? std::to_string(list->count) + ". " : "- ";
  push({.what = kind::item, .name = "li"});
}

void markdown_sink::open_quote() {
  paragraph();
  push({.what = kind::quote, .name = "blockquote"});
}

void markdown_sink::open_code_block() {
  paragraph();
  if (inside(kind::link) || in_code()) return;
  suspend_marks();
  if (push({.what = kind::code, .name = "pre"})) code_begun_ = false;
}

void markdown_sink::pop() {
  auto f = std::move(frames_.back());
  frames_.pop_back();
  switch (f.what) {
  case kind::mark:
    if (f.begun) put(f.mark);
    break;
  case kind::link:
    if (f.begun && out_.size() > f.at) {
      auto label = out_.substr(f.at);
      // Discord shows no link whose words look like one; then the link itself is the better text.
      const auto bare = label.find("://") != label.npos;
      const auto made = bare ? f.url : '[' + label + "](" + f.url + ')';
      const auto size = length(made) - std::min(length(made), length(label));
      if (!full_ && size <= room()) {
        out_.resize(f.at);
        points_ -= length(label);
        put(made);
      }
    }
    break;
  case kind::heading:
    paragraph();
    break;
  case kind::list:
  case kind::quote:
    bullet_.clear();
    paragraph();
    break;
  case kind::item:
    bullet_.clear();
    line_break();
    break;
  case kind::code:
    if (f.begun) {
      if (!out_.ends_with('\n')) put("\n");
      put(fence);
    }
    breaks_ = std::max(breaks_, 1);
    break;
  }
}

void markdown_sink::close(std::string_view name) {
  const auto known =
      std::any_of(frames_.begin(), frames_.end(), [&](auto& f) { return f.name == name; });
  if (!known || full_) return;
  for (bool last = false; !last;) {
    last = frames_.back().name == name;
    pop();
  }
}

std::string markdown_sink::finish() {
  if (full_ && limit_ > 0 && !out_.ends_with(dots)) put(dots);
  while (!frames_.empty()) pop();
  return std::move(out_);
}

} // namespace flexcord::net::feed
