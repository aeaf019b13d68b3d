#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::net::feed {

/// Builds Discord Markdown of at most `limit` code points out of words, breaks and marks. All marks
/// in its output are its own: what is written is escaped. Once the limit is reached the rest is
/// dropped, open marks are closed and "…" stands at the end.
class markdown_sink {
public:
  explicit markdown_sink(std::size_t limit) : limit_(limit) {}

  /// Running text; white space collapses to one blank, except inside a code block.
  void text(std::string_view decoded);
  /// The next text begins on a new line, or after an empty one.
  void line_break();
  void paragraph();

  /// Formatting around what follows: "**", "*", "__", "~~" or "`".
  void open_mark(std::string name, std::string_view mark);
  void open_link(std::string url); ///< a url from web_link()
  void open_heading(std::string name, int level);
  void open_list(std::string name, bool numbered);
  void open_item();
  void open_quote();
  void open_code_block();
  /// Ends the innermost element of that name with all inside it; nothing when none is open.
  void close(std::string_view name);

  bool full() const { return full_; }
  /// True when something was dropped for the limit.
  bool was_cut() const { return full_; }
  std::string finish();

private:
  enum class kind { mark, link, heading, list, item, quote, code };
  struct frame {
    kind what;
    std::string name, mark, url;
    bool begun = false;    ///< its sign stands in the text
    std::size_t at = 0;    ///< of a link: where its label begins
    bool numbered = false; ///< of a list
    int count = 0;         ///< of a list: items so far
  };

  bool inside(kind k) const;
  bool in_code() const; ///< a block or a piece: nothing is escaped there
  bool in_one_line() const;
  bool push(frame f);
  void pop();
  void suspend_marks();
  void begin_line();
  void begin_marks();
  void word(std::string_view w);
  void long_word(std::string_view w);
  void code_lines(std::string_view decoded);
  void put(std::string_view s);
  std::string escaped(std::string_view w) const;
  std::size_t room() const;
  std::string prefix() const;

  std::size_t limit_, points_ = 0;
  std::string out_, bullet_;
  std::vector<frame> frames_;
  int breaks_ = 0;
  bool space_ = false, full_ = false, at_start_ = true, code_begun_ = false;
};

} // namespace flexcord::net::feed
