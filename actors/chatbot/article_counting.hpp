#pragma once
#include "actors/chatbot/article_counts.hpp"
#include "actors/conversation/machine.hpp"

namespace flexcord::actors {

/// What one committed step of a conversation means for the counts of its articles. `before` and
/// `after`: the phases around the step.
void count_articles(const std::string& key, const conversation::event& e, conversation::outcome how,
                    const conversation::phase& before, const conversation::phase& after,
                    article_counts& counts);

} // namespace flexcord::actors
