#pragma once
#include "actors/chatbot/article_counts.hpp"
#include "actors/chatbot/knowledge_shelf.hpp"

#include <string>
#include <vector>

namespace flexcord::actors {

/// GET /api/v1/articles: {"articles": [{"id", "title", "url", "locale", "shown", "helped",
/// "not_helped", "asked_person"}], "faults": [{"file", "why", "kept"}]}. Counts are of this node,
/// since its start.
std::string articles_page(const std::vector<article_count>& counts,
                          const std::vector<article_fault>& faults);

} // namespace flexcord::actors
