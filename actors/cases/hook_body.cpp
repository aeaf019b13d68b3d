#include "actors/cases/hook_body.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace flexcord::cases {

namespace json = boost::json;

std::string hook_body(const call_hook& c, std::uint64_t command_id) {
  const auto& it = c.it;
  json::object about{
      {"number", it.number},         {"kind", to_string(it.what)},
      {"status", to_string(it.now)}, {"priority", to_string(it.urgency)},
      {"title", it.title},           {"reporter", c.reporter},
      {"assignee", c.assignee},      {"tags", json::array(c.tags.begin(), c.tags.end())},
      {"votes", it.votes},           {"master", it.master}};
  return json::serialize(
      json::object{{"id", "case:" + std::to_string(it.number) + ":" + std::to_string(command_id)},
                   {"event", c.event},
                   {"at", c.at},
                   {"by", c.by},
                   {"note", c.note},
                   {"case", std::move(about)}});
}

} // namespace flexcord::cases
