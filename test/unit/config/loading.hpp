#pragma once
#include "config/load.hpp"
#include "test/unit/config/scratch.hpp"

#include <map>
#include <string>
#include <vector>

/// Short ways to load settings in tests. Include before the CAF test headers.
namespace flexcord::test {

using variables = std::map<std::string, std::string>;

inline config::environment environment_of(const variables& v) {
  return [&v](const char* name) -> const char* {
    auto i = v.find(name);
    return i == v.end() ? nullptr : i->second.c_str();
  };
}

/// Loads a file of the given text (with a token, so that this is no problem) and options.
inline config::loaded load_text(const std::string& text, std::vector<std::string> options = {},
                                const variables& env = {{"FLEXCORD_DISCORD_TOKEN", "token"}}) {
  scratch_folder folder;
  options.push_back("--config-file=" + folder.write("test.conf", text));
  return config::load(options, environment_of(env));
}

/// All problems, one a line.
inline std::string problems_of(const config::loaded& l) {
  std::string text;
  for (const auto& p : l.problems) text += to_string(p) + "\n";
  return text;
}

inline std::string notes_of(const config::loaded& l) {
  std::string text;
  for (const auto& n : l.notes) text += n + "\n";
  return text;
}

/// The problem lines of a path, or "none".
inline std::string problem_at(const config::loaded& l, const std::string& path) {
  std::string text;
  for (const auto& p : l.problems)
    if (p.path == path) text += (text.empty() ? "" : " | ") + to_string(p);
  return text.empty() ? "none" : text;
}

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace flexcord::test
