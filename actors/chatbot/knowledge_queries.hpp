#pragma once
#include "actors/chatbot/knowledge.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Labelled questions: what a search is measured with.
namespace flexcord::actors {

struct labelled_query {
  std::size_t line = 0;
  std::string locale, text;
  std::vector<std::string> wanted; ///< ids, any of which is right; empty: nothing must be found
};

struct query_list {
  std::vector<labelled_query> queries;
  std::vector<std::string> problems; ///< "line 3 has no …"
};

/// One question a line: locale, tab, question, tab, id or ids with commas between, or "-" for
/// nothing. Empty lines and those that begin with "#" do not count.
query_list parse_queries(std::string_view text);

struct query_score {
  std::size_t answerable = 0; ///< questions that have an article
  double recall = 0;          ///< of these, the share with a right one among the first three
  double mean_rank = 0;       ///< MRR: mean of 1/rank of the first right one, 0 when not there
  std::size_t unanswerable = 0, found_nothing = 0;
  std::vector<std::string> misses; ///< "line 7: 'pasword' gave en/lag, not en/account-recovery"
};

/// Asks them all, as the bot does, three articles each.
query_score score_of(const knowledge_base& base, const std::vector<labelled_query>& queries,
                     double minimum_score, std::string_view fallback);

} // namespace flexcord::actors
