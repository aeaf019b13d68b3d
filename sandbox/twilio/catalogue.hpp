#pragma once
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/outcome.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::sandbox::twilio {

struct workflow {
  std::string sid, friendly_name, configuration, assignment_url, fallback_url;
  std::int64_t reservation_timeout_s = 120, serial = 0, created_ms = 0, updated_ms = 0;
};

struct task_channel {
  std::string sid, unique_name, friendly_name;
  std::int64_t serial = 0, created_ms = 0;
};

/// The workspace's workflows and task channels: the built-in ones, and what was made over REST.
class catalogue {
public:
  catalogue();

  const std::vector<workflow>& workflows() const { return workflows_; }
  const workflow* find_workflow(std::string_view sid) const;
  workflow* find_workflow(std::string_view sid);
  /// SID, dates and serial are given here.
  workflow& add(workflow w, std::int64_t now_ms);
  bool erase_workflow(std::string_view sid);
  const workflow& workflow_or_default(std::string_view sid) const;

  const std::vector<task_channel>& channels() const { return channels_; }
  /// By SID or unique name.
  const task_channel* find_channel(std::string_view sid_or_name) const;
  outcome<const task_channel*> add(task_channel c, std::int64_t now_ms);
  const task_channel& channel_or_default(std::string_view sid) const;

private:
  std::vector<workflow> workflows_;
  std::vector<task_channel> channels_;
  std::int64_t serial_ = 0;
};

/// Why `text` is no workflow's configuration; empty when it is one.
std::string configuration_problem(const std::string& text);

} // namespace flexcord::sandbox::twilio
