#include "net/discord/markup.hpp"
#include "net/discord/text.hpp"
#include "net/discord/utf8.hpp"

#include <algorithm>
#include <array>
#include <cctype>

// How a text is cut: it becomes atoms that are never cut, each place between two atoms gets a rank
// (paragraph, line, sentence, word, anywhere), and pieces are filled greedily up to the best place
// of the window.
namespace flexcord::net::discord {

namespace {

enum class rank { never, anywhere, word, sentence, line, paragraph };

struct atom {
  std::size_t begin = 0, end = 0; ///< bytes
  std::size_t points = 0;
  bool space = false, newline = false, fence = false;
  std::size_t inside =
      0; ///< number (from 1) of the fenced block around the place before this atom, 0: none
  rank before = rank::anywhere;
};

struct block {
  std::size_t open = 0, close = 0; ///< atoms
  std::size_t content = 0;         ///< first atom after the opening line
  std::string lang;
};

constexpr std::size_t longest_lang = 20;
constexpr std::size_t fence_marks = longest_lang + 8; ///< most that a block's added marks take
constexpr std::size_t longest_tail = 16; ///< white space before a closing mark that is kept with it

class cutter {
public:
  cutter(std::string text, std::size_t limit)
      : text_(std::move(text)), limit_(std::max<std::size_t>(limit, 1)) {
    read_atoms();
    find_blocks();
    // A limit too small for a fence's own marks: then fences are plain text.
    for (const auto& b : blocks_) {
      if (limit_ < 2 * fence_marks + b.lang.size()) keep_fences_ = false;
    }
    rank_places();
  }

  std::vector<std::string> run() {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < atoms_.size();) {
      auto end = best_cut(at);
      auto piece = render(at, end);
      at = end == atoms_.size() ? end : skip_space(end);
      if (has_ink(piece)) pieces.push_back(std::move(piece));
    }
    return pieces;
  }

private:
  std::string_view view(const atom& a) const {
    return std::string_view{text_}.substr(a.begin, a.end - a.begin);
  }

  void add(std::size_t begin, std::size_t bytes) {
    atom a{.begin = begin, .end = begin + bytes};
    a.points = length(view(a));
    a.fence = view(a).starts_with("```");
    a.newline = text_[begin] == '\n' || text_[begin] == '\r';
    a.space = utf8::is_space(utf8::decode(text_, begin).value);
    if (a.fence) in_fence_ = !in_fence_;
    // What can be in no message whole must be cut all the same: by signs, at last by code points.
    auto most = in_fence_ && limit_ > 2 * fence_marks ? limit_ - fence_marks : limit_;
    if (a.points <= most) return atoms_.push_back(a);
    for (auto at = begin; at < a.end;) {
      auto end = std::min(at + utf8::cluster(text_, at), a.end);
      bool fits = length(std::string_view{text_}.substr(at, end - at)) <= most;
      while (at < end) {
        auto step = fits ? end - at : utf8::decode(text_, at).bytes;
        auto points = fits ? length(std::string_view{text_}.substr(at, step)) : 1;
        atoms_.push_back({.begin = at, .end = at + step, .points = points});
        at += step;
      }
    }
  }

  void read_atoms() {
    for (std::size_t at = 0; at < text_.size();) {
      std::size_t bytes = 0;
      if (text_.compare(at, 3, "```") == 0) {
        bytes = 3;
      } else if (auto m = markup_at(text_, at)) {
        bytes = m->length;
      } else if (text_[at] == '\\' && at + 1 < text_.size() &&
                 std::ispunct(static_cast<unsigned char>(text_[at + 1]))) {
        bytes = 2;
      } else {
        bytes = utf8::cluster(text_, at);
      }
      add(at, bytes);
      at += bytes;
    }
  }

  void find_blocks() {
    std::vector<std::size_t> marks;
    for (std::size_t i = 0; i < atoms_.size(); ++i) {
      if (atoms_[i].fence) marks.push_back(i);
    }
    // A mark without a partner is text.
    for (std::size_t m = 0; m + 1 < marks.size(); m += 2) {
      block b{.open = marks[m], .close = marks[m + 1], .content = marks[m] + 1, .lang = {}};
      auto at = b.content;
      std::string lang;
      while (at < b.close && atoms_[at].points == 1 && is_lang(text_[atoms_[at].begin]))
        lang += text_[atoms_[at++].begin];
      if (at < b.close && atoms_[at].newline && lang.size() <= longest_lang) {
        b.content = at + 1;
        b.lang = lang;
      }
      blocks_.push_back(b);
      for (auto i = b.open + 1; i <= b.close; ++i) atoms_[i].inside = blocks_.size();
    }
  }

