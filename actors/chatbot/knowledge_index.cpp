#include "actors/chatbot/knowledge_index.hpp"
#include "actors/chatbot/words.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace flexcord::actors {
namespace {

// BM25 rates a word by how rare it is, which says nothing in a handful of articles: one that half
// of them have would count for nothing. Rows that never match make up the number.
constexpr std::size_t least_rows = 40;
constexpr std::size_t filler_words = 120;
constexpr std::size_t words_of_article = 20'000;
/// A word with one typing error is as good a sign as the word itself; a longer one that only begins
/// like it is not.
constexpr double good_enough = 0.75;

/// No word holds a quote, so a quoted one can never be query syntax.
std::string quoted(const std::string& word) { return '"' + word + '"'; }

} // namespace

language_index::language_index(SQLite::Database& db, const std::string& table,
                               std::vector<const article*> articles)
    : articles_(std::move(articles)) {
  db.exec("CREATE VIRTUAL TABLE " + table +
          " USING fts5 (title, tags, body, tokenize = 'porter unicode61 remove_diacritics 2')");
  SQLite::Statement insert{db, "INSERT INTO " + table + " (rowid, title, tags, body) " +
                                   "VALUES (?, ?, ?, ?)"};
  auto add = [&](const article& a) {
    insert.reset();
    insert.bind(1, static_cast<std::int64_t>(++rows_));
    insert.bind(2, a.title);
    insert.bind(3, a.tags);
    insert.bind(4, a.body);
    insert.exec();
  };
  for (const auto* a : articles_) {
    add(*a);
    for (const auto* text : {&a->title, &a->tags, &a->body})
      for (const auto& word : words_of(*text, words_of_article))
        if (!is_stop_word(word)) words_.add(word);
  }
  // Of usual length, so that the lengths of the others are judged as before.
  article filler;
  for (std::size_t i = 0; i < filler_words; ++i) filler.body += "zzfill ";
  while (rows_ < least_rows) add(filler);
  find_.emplace(db, "SELECT rowid, -bm25(" + table + ", 6.0, 4.0, 1.0), bm25(" + table +
                        ", 1.0, 1.0, 0.0) < 0 FROM " + table + " WHERE " + table + " MATCH ?1");
  cut_.emplace(db, "SELECT snippet(" + table + ", 2, '', '', '…', 44) FROM " + table + " WHERE " +
                       table + " MATCH ?1 AND rowid = ?2");
}

std::vector<language_index::row> language_index::look_up(const std::string& word) {
  std::vector<row> rows;
  find_->reset();
  find_->bind(1, quoted(word));
  while (find_->executeStep()) {
    const auto id = static_cast<std::size_t>(find_->getColumn(0).getInt64());
    if (id > articles_.size()) break; // a filler: somebody asked for its word
    rows.push_back({id - 1, find_->getColumn(1).getDouble(), find_->getColumn(2).getInt() != 0, 1});
  }
  find_->reset();
  if (!rows.empty()) looked_for_ += (looked_for_.empty() ? "" : " OR ") + quoted(word);
  return rows;
}

void language_index::add_near(evidence& e, const std::vector<vocabulary::near_word>& near) {
  std::map<std::size_t, row> best;
  for (const auto& r : e.rows) best.emplace(r.article, r);
  for (const auto& n : near)
    for (auto r : look_up(n.word)) {
      r.score *= n.weight;
      r.weight = n.weight;
      r.in_head = r.in_head && n.weight >= good_enough;
      auto [at, fresh] = best.emplace(r.article, r);
      if (!fresh) at->second.score = std::max(at->second.score, r.score);
    }
  e.rows.clear();
  for (const auto& [id, r] : best) e.rows.push_back(r);
}

language_index::evidence language_index::evidence_for(const std::string& word) {
  evidence e;
  e.rows = look_up(word);
  if (!e.rows.empty()) {
    add_near(e, words_.kin(word));
    return e;
  }
  if (is_near_stop_word(word)) {
    e.meaningless = true;
    return e;
  }
  add_near(e, words_.near(word));
  return e;
}

std::vector<found_article> language_index::search(const std::vector<std::string>& words) {
  looked_for_.clear();
  std::map<std::size_t, found_article> found;
  double all = 0;
  for (const auto& word : words) {
    const auto e = evidence_for(word);
    if (e.meaningless) continue;
    // A word that nobody has is no rarer than one that one article has: people use their own.
    const auto n = static_cast<double>(std::max<std::size_t>(e.rows.size(), 1));
    const auto total = static_cast<double>(rows_);
    const double rarity = std::log(1 + (total - n + 0.5) / (n + 0.5));
    all += rarity;
    for (const auto& r : e.rows) {
      auto& f = found[r.article];
      f.article = r.article;
      f.score += r.score;
      f.covered += rarity * r.weight;
      if (r.weight == 1) ++f.words;
      f.in_head = f.in_head || r.in_head;
    }
  }
  std::vector<found_article> list;
  for (auto& [id, f] : found) {
    f.covered /= all;
    list.push_back(f);
  }
  std::stable_sort(list.begin(), list.end(), [this](const auto& a, const auto& b) {
    return a.score != b.score ? a.score > b.score
                              : articles_[a.article]->id < articles_[b.article]->id;
  });
  return list;
}

std::string language_index::excerpt(std::size_t article) {
  cut_->reset();
  cut_->bind(1, looked_for_);
  cut_->bind(2, static_cast<std::int64_t>(article + 1));
  std::string text;
  if (cut_->executeStep()) text = cut_->getColumn(0).getString();
  cut_->reset();
  return text;
}

} // namespace flexcord::actors
