#pragma once
#include "actors/chatbot/article.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// The folder of Markdown files. Blocks on the disk: not for actors.
namespace flexcord::actors {

/// Tells one state of a file from another, also when its time was set back.
struct file_stamp {
  std::uint64_t device = 0, inode = 0;
  std::int64_t size = 0, modified_ns = 0, changed_ns = 0;
  friend bool operator==(const file_stamp&, const file_stamp&) = default;
};

struct article_files {
  std::vector<std::pair<std::string, file_stamp>> files; ///< paths below the folder, in order
  std::string problem; ///< the folder cannot be read, or has more than 10,000 articles
};

/// Every *.md file in the folder and below it, except README.md.
article_files list_articles(const std::string& folder);

/// Reads one of them. `problem` also says that it cannot be read or is larger than 256 KiB.
parsed_article read_article(const std::string& folder, const std::string& path);

} // namespace flexcord::actors