  static bool is_lang(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '-' || c == '#' ||
           c == '_' || c == '.';
  }

  void rank_places() {
    for (std::size_t i = 1; i < atoms_.size(); ++i) {
      auto& a = atoms_[i];
      const auto& last = atoms_[i - 1];
      if (last.newline) {
        a.before = i > 1 && atoms_[i - 2].newline ? rank::paragraph : rank::line;
      } else if (last.space || a.space) {
        a.before =
            last.space && i > 1 && ends_sentence(view(atoms_[i - 2])) ? rank::sentence : rank::word;
      }
    }
    if (!keep_fences_) return;
    for (const auto& b : blocks_) {
      // No piece ends with an opening mark or begins with a closing one: that would show an empty
      // block.
      for (auto i = b.open + 1; i <= b.content && i <= b.close; ++i) atoms_[i].before = rank::never;
      for (auto i = b.close; i > b.content && i + longest_tail > b.close; --i) {
        atoms_[i].before = rank::never;
        if (!atoms_[i - 1].space) break;
      }
    }
  }

  static bool ends_sentence(std::string_view s) {
    return s == "." || s == "!" || s == "?" || s == "\xE2\x80\xA6" || s == "\xE3\x80\x82";
  }

  const block* around(std::size_t place) const {
    if (!keep_fences_ || place >= atoms_.size() || atoms_[place].inside == 0) return nullptr;
    return &blocks_[atoms_[place].inside - 1];
  }

  static std::size_t opening_cost(const block* b) { return b ? 4 + b->lang.size() : 0; }
  static std::size_t closing_cost(const block* b) { return b ? 4 : 0; }

  /// The place (index of an atom, or the end) where the piece that begins at `from` ends.
  std::size_t best_cut(std::size_t from) const {
    auto used = opening_cost(around(from));
    std::array<std::size_t, 6> last{}; // the furthest place of each rank
    std::array<std::size_t, 6> fill{};
    std::size_t feasible = from + 1;
    for (auto i = from; i < atoms_.size(); ++i) {
      used += atoms_[i].points;
      if (used > limit_) break;
      if (i + 1 == atoms_.size()) return atoms_.size();
      auto* b = around(i + 1);
      if (used + closing_cost(b) > limit_) continue;
      auto r = static_cast<std::size_t>(atoms_[i + 1].before);
      last[r] = i + 1;
      fill[r] = used;
      if (atoms_[i + 1].before != rank::never) feasible = i + 1;
    }
    // A good place counts only when the piece is at least half full; else any white space is better
    // than a cut word.
    for (auto r = last.size() - 1; r >= static_cast<std::size_t>(rank::word); --r) {
      if (last[r] > from && fill[r] * 2 >= limit_) return last[r];
    }
    auto space = std::max({last[2], last[3], last[4], last[5]});
    if (space > from) return space;
    return std::max(feasible, from + 1);
  }

  std::string render(std::size_t from, std::size_t end) const {
    auto last = end;
    if (end < atoms_.size()) {
      // Indentation counts inside a block; there only the line's end goes.
      auto* b = around(end);
      while (last > from && (b ? atoms_[last - 1].newline : atoms_[last - 1].space)) --last;
    }
    std::string out;
    if (auto* b = around(from)) out += "```" + b->lang + "\n";
    if (last > from)
      out.append(text_, atoms_[from].begin, atoms_[last - 1].end - atoms_[from].begin);
    if (end < atoms_.size() && around(end)) out += "\n```";
    return out;
  }

  std::size_t skip_space(std::size_t at) const {
    auto in_block = around(at) != nullptr;
    while (at < atoms_.size() && (in_block ? atoms_[at].newline : atoms_[at].space)) ++at;
    return at;
  }

  static bool has_ink(std::string_view s) {
    for (std::size_t at = 0; at < s.size();) {
      auto c = utf8::decode(s, at);
      if (!utf8::is_space(c.value)) return true;
      at += c.bytes;
    }
    return false;
  }

  std::string text_;
  std::size_t limit_;
  std::vector<atom> atoms_;
  std::vector<block> blocks_;
  bool keep_fences_ = true;
  bool in_fence_ = false; ///< while reading
};

} // namespace

std::vector<std::string> split(std::string_view text, std::size_t limit) {
  return cutter(sanitize(text), limit).run();
}

} // namespace flexcord::net::discord
