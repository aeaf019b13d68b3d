#include "actors/chatbot/knowledge_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sys/stat.h>

namespace flexcord::actors {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = 256 * 1024;
constexpr std::size_t most_articles = 10'000;

std::int64_t nanoseconds(const timespec& t) {
  return std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

/// Nothing when it is no plain file.
std::optional<file_stamp> stamp_of(const fs::path& path) {
  struct stat s {};
  if (stat(path.c_str(), &s) != 0 || !S_ISREG(s.st_mode)) return {};
  return file_stamp{s.st_dev, s.st_ino, s.st_size, nanoseconds(s.st_mtim), nanoseconds(s.st_ctim)};
}

std::optional<std::string> read(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  std::string text(largest_file + 1, '\0');
  if (!file || !(file.read(text.data(), static_cast<std::streamsize>(text.size())) || file.eof()))
    return {};
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

} // namespace

article_files list_articles(const std::string& folder) {
  article_files list;
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    list.problem = "the folder " + folder + " does not exist";
    return list;
  }
  fs::recursive_directory_iterator i{folder, fs::directory_options::skip_permission_denied, error};
  for (; !error && i != fs::recursive_directory_iterator{}; i.increment(error)) {
    const auto& path = i->path();
    if (path.extension() != ".md" || path.filename() == "README.md") continue;
    if (const auto stamp = stamp_of(path))
      list.files.emplace_back(path.lexically_relative(folder).generic_string(), *stamp);
    if (list.files.size() > most_articles) break;
  }
  if (error) list.problem = "the folder " + folder + " cannot be read: " + error.message();
  if (list.files.size() > most_articles)
    list.problem = "the folder " + folder + " has more than 10,000 articles";
  std::sort(list.files.begin(), list.files.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return list;
}

parsed_article read_article(const std::string& folder, const std::string& path) {
  const auto text = read(fs::path{folder} / path);
  if (text && text->size() <= largest_file)
    return parse_article(fs::path{path}.replace_extension().generic_string(), *text);
  parsed_article bad;
  bad.problem = text ? "is larger than 256 KiB" : "cannot be read";
  return bad;
}

} // namespace flexcord::actors
