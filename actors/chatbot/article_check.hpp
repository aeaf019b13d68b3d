#pragma once
#include "actors/chatbot/article.hpp"
#include "actors/chatbot/knowledge_queries.hpp"

#include <optional>
#include <string>
#include <vector>

namespace flexcord::actors {

/// Something about an article that its author should mend.
struct article_finding {
  std::string file; ///< below the folder; the folder itself when it is about all
  std::string wrong, breaks, mend;
};

struct article_report {
  std::size_t articles = 0; ///< good ones
  std::vector<article_finding> findings;
  std::optional<query_score> score; ///< when the folder has queries.tsv
};

/// Reads the folder as a node would and looks for: files that are no article; misspelt keys; a
/// locale that no Discord user has, or another than the folder's; the same title, address or text
/// (also nearly) twice; articles that are not among the first three for their own title, or for
/// their tags; a `queries.tsv` of whose questions too many miss, or that names articles that do not
/// exist. Blocks on the disk.
article_report check_articles(const std::string& folder, double minimum_score,
                              std::string_view language);

} // namespace flexcord::actors
