#pragma once
#include <concepts>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

/// Structured log lines: level, component, kebab-case event, fields. Message text, tokens and
/// signatures never go in. Levels: error = someone must act, warning = degraded, info = one line a
/// life-cycle step, debug = payload-free detail.
namespace flexcord::log {

enum class level { debug, info, warning, error, off };

struct field {
  std::string_view name;
  std::string value;
  field(std::string_view n, std::string_view v) : name(n), value(v) {}
  field(std::string_view n, const std::string& v) : name(n), value(v) {}
  field(std::string_view n, const char* v) : name(n), value(v) {}
  field(std::string_view n, bool v) : name(n), value(v ? "true" : "false") {}
  template <std::integral T>
  requires(!std::same_as<T, bool>) field(std::string_view n, T v)
      : name(n), value(std::to_string(v)) {}
};
using field_list = std::initializer_list<field>;

struct options {
  level minimum = level::info;
  bool json = false;
  std::string file; ///< empty: standard error
};

/// Opens the sink; false with a reason when the file cannot be written.
bool open(const options& o, std::string& why);
void close();

/// A sink that gets whole lines (without the newline) instead of the file; an empty function
/// restores the file.
void capture(std::function<void(level, const std::string&)> sink);

void write(level l, std::string_view component, std::string_view event, field_list fields);
inline void debug(std::string_view c, std::string_view e, field_list f = {}) {
  write(level::debug, c, e, f);
}
inline void info(std::string_view c, std::string_view e, field_list f = {}) {
  write(level::info, c, e, f);
}
inline void warning(std::string_view c, std::string_view e, field_list f = {}) {
  write(level::warning, c, e, f);
}
inline void error(std::string_view c, std::string_view e, field_list f = {}) {
  write(level::error, c, e, f);
}

} // namespace flexcord::log
