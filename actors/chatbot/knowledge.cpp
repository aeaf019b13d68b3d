#include "actors/chatbot/knowledge.hpp"
#include "actors/chatbot/article.hpp"
#include "actors/chatbot/words.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

namespace flexcord::actors {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = 256 * 1024;
constexpr std::size_t most_articles = 10'000;
constexpr std::size_t most_query_words = 24;
constexpr std::size_t excerpt_length = 300;
// BM25 rates a word by how rare it is, which says nothing in a handful of articles: one that half
// of them have would count for nothing. Rows that never match make up the number.
constexpr std::size_t least_rows = 40;

std::vector<fs::path> markdown_files(const fs::path& folder, std::string& problem) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator i{folder, fs::directory_options::skip_permission_denied, error};
  for (; !error && i != fs::recursive_directory_iterator{}; i.increment(error)) {
    std::error_code ignored;
    if (i->is_regular_file(ignored) && i->path().extension() == ".md") files.push_back(i->path());
  }
  if (error) problem = "the folder " + folder.string() + " cannot be read: " + error.message();
  if (files.size() > most_articles)
    problem = "the folder " + folder.string() + " has more than 10,000 articles";
  std::sort(files.begin(), files.end());
  return files;
}

std::optional<std::string> read(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  std::string text(largest_file + 1, '\0');
  if (!file || !(file.read(text.data(), static_cast<std::streamsize>(text.size())) || file.eof()))
    return {};
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

/// Words joined so that none of them can be an operator; empty when nothing is left to look for.
std::string query_of(std::string_view text) {
  std::string query;
  std::size_t used = 0;
  for (const auto& word : words_of(text)) {
    if (is_stop_word(word) || word.size() < 2 || used == most_query_words) continue;
    if (query.find('"' + word + '"') != std::string::npos) continue;
    query += (query.empty() ? "\"" : " OR \"") + word + '"';
    ++used;
  }
  return query;
}

} // namespace

struct knowledge_base::index {
  SQLite::Database db{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  std::optional<SQLite::Statement> find;
  std::size_t articles = 0;

  void fill(const std::vector<article>& all) {
    db.exec("CREATE VIRTUAL TABLE articles USING fts5 (id UNINDEXED, url UNINDEXED, lang "
            "UNINDEXED, title, tags, body, "
            "tokenize = 'porter unicode61 remove_diacritics 2')");
    SQLite::Transaction t{db};
    SQLite::Statement insert{db, "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)"};
    auto add = [&](const article& a) {
      insert.reset();
      int i = 0;
      for (const auto* part : {&a.id, &a.url, &a.lang, &a.title, &a.tags, &a.body})
        insert.bind(++i, *part);
      insert.exec();
    };
    for (const auto& a : all) add(a);
    // Of usual length, so that the lengths of the others are judged as before.
    article filler;
    for (int i = 0; i < 120; ++i) filler.body += "zzfill ";
    for (auto n = all.size(); n < least_rows; ++n) add(filler);
    t.commit();
    articles = all.size();
    // Weights: id, url, lang (not indexed), title, tags, body.
    find.emplace(db, "SELECT id, title, url, snippet(articles, 5, '', '', '…', 44), "
                     "-bm25(articles, 0, 0, 0, 6.0, 4.0, 1.0) AS score FROM articles "
                     "WHERE articles MATCH ?1 AND lang <> '' AND (?2 = '' OR lang = ?2) ORDER BY "
                     "score DESC, id LIMIT ?3");
  }

  std::vector<article_hit> run(const std::string& query, const std::string& lang, std::size_t most,
                               double minimum) {
    std::vector<article_hit> hits;
    find->reset();
    find->bind(1, query);
    find->bind(2, lang);
    find->bind(3, static_cast<std::int64_t>(std::min<std::size_t>(most, 100)));
    while (find->executeStep()) {
      const double score = find->getColumn(4).getDouble();
      if (score < minimum) break;
      hits.push_back({find->getColumn(0).getString(), find->getColumn(1).getString(),
                      find->getColumn(2).getString(),
                      shortened(find->getColumn(3).getString(), excerpt_length), score});
    }
    return hits;
  }
};

knowledge_base::knowledge_base(std::unique_ptr<index> i) : index_(std::move(i)) {}

knowledge_base::~knowledge_base() = default;

knowledge_base::loaded knowledge_base::load(const std::string& folder) {
  loaded result;
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    result.problem = "the folder " + folder + " does not exist";
    return result;
  }
  std::vector<article> good;
  for (const auto& path : markdown_files(folder, result.problem)) {
    auto id = path.lexically_relative(folder);
    auto skip = [&](const std::string& why) {
      result.skipped.push_back(id.generic_string() + " " + why);
    };
    const auto text = read(path);
    if (!text)
      skip("cannot be read");
    else if (text->size() > largest_file)
      skip("is larger than 256 KiB");
    else {
      auto parsed = parse_article(fs::path{id}.replace_extension().generic_string(), *text);
      if (parsed.problem.empty())
        good.push_back(std::move(parsed.value));
      else
        skip(parsed.problem);
    }
  }
  if (result.problem.empty() && good.empty())
    result.problem = "the folder " + folder + " has no usable article";
  if (!result.problem.empty()) return result;
  try {
    auto made = std::make_unique<index>();
    made->fill(good);
    result.base.reset(new knowledge_base{std::move(made)});
  } catch (const std::exception& e) {
    result.problem = std::string{"the articles cannot be indexed: "} + e.what();
  }
  return result;
}

std::vector<article_hit> knowledge_base::search(std::string_view text, std::string_view locale,
                                                std::size_t most, double minimum_score) {
  const auto query = query_of(text);
  if (query.empty() || most == 0) return {};
  try {
    auto hits = index_->run(query, std::string{locale.substr(0, 2)}, most, minimum_score);
    return hits.empty() ? index_->run(query, "", most, minimum_score) : hits;
  } catch (const std::exception&) {
    // The query holds quoted words only; what is left is memory.
    return {};
  }
}

std::size_t knowledge_base::size() const { return index_->articles; }

} // namespace flexcord::actors
