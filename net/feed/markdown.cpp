#include "net/feed/markdown.hpp"

#include "net/feed/entity.hpp"
#include "net/feed/html.hpp"
#include "net/feed/link.hpp"
#include "net/feed/plain.hpp"
#include "net/feed/sink.hpp"

#include <algorithm>

namespace flexcord::net::feed {

namespace {

constexpr std::size_t longest_alt = 100;

struct inline_mark {
  std::string_view name, mark;
};
constexpr inline_mark marks[] = {{"b", "**"},   {"strong", "**"}, {"i", "*"},    {"em", "*"},
                                 {"cite", "*"}, {"dfn", "*"},     {"var", "*"},  {"u", "__"},
                                 {"ins", "__"}, {"s", "~~"},      {"del", "~~"}, {"strike", "~~"},
                                 {"code", "`"}, {"tt", "`"},      {"kbd", "`"},  {"samp", "`"}};

constexpr std::string_view blocks[] = {"p",          "div",     "section", "article", "header",
                                       "footer",     "main",    "aside",   "address", "figure",
                                       "figcaption", "table",   "hr",      "dl",      "fieldset",
                                       "form",       "details", "summary", "center",  "nav"};
constexpr std::string_view lines[] = {"tr", "dt", "dd", "caption", "legend", "option"};

template <std::size_t N>
bool among(std::string_view name, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

int heading_level(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

/// A picture of a pixel or none counts readers and shows nothing.
bool is_tracker(const html_token& t) {
  auto tiny = [](const std::string& s) { return s == "0" || s == "1" || s == "1px" || s == "0px"; };
  return tiny(t.width) || tiny(t.height);
}

class converter {
public:
  converter(std::string_view base, std::size_t limit) : base_(base), sink_(limit) {}

  rendered run(std::string_view html) {
    html_reader reader{html};
    for (html_token t; !sink_.full() && reader.next(t);) {
      switch (t.what) {
      case html_token::kind::text:
        sink_.text(decode_entities(t.text));
        break;
      case html_token::kind::open:
        open(t);
        break;
      case html_token::kind::close:
        close(t.name);
        break;
      }
    }
    const auto was_cut = sink_.was_cut();
    return {sink_.finish(), image_, was_cut};
  }

private:
  void open(const html_token& t) {
    for (const auto& m : marks)
      if (m.name == t.name) return sink_.open_mark(t.name, m.mark);
    if (t.name == "a") return open_link(t);
    if (t.name == "img") return image(t);
    if (t.name == "br") return sink_.line_break();
    if (t.name == "ul" || t.name == "menu") return sink_.open_list(t.name, false);
    if (t.name == "ol") return sink_.open_list(t.name, true);
    if (t.name == "li") return sink_.open_item();
    if (t.name == "blockquote") return sink_.open_quote();
    if (t.name == "pre") return sink_.open_code_block();
    if (const auto level = heading_level(t.name); level > 0)
      return sink_.open_heading(t.name, level);
    if (t.name == "td" || t.name == "th") {
      if (in_row_) sink_.text(" \xC2\xB7 ");
      in_row_ = true;
    }
    if (t.name == "tr") in_row_ = false;
    if (t.name == "q") return sink_.text("\"");
    if (among(t.name, blocks)) sink_.paragraph();
    if (among(t.name, lines)) sink_.line_break();
  }

  void close(const std::string& name) {
    sink_.close(name);
    if (name == "q") sink_.text("\"");
    if (among(name, blocks) || heading_level(name) > 0) sink_.paragraph();
    if (among(name, lines)) sink_.line_break();
    if (name == "a") in_link_ = false;
  }

  void open_link(const html_token& t) {
    // HTML knows no link inside a link: the next one ends the last.
    if (in_link_) sink_.close("a");
    sink_.open_link(web_link(base_, t.href));
    in_link_ = true;
  }

  void image(const html_token& t) {
    const auto url = web_link(base_, t.src);
    if (url.empty() || is_tracker(t)) return;
    if (image_.empty()) image_ = url;
    auto label = cut(one_line(t.alt), longest_alt);
    if (label.empty() || label.find("://") != label.npos) label = "image";
    // Inside a link its words belong to that link.
    if (in_link_) return sink_.text(label);
    sink_.open_link(url);
    sink_.text(label);
    sink_.close("a");
  }

  std::string_view base_;
  markdown_sink sink_;
  std::string image_;
  bool in_link_ = false, in_row_ = false;
};

} // namespace

rendered html_to_markdown(std::string_view html, std::string_view base, std::size_t limit) {
  return converter{base, limit}.run(html);
}

rendered text_to_markdown(std::string_view text, std::size_t limit) {
  markdown_sink sink{limit};
  int empty = 0;
  while (!text.empty() && !sink.full()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = one_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) {
      ++empty;
      continue;
    }
    empty > 0 ? sink.paragraph() : sink.line_break();
    empty = 0;
    sink.text(line);
  }
  const auto was_cut = sink.was_cut();
  return {sink.finish(), {}, was_cut};
}

} // namespace flexcord::net::feed
