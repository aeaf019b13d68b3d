#include "actors/edge/articles_page.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace json = boost::json;

namespace flexcord::actors {

std::string articles_page(const std::vector<article_count>& counts,
                          const std::vector<article_fault>& faults) {
  json::array rows, broken;
  for (const auto& c : counts)
    rows.push_back(json::object{{"id", c.id},
                                {"title", c.title},
                                {"url", c.url},
                                {"locale", c.locale},
                                {"shown", c.shown},
                                {"helped", c.helped},
                                {"not_helped", c.not_helped},
                                {"asked_person", c.asked_person}});
  for (const auto& f : faults)
    broken.push_back(json::object{{"file", f.file}, {"why", f.why}, {"kept", f.kept}});
  return json::serialize(
             json::object{{"articles", std::move(rows)}, {"faults", std::move(broken)}}) +
         '\n';
}

} // namespace flexcord::actors
