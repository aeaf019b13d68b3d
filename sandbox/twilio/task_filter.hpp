#pragma once
#include "sandbox/twilio/outcome.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace flexcord::sandbox::twilio {

/// One comparison of EvaluateTaskAttributes: an attribute (dots go into objects) equal, or not, to
/// a text.
struct attribute_test {
  std::string name, value;
  bool equal = true;
};

/// Reads `a == "x" AND b.c != 'y'`; other operators of TaskRouter's language are refused.
outcome<std::vector<attribute_test>> parse_task_filter(std::string_view expression);
/// True when the attributes (JSON text) pass every test.
bool passes(const std::vector<attribute_test>& tests, std::string_view attributes);

} // namespace flexcord::sandbox::twilio
