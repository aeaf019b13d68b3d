#pragma once
#include "sandbox/twilio/outcome.hpp"
#include "sandbox/twilio/types.hpp"

#include <string_view>
#include <vector>

namespace flexcord::sandbox::twilio {

/// The Ordering of a list of tasks: "Priority:desc,DateCreated:asc".
class task_order {
public:
  bool before(const task& a, const task& b) const;
  bool given() const { return !parts_.empty(); }

private:
  friend outcome<task_order> read_task_order(std::string_view text);
  struct part {
    bool by_priority = false, descending = false;
  };
  std::vector<part> parts_;
};

/// Empty: by creation, oldest first. What TaskRouter does not know is refused, and so are
/// DateCreated and VirtualStartTime together.
outcome<task_order> read_task_order(std::string_view text);

} // namespace flexcord::sandbox::twilio
