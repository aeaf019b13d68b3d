#include "actors/desk_view/found.hpp"

#include "actors/conversation/fields.hpp"
#include "actors/field_codec.hpp"

namespace flexcord::actors::desk_view {
namespace {

using namespace conversation;

std::string names_of(const std::vector<agent>& all) {
  std::string out;
  for (auto& a : all) out += (out.empty() ? "" : ", ") + (a.name.empty() ? "an agent" : a.name);
  return out.empty() ? "an agent" : out;
}

struct teller {
  std::uint64_t number;
  bool settled;

  std::string operator()(const idle&) const { return {}; }
  std::string operator()(const with_bot&) const { return settled ? "" : "With the assistant"; }
  std::string operator()(const awaiting_agent& p) const {
    return p.case_number == number ? "Waiting for an agent" : "";
  }
  std::string operator()(const with_agent& p) const {
    if (p.case_number != number) return {};
    if (!p.parked) return "With " + names_of(p.agents);
    return "Put aside by " + (p.last_name.empty() ? std::string("an agent") : p.last_name);
  }
  std::string operator()(const wrapping_up& p) const {
    return p.case_number == number ? "Over, being rated" : "";
  }
};

} // namespace

std::vector<file> files_of(std::string_view attachments) {
  std::vector<file> files;
  if (attachments.empty()) return files;
  boost::system::error_code wrong;
  const auto parsed = field_codec::json::parse({attachments.data(), attachments.size()}, wrong);
  if (wrong || !field_codec::reader::take(parsed, files)) files.clear();
  return files;
}

std::string talk_now(const found& f) {
  if (!f.talk) return {};
  const bool settled = f.facts.status == "resolved" || f.facts.status == "closed";
  return std::visit(teller{f.facts.number, settled}, f.talk->now);
}

} // namespace flexcord::actors::desk_view
