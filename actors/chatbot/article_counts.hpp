#pragma once
#include "actors/chatbot/article.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::actors {

/// What became of showing an article, since the process started.
struct article_count {
  std::string id, title, url, locale;
  std::uint64_t shown = 0, helped = 0, not_helped = 0;
  std::uint64_t asked_person = 0; ///< times that a person was asked for after it
};

/// Counts per article, in memory. An answer with several articles counts for each of them. Nothing
/// of a user's is kept but the conversation's key, of the last 10,000. Thread-safe.
class article_counts {
public:
  /// `label`: an article's id, "other" for those beyond the first 300 that were ever counted and
  /// for what is no article of ours. `what`: "shown", "helped", "not_helped", "asked_person".
  using observer = std::function<void(const std::string& label, std::string_view what)>;
  void observe(observer f);

  /// The articles that exist now. Counts of others are forgotten.
  void know(const std::vector<article>& all);

  /// `reference`: see article_ref.hpp; empty: the answer came from no article.
  void shown(const std::string& conversation, std::string_view reference);
  /// Counted once for each showing.
  void rated(const std::string& conversation, std::string_view reference, bool useful);
  /// Counts for the articles of the last answer, unless it has none.
  void asked_person(const std::string& conversation);
  /// What was shown before does not matter to what comes.
  void talk_ended(const std::string& conversation);

  /// By id; the last is "other" when it has a count.
  std::vector<article_count> look() const;

private:
  /// A map of the newest entries.
  struct recent {
    std::map<std::string, std::string> values;
    std::deque<std::string> order;
    void put(const std::string& key, std::string value);
  };
  enum class what : std::uint8_t { shown, helped, not_helped, asked_person };
  void count(std::string_view reference, what w);

  mutable std::mutex mutex_;
  observer observer_;
  std::map<std::string, article_count, std::less<>> counts_; ///< by id
  std::map<std::string, std::string, std::less<>> marks_;    ///< mark to id
  std::set<std::string> labels_;                             ///< ever given to the observer
  article_count other_{"other", {}, {}, {}};
  recent last_;  ///< conversation to reference
  recent rated_; ///< conversation, line feed, reference: rated since it was shown
};

} // namespace flexcord::actors
