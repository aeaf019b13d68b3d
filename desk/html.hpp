#pragma once
#include "desk/address.hpp"

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace flexcord::desk {

/// Markup as it stands in our source, with "{}" where a value goes. It cannot be made at run time,
/// and the compiler refuses: a value in an attribute without quotes, a value in `style` or in a
/// handler such as `onclick`, anything but an `address` in `href`, `src` and `action` (and an
/// `address` elsewhere), and a number of values that does not fit.
template <class... Args>
struct markup {
  std::string_view text;

  template <std::size_t N>
  consteval markup(const char (&source)[N]) : text(source, N - 1) {
    const bool addresses[] = {std::is_same_v<Args, address>..., false};
    std::size_t next = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      if (text[i] != '{' || text[i + 1] != '}') continue;
      if (next == sizeof...(Args)) throw "more places than values";
      const auto before = text.substr(0, i);
      if (before.ends_with('=')) throw "a value in an attribute without quotes";
      if (before.ends_with("style=\"")) throw "a value in a style";
      const auto name = before.substr(before.find_last_of(' ') + 1);
      if (name.starts_with("on") && name.ends_with("=\"")) throw "a value in a script";
      const bool wanted = before.ends_with(" href=\"") || before.ends_with(" src=\"") ||
                          before.ends_with(" action=\"");
      if (wanted != addresses[next]) throw "an address where none belongs, or none where one does";
      ++next;
    }
    if (next != sizeof...(Args)) throw "more values than places";
  }
};

/// A piece of HTML. Every value put into it is cleaned and escaped, so it can stand in text and in
/// quoted attributes; only our own source and other pieces are taken as markup.
class html {
public:
  /// html{}.put("<p title=\"{}\">{}</p>", title, text)
  template <class... Args>
  html& put(markup<std::type_identity_t<Args>...> source, const Args&... values) {
    auto rest = source.text;
    (place(rest, values), ...);
    out_ += rest;
    return *this;
  }
  html& add(const html& piece) {
    out_ += piece.out_;
    return *this;
  }
  /// Our own style or script, as it was built into the program: it holds no value of anybody's.
  html& asset(std::string_view bytes) {
    out_ += bytes;
    return *this;
  }
  bool empty() const { return out_.empty(); }
  const std::string& text() const { return out_; }

private:
  template <class T>
  void place(std::string_view& rest, const T& value) {
    const auto at = rest.find("{}");
    out_ += rest.substr(0, at);
    rest.remove_prefix(at + 2);
    if constexpr (std::same_as<T, html>)
      out_ += value.out_;
    else if constexpr (std::same_as<T, address>)
      escaped(value.text());
    else if constexpr (std::integral<T>)
      out_ += std::to_string(value);
    else
      escaped(std::string_view{value});
  }
  void escaped(std::string_view value);

  std::string out_;
};

/// `piece` when `yes`, else nothing: for attributes such as " selected".
inline html when(bool yes, markup<> piece) { return yes ? html{}.put(piece) : html{}; }

} // namespace flexcord::desk
