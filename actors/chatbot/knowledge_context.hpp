#pragma once
#include "actors/chatbot/knowledge_bot.hpp"

namespace flexcord::actors {

/// A bot that is given the articles that fit each turn (`turn::articles`), and whose answers cite
/// them: where an answer names none of their links, those of the best are added under it. An answer
/// that only asks for a person stays as it is. `options.results`: articles given.
std::unique_ptr<net::chatbot::bot> make_informed_bot(std::unique_ptr<net::chatbot::bot> inner,
                                                     articles_now articles,
                                                     knowledge_bot_options options);

/// The answer with its links judged and the best articles' links under it. `given`: best first.
net::chatbot::answer with_links(net::chatbot::answer a, const std::vector<article_hit>& given,
                                std::string_view read_more);

} // namespace flexcord::actors
