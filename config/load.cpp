#include "config/load.hpp"
#include "config/apply.hpp"
#include "config/check.hpp"
#include "config/forms.hpp"
#include "config/secret_file.hpp"
#include "config/source.hpp"
#include "config/suggest.hpp"
#include "config/url.hpp"

namespace flexcord::config {
namespace {

constexpr const char* default_file = "caf-application.conf";

/// Refuses what has no row; true for a path that is judged elsewhere.
bool is_known(const std::string& path, const value& v, std::vector<problem>& problems) {
  if (find_key(path) != nullptr || secret_of_file(path) != nullptr) return true;
  if (auto why = unavailable(path); !why.empty())
    problems.push_back({path, std::move(why), {}});
  else if (is_group(path)) {
    if (!std::holds_alternative<block>(v.data))
      problems.push_back({path, "is a group", path + " { key = value }"});
  } else {
    const auto near = nearest_key(path);
    problems.push_back({path, "is not a known key", near.empty() ? "" : "perhaps " + near});
  }
  return false;
}

bool gives(const assignments& values, const std::string& path) {
  return values.contains(path) || values.contains(path + "-file");
}

/// Reads a secret from one source: from the text, or from the file that it names.
void take_secret(const key& k, const assignments& values, loaded& l) {
  const std::string path{k.path};
  const auto companion = path + "-file";
  const auto inlined = values.find(path);
  const auto named = values.find(companion);
  if (inlined != values.end() && named != values.end()) {
    l.problems.push_back({path, "is given twice, with " + companion, "one of the two"});
    return;
  }
  if (inlined != values.end()) return apply(k, inlined->second, l.values, l.problems);
  std::string name;
  if (const auto* r = std::get_if<raw>(&named->second.data))
    name = unquoted(r->text);
  else if (const auto* t = std::get_if<std::string>(&named->second.data))
    name = *t;
  else
    l.problems.push_back({companion, "is not a text", "the path of a file, in quotes"});
  if (name.empty()) return;
  auto got = read_secret_file(name);
  if (!got.problem.empty())
    l.problems.push_back({companion, got.problem, "a readable file with the secret on one line"});
  *std::get<secret*>(k.in(l.values)) = std::move(got.value);
}

/// The command line wins over the environment, and that over the configuration file.
void read_secret_key(const key& k, const assignments& file, const assignments& line,
                     const environment& env, loaded& l) {
  const std::string path{k.path};
  const std::string variable{k.environment};
  const char* set = env ? env(variable.c_str()) : nullptr;
  if (gives(line, path)) {
    if (line.contains(path))
      l.notes.push_back(
          path + " stands on the command line, where every user of this machine can read it.");
    take_secret(k, line, l);
  } else if (set != nullptr && *set != '\0') {
    std::vector<problem> wrong;
    apply(k, {std::string{set}}, l.values, wrong);
    for (const auto& p : wrong) l.problems.push_back({variable, p.what, p.expected});
  } else if (gives(file, path)) {
    take_secret(k, file, l);
  }
}

void drop_trailing_slashes(settings& s) {
  for (const auto& k : keys()) {
    if (k.must.fits != forms::base_url && k.must.fits != forms::socket_url) continue;
    auto& url = *std::get<std::string*>(k.in(s));
    while (url.ends_with('/')) url.pop_back();
  }
}

} // namespace

std::string to_string(const problem& p) {
  auto text = p.path + ": " + p.what;
  if (!p.expected.empty()) text += " (expected " + p.expected + ")";
  return text;
}

loaded load(std::span<const std::string> arguments, const environment& env) {
  loaded l;
  auto line = read_arguments(arguments, l.problems);
  l.tests = std::move(line.tests);
  l.caf_arguments = std::move(line.caf_arguments);
  const bool named = !line.config_file.empty();
  const auto path = named ? line.config_file : std::string{default_file};
  bool found = false;
  const auto file = read_file(path, named, found, l.problems);
  if (found)
    l.config_file = path;
  else if (!named)
    l.notes.push_back(std::string{default_file} +
                      " is not in the working directory: defaults are used.");
  auto merged = line.values;
  merged.insert(file.begin(), file.end());
  for (const auto& [where, v] : merged) {
    if (!is_known(where, v, l.problems)) continue;
    const auto* k = find_key(where);
    if (k != nullptr && k->environment.empty()) apply(*k, v, l.values, l.problems);
  }
  if (line.values.contains("store.url") &&
      without_password(l.values.store.url) != l.values.store.url)
    l.notes.emplace_back("store.url stands on the command line with its password, where every user "
                         "of this machine can read it.");
  for (const auto& k : keys())
    if (!k.environment.empty()) read_secret_key(k, file, line.values, env, l);
  drop_trailing_slashes(l.values);
  check(l);
  check_test_tools(l);
  return l;
}

} // namespace flexcord::config
