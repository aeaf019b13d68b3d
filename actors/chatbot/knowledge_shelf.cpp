#include "actors/chatbot/knowledge_shelf.hpp"

#include <algorithm>
#include <set>

namespace flexcord::actors {

std::shared_ptr<const knowledge_base> knowledge_shelf::now() const {
  const std::lock_guard guard{mutex_};
  return base_;
}

std::vector<article_fault> knowledge_shelf::faults() const {
  const std::lock_guard guard{mutex_};
  return faults_;
}

/// True when what is shown changes. The stamp is of before the reading: a file that is written to
/// meanwhile has another one at the next look.
bool knowledge_shelf::take(const std::string& path, const file_stamp& stamp, shelf_news& news) {
  auto& file = files_[path];
  if (file.stamp == stamp) return false;
  file.stamp = stamp;
  auto parsed = read_article(folder_, path);
  file.fault = parsed.problem;
  if (!parsed.problem.empty()) {
    news.faults.push_back({path, parsed.problem, file.good});
    return false;
  }
  if (file.good && file.value == parsed.value) return false; // touched only
  ++(file.good ? news.changed : news.added);
  file.good = true;
  file.value = std::move(parsed.value);
  return true;
}

bool knowledge_shelf::drop_missing(const article_files& list, shelf_news& news) {
  std::set<std::string_view> there;
  for (const auto& [path, stamp] : list.files) there.insert(path);
  bool shown = false;
  std::erase_if(files_, [&](const auto& known) {
    if (there.contains(known.first)) return false;
    if (known.second.good) ++news.removed;
    shown = shown || known.second.good;
    return true;
  });
  return shown;
}

void knowledge_shelf::index(shelf_news& news) {
  std::vector<article> good;
  for (const auto& [path, file] : files_)
    if (file.good) good.push_back(file.value);
  if (good.empty()) {
    news.problem = "the folder " + folder_ + " has no usable article";
    return;
  }
  auto made = knowledge_base::make(std::move(good), news.problem);
  if (!made) return;
  behind_ = false;
  const std::lock_guard guard{mutex_};
  base_ = std::move(made);
}

shelf_news knowledge_shelf::look() {
  shelf_news news;
  const auto list = list_articles(folder_);
  news.problem = list.problem;
  // A folder that is away for a moment takes nothing with it.
  if (!news.problem.empty()) return news;
  for (const auto& [path, stamp] : list.files)
    if (take(path, stamp, news)) behind_ = true;
  if (drop_missing(list, news)) behind_ = true;
  if (behind_) index(news);
  std::vector<article_fault> faults;
  for (const auto& [path, file] : files_)
    if (!file.fault.empty()) faults.push_back({path, file.fault, file.good});
  const std::lock_guard guard{mutex_};
  faults_ = std::move(faults);
  return news;
}

} // namespace flexcord::actors
