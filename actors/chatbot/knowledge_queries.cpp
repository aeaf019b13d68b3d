#include "actors/chatbot/knowledge_queries.hpp"
#include "actors/chatbot/article_ref.hpp"

#include <algorithm>

namespace flexcord::actors {
namespace {

constexpr std::size_t shown = 3;

std::string_view next(std::string_view& rest, char until) {
  const auto end = std::min(rest.find(until), rest.size());
  const auto part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

std::string miss(const labelled_query& q, const std::vector<article_hit>& hits) {
  std::string text = "line " + std::to_string(q.line) + ": '" + q.text + "' gave ";
  for (std::size_t i = 0; i < hits.size(); ++i) text += (i == 0 ? "" : ", ") + hits[i].id;
  if (hits.empty()) text += "nothing";
  text += ", not ";
  for (std::size_t i = 0; i < q.wanted.size(); ++i) text += (i == 0 ? "" : " or ") + q.wanted[i];
  if (q.wanted.empty()) text += "nothing";
  return text;
}

} // namespace

query_list parse_queries(std::string_view text) {
  query_list list;
  for (std::size_t number = 1; !text.empty(); ++number) {
    auto line = next(text, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    labelled_query q;
    q.line = number;
    q.locale = next(line, '\t');
    q.text = next(line, '\t');
    if (q.locale.empty() || q.text.empty() || line.empty()) {
      list.problems.push_back("line " + std::to_string(number) +
                              " is not: locale, tab, question, tab, article or -");
      continue;
    }
    if (line != "-")
      for (const auto id : parts_of(line)) q.wanted.emplace_back(id);
    list.queries.push_back(std::move(q));
  }
  return list;
}

query_score score_of(const knowledge_base& base, const std::vector<labelled_query>& queries,
                     double minimum_score, std::string_view fallback) {
  query_score s;
  std::size_t right = 0;
  double ranks = 0;
  for (const auto& q : queries) {
    const auto hits = base.search({q.text, q.locale, fallback, shown, minimum_score});
    if (q.wanted.empty()) {
      ++s.unanswerable;
      hits.empty() ? void(++s.found_nothing) : s.misses.push_back(miss(q, hits));
      continue;
    }
    ++s.answerable;
    const auto at = std::find_if(hits.begin(), hits.end(), [&](const auto& h) {
      return std::find(q.wanted.begin(), q.wanted.end(), h.id) != q.wanted.end();
    });
    if (at == hits.end()) {
      s.misses.push_back(miss(q, hits));
      continue;
    }
    ++right;
    ranks += 1.0 / static_cast<double>(at - hits.begin() + 1);
  }
  if (s.answerable == 0) return s;
  s.recall = static_cast<double>(right) / static_cast<double>(s.answerable);
  s.mean_rank = ranks / static_cast<double>(s.answerable);
  return s;
}

} // namespace flexcord::actors
