#pragma once
#include "actors/chatbot/article.hpp"
#include "actors/chatbot/words_near.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <string>
#include <vector>

namespace flexcord::actors {

/// One article that has words of a question.
struct found_article {
  std::size_t article = 0; ///< position in the list that the index was made of
  double score = 0;        ///< BM25, summed over the words
  double covered = 0;      ///< share of the question that it has, by the words' rarity, 0 to 1
  std::size_t words = 0;   ///< words of the question that it has as they were written
  bool in_head = false;    ///< one, perhaps with a typing error, is in the title or the tags
};

/// Full-text index of the articles of one language, in a table of the given database (SQLite FTS5,
/// Porter stems, accents removed). A word that no article has is looked for with its typing errors
/// mended, and as the beginning of a longer one. Thread-compatible.
class language_index {
public:
  /// `articles` must outlive the index.
  language_index(SQLite::Database& db, const std::string& table,
                 std::vector<const article*> articles);

  /// What has any of the words, best first. `words`: distinct, no stop words, as words_of() gives
  /// them.
  std::vector<found_article> search(const std::vector<std::string>& words);
  /// About 44 words of the article's text around what the last search looked for.
  std::string excerpt(std::size_t article);
  const article& operator[](std::size_t i) const { return *articles_[i]; }

private:
  struct row {
    std::size_t article = 0;
    double score = 0;
    bool in_head = false;
    double weight = 1; ///< less for a word that is only near
  };
  struct evidence {
    std::vector<row> rows;
    bool meaningless = false; ///< a mistyped stop word
  };
  std::vector<row> look_up(const std::string& word);
  evidence evidence_for(const std::string& word);
  void add_near(evidence& e, const std::vector<vocabulary::near_word>& near);

  std::vector<const article*> articles_;
  std::size_t rows_ = 0;
  vocabulary words_;
  std::optional<SQLite::Statement> find_, cut_;
  std::string looked_for_; ///< by the last search
};

} // namespace flexcord::actors
