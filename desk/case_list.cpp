#include "desk/case_list.hpp"
#include "desk/address.hpp"
#include "desk/text.hpp"
#include "desk/words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>

namespace flexcord::desk {

namespace {

namespace json = boost::json;

constexpr std::size_t longest_search = 200;
constexpr std::string_view sorts[] = {"updated", "opened", "votes", "priority"};

json::object json_of(const listed_case& c) {
  json::array tags;
  for (const auto& t : c.tags) tags.emplace_back(shown_name(t));
  const auto url = address::page(c.url);
  return {{"number", c.number},
          {"kind", clean(c.kind)},
          {"kind_text", clean(word_for(kinds(), c.kind))},
          {"status", clean(c.status)},
          {"status_text", clean(word_for(statuses(), c.status))},
          {"priority", clean(c.priority)},
          {"priority_text", clean(word_for(priorities(), c.priority))},
          {"title", shown_title(c.title)},
          {"assignee", shown_name(c.assignee)},
          {"reporter", shown_name(c.reporter)},
          {"tags", std::move(tags)},
          {"votes", c.votes},
          {"master", c.master},
          {"opened", c.opened},
          {"updated", c.updated},
          {"url", url ? url->text() : std::string{}}};
}

/// Judges one field after the other.
struct query_reader {
  parsed_query& out;

  void wrong(std::string field, std::string text) {
    out.problems.push_back({std::move(field), std::move(text)});
  }
  void choice(const std::string& name, const std::string& value, std::span<const word> list,
              std::string& to) {
    if (!is_one_of(list, value)) return wrong(name, "is none of those that exist");
    to = value;
  }
  void line(const std::string& name, const std::string& value, std::size_t most, std::string& to) {
    to = on_one_line(clean(value));
    if (length_of(to) > most) wrong(name, "is longer than " + std::to_string(most) + " characters");
  }
  void page(const std::string& value) {
    std::uint64_t n = 0;
    auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
    if (error != std::errc{} || end != value.data() + value.size() || n == 0 || n > most_pages)
      return wrong("page", "must be a number from 1 to " + std::to_string(most_pages));
    out.what.page = n;
  }
  void take(const std::string& name, const std::string& value) {
    auto& q = out.what;
    if (name == "status") choice(name, value, statuses(), q.status);
    if (name == "kind") choice(name, value, kinds(), q.kind);
    if (name == "assignee") line(name, value, longest_name, q.assignee);
    if (name == "tag") {
      line(name, value, longest_tag, q.tag);
      q.tag = lower(q.tag);
    }
    if (name == "q") line(name, value, longest_search, q.words);
    if (name == "page") page(value);
    if (name != "sort") return;
    if (std::find(std::begin(sorts), std::end(sorts), value) == std::end(sorts))
      return wrong(name, "must be updated, opened, votes or priority");
    q.sort = value;
  }
};

json::array json_of(const std::vector<problem>& problems) {
  json::array out;
  for (const auto& p : problems)
    out.push_back({{"field", clean(p.field)}, {"text", clean(p.text)}});
  return out;
}

} // namespace

parsed_query read_query(const std::vector<std::pair<std::string, std::string>>& query) {
  parsed_query out;
  query_reader in{out};
  for (const auto& [name, value] : query)
    if (!value.empty()) in.take(name, value);
  return out;
}

std::string list_json(const std::vector<listed_case>& rows, std::uint64_t page, bool more) {
  json::array cases;
  for (const auto& c : rows) cases.push_back(json_of(c));
  return json::serialize(json::object{{"cases", std::move(cases)}, {"page", page}, {"more", more}});
}

std::string problems_json(const std::vector<problem>& problems) {
  return json::serialize(json::object{{"problems", json_of(problems)}});
}

} // namespace flexcord::desk
