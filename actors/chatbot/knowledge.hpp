#pragma once
#include "actors/chatbot/article.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::actors {

/// One article that fits a question.
struct article_hit {
  std::string id; ///< path below the folder, without ".md"
  std::string title;
  std::string url;
  std::string excerpt;    ///< plain text around the words asked for, at most 300 characters
  std::string body;       ///< all of its plain text
  double score = 0;       ///< BM25, larger is better; a word in the title counts most
  bool as_written = true; ///< false when only mended or shortened words led to it
};

/// What is looked for.
struct article_query {
  std::string_view text;     ///< a user's; never read as query syntax
  std::string_view locale;   ///< the user's, "fr" or "pt-BR"; empty when not known
  std::string_view fallback; ///< the language to look in next
  std::size_t most = 3;
  double minimum_score = 0; ///< hits below it are left out
};

/// Articles in a full-text index in memory. It never changes: what has changed is another one. Any
/// number of threads may search.
class knowledge_base {
public:
  struct loaded;
  /// Reads every *.md file in the folder and below it. Articles with mistakes are left out and told
  /// in `skipped`; a folder that cannot be read, or has no good article, is a problem.
  static loaded load(const std::string& folder);
  /// Of these; null with a reason in `why` when they cannot be indexed.
  static std::unique_ptr<knowledge_base> make(std::vector<article> articles, std::string& why);
  ~knowledge_base();
  knowledge_base(const knowledge_base&) = delete;
  knowledge_base& operator=(const knowledge_base&) = delete;

  /// The articles that fit, best first, all in one language: the user's, else the fallback's, else
  /// any other. One in which much more of the question is found goes before them: people also write
  /// in another language than they set. What has little of the question is not given: see
  /// `fits` in knowledge.cpp.
  std::vector<article_hit> search(const article_query& q) const;
  std::vector<article_hit> search(std::string_view text, std::string_view locale, std::size_t most,
                                  double minimum_score = 0) const;
  const std::vector<article>& articles() const;
  std::size_t size() const { return articles().size(); }

private:
  struct index;
  explicit knowledge_base(std::unique_ptr<index> i);
  std::unique_ptr<index> index_;
};

struct knowledge_base::loaded {
  std::unique_ptr<knowledge_base> base; ///< null when there is a problem
  std::string problem;
  std::vector<std::string> skipped; ///< "broken.md has no title:"
};

} // namespace flexcord::actors
