#pragma once
#include "actors/chatbot/knowledge.hpp"
#include "actors/chatbot/knowledge_folder.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace flexcord::actors {

/// A file that is no article now.
struct article_fault {
  std::string file; ///< below the folder
  std::string why;
  bool kept = false; ///< its last good version is still shown
};

/// What a look at the folder found.
struct shelf_news {
  std::size_t added = 0, changed = 0, removed = 0;
  std::vector<article_fault> faults; ///< new ones
  std::string problem; ///< all stays as it was: the folder cannot be read, or nothing is left
  bool any() const { return added + changed + removed > 0; }
};

/// The articles of a folder as they stand now. Whoever searches keeps the base that they began
/// with; look() puts another in its place.
class knowledge_shelf {
public:
  explicit knowledge_shelf(std::string folder) : folder_(std::move(folder)) {}

  /// Reads what has changed since the last look: blocks on the disk, one at a time. A new version
  /// of an article that is broken leaves the old one in its place.
  shelf_news look();

  /// Null until a look found an article. From any thread, at once.
  std::shared_ptr<const knowledge_base> now() const;
  std::vector<article_fault> faults() const;

private:
  struct kept_file {
    file_stamp stamp;
    bool good = false; ///< `value` is an article, perhaps of an older version
    article value;
    std::string fault;
  };
  bool take(const std::string& path, const file_stamp& stamp, shelf_news& news);
  bool drop_missing(const article_files& files, shelf_news& news);
  void index(shelf_news& news);

  const std::string folder_;
  std::map<std::string, kept_file> files_; ///< by path; for look() alone
  bool behind_ = true;                     ///< base_ does not show files_ yet
  mutable std::mutex mutex_;
  std::shared_ptr<const knowledge_base> base_;
  std::vector<article_fault> faults_;
};

} // namespace flexcord::actors
