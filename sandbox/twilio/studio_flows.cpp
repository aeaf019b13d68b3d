#include "sandbox/twilio/studio_flows.hpp"

#include "sandbox/twilio/names.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace flexcord::sandbox::twilio {

namespace json = boost::json;

namespace {

constexpr std::size_t most_revisions = 100;
constexpr std::size_t longest_name = 100;

refusal invalid(const std::vector<flow_problem>& problems) {
  refusal why{400, 81022, "Flow definition is invalid: " + problems.front().message};
  why.details = "{\"errors\":" + problems_json(problems) + ",\"warnings\":[]}";
  return why;
}

outcome<void> check_fields(const flow_request& wanted) {
  if (wanted.friendly_name.empty() || wanted.friendly_name.size() > longest_name)
    return bad_request("FriendlyName must have 1 to 100 characters");
  if (wanted.status != "draft" && wanted.status != "published")
    return bad_request("Status must be draft or published");
  return {};
}

outcome<void> save(studio_flow& f, const flow_request& wanted, std::int64_t now_ms) {
  if (auto good = check_fields(wanted); !good) return good;
  auto read = read_flow(wanted.definition);
  // Not even a draft can be something else than an object.
  const bool no_object = !read.problems.empty() && read.problems.front().where == "#";
  if (!read.problems.empty() && (no_object || wanted.status == "published"))
    return invalid(read.problems);
  flow_revision made;
  made.number = f.revisions.empty() ? 1 : f.newest().number + 1;
  made.friendly_name = wanted.friendly_name;
  made.status = wanted.status;
  made.definition = wanted.definition;
  made.commit_message = wanted.commit_message;
  made.problems = std::move(read.problems);
  made.created_ms = now_ms;
  if (wanted.status == "published") {
    f.published = std::make_shared<const flow_definition>(std::move(read.definition));
    f.published_revision = made.number;
  }
  if (f.revisions.size() >= most_revisions) f.revisions.erase(f.revisions.begin());
  f.revisions.push_back(std::move(made));
  return {};
}

} // namespace

outcome<void> studio_flows::check(const flow_request& wanted) {
  if (auto good = check_fields(wanted); !good) return good;
  auto read = read_flow(wanted.definition);
  if (!read.problems.empty()) return invalid(read.problems);
  return {};
}

outcome<studio_flow*> studio_flows::create(const flow_request& wanted, std::int64_t now_ms) {
  studio_flow made;
  if (auto saved = save(made, wanted, now_ms); !saved) return saved.error();
  made.sid = new_sid("FW");
  made.serial = ++serial_;
  made.created_ms = now_ms;
  auto& kept = flows_[made.sid] = std::move(made);
  return &kept;
}

outcome<void> studio_flows::update(studio_flow& f, const flow_request& wanted,
                                   std::int64_t now_ms) {
  return save(f, wanted, now_ms);
}

studio_flow* studio_flows::find(std::string_view sid) {
  auto at = flows_.find(std::string(sid));
  return at == flows_.end() ? nullptr : &at->second;
}

bool studio_flows::erase(std::string_view sid) { return flows_.erase(std::string(sid)) > 0; }

std::string problems_json(const std::vector<flow_problem>& problems) {
  json::array out;
  for (const auto& p : problems)
    out.push_back(json::object{{"message", p.message}, {"property_path", p.where}});
  return json::serialize(out);
}

} // namespace flexcord::sandbox::twilio
