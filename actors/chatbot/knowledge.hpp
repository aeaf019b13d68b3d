#pragma once
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
  std::string excerpt; ///< plain text around the words asked for, at most 300 characters
  double score = 0;    ///< BM25, larger is better; a word in the title counts most
};

/// A folder of Markdown articles in a full-text index in memory. Read once; to read it again, load
/// again. Thread-compatible: calls on one object must not overlap.
class knowledge_base {
public:
  struct loaded;
  /// Reads every *.md file in the folder and below it. Articles with mistakes are left out and told
  /// in `skipped`; a folder that cannot be read, or has no good article, is a problem.
  static loaded load(const std::string& folder);
  ~knowledge_base();
  knowledge_base(const knowledge_base&) = delete;
  knowledge_base& operator=(const knowledge_base&) = delete;

  /// The articles that fit, best first. `text` is a user's and is never read as query syntax.
  /// Articles in the locale's language ("fr", "en-US") come alone; those of other languages only
  /// when it has none that fits.
  std::vector<article_hit> search(std::string_view text, std::string_view locale, std::size_t most,
                                  double minimum_score = 0);
  std::size_t size() const;

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
