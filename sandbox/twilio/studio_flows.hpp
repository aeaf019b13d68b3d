#pragma once
#include "sandbox/twilio/outcome.hpp"
#include "sandbox/twilio/studio_flow.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::sandbox::twilio {

/// One saved state of a flow.
struct flow_revision {
  int number = 0;
  std::string friendly_name, status, definition, commit_message; ///< definition: JSON text
  std::vector<flow_problem> problems;
  std::int64_t created_ms = 0;
};

/// A Studio flow (FW) with its revisions, the newest last.
struct studio_flow {
  std::string sid;
  std::int64_t serial = 0, created_ms = 0;
  std::vector<flow_revision> revisions; ///< the last hundred
  /// What runs: the newest published revision, which may be older than the newest one. Null: none.
  std::shared_ptr<const flow_definition> published;
  int published_revision = 0;
  const flow_revision& newest() const { return revisions.back(); }
};

/// What a request wants a flow to be.
struct flow_request {
  std::string friendly_name, status, definition, commit_message;
};

/// The account's Studio flows.
class studio_flows {
public:
  /// Checks the request without keeping anything: 81022 with details when it is no valid flow.
  static outcome<void> check(const flow_request& wanted);
  /// A draft may be broken and says so in its `problems`; what is published must be valid.
  outcome<studio_flow*> create(const flow_request& wanted, std::int64_t now_ms);
  /// Adds a revision.
  outcome<void> update(studio_flow& f, const flow_request& wanted, std::int64_t now_ms);
  studio_flow* find(std::string_view sid);
  bool erase(std::string_view sid);
  const std::map<std::string, studio_flow>& all() const { return flows_; }
  void reset() { flows_.clear(); }

private:
  std::map<std::string, studio_flow> flows_;
  std::int64_t serial_ = 0;
};

/// `problems` as Studio lists them: [{"message":…,"property_path":…}].
std::string problems_json(const std::vector<flow_problem>& problems);

} // namespace flexcord::sandbox::twilio
