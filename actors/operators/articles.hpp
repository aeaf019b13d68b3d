#pragma once
#include "config/load.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace flexcord::actors {

/// What the operator typed after `flexcord articles`.
struct articles_words {
  std::string folder;  ///< empty: knowledge.articles
  std::string problem; ///< set when the arguments make no sense
};

/// Takes its own words out of `arguments`; settings stay for config::load.
articles_words take_articles_words(std::vector<std::string>& arguments);

/// `flexcord articles check`: says what should be mended in the folder of articles, file by file,
/// what it breaks and how. Asks nobody; only knowledge.* and routing.language must be right. Exit
/// code: 0 nothing to mend, 65 something (EX_DATAERR), 78 these settings are wrong.
int check_articles(const articles_words& words, const config::loaded& loaded, std::ostream& out,
                   std::ostream& err);

} // namespace flexcord::actors
