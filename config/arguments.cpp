#include "config/source.hpp"

namespace flexcord::config {

command_line read_arguments(std::span<const std::string> arguments,
                            std::vector<problem>& problems) {
  constexpr std::string_view file_option = "--config-file=";
  command_line result;
  std::size_t position = 0;
  for (const auto& argument : arguments) {
    ++position;
    // An argument of another form may be a secret in the wrong place: name its position only.
    if (!argument.starts_with("--") || argument.size() == 2) {
      problems.push_back(
          {"argument " + std::to_string(position), "is no option", "--group.key=value"});
      continue;
    }
    if (take_test_option(argument, result.tests, problems)) continue;
    if (argument.starts_with("--caf.")) {
      result.caf_arguments.push_back(argument);
      continue;
    }
    if (argument.starts_with(file_option)) {
      result.config_file = argument.substr(file_option.size());
      if (result.config_file.empty())
        problems.push_back({"--config-file", "names no file", "--config-file=PATH"});
      else
        result.caf_arguments.push_back(argument);
      continue;
    }
    const auto equals = argument.find('=');
    const auto path = argument.substr(2, equals == std::string::npos ? equals : equals - 2);
    if (path.find('.') == std::string::npos)
      problems.push_back(
          {"--" + path, "is not a known option", "--group.key=value, or --config-file=PATH"});
    else if (equals == std::string::npos)
      result.values[path] = {true};
    else
      result.values[path] = {raw{argument.substr(equals + 1)}};
  }
  return result;
}

} // namespace flexcord::config
