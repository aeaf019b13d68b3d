#include "actors/chatbot/knowledge.hpp"
#include "actors/chatbot/knowledge_folder.hpp"
#include "actors/chatbot/knowledge_index.hpp"
#include "actors/chatbot/words.hpp"

#include <algorithm>
#include <map>
#include <mutex>

namespace flexcord::actors {
namespace {

constexpr std::size_t most_query_words = 24;
constexpr std::size_t excerpt_length = 300;

// What makes a hit one: enough of the question, less when two of its words are there as they were
// written, or a word of the title or the tags. The shares were chosen with the labelled questions
// in knowledge/queries.tsv.
constexpr double enough_of_question = 0.55, enough_with_two = 0.4, enough_with_head = 0.2;
/// A second article that fits so much worse than the first is no suggestion.
constexpr double next_to_best = 0.2;
/// An article for the user's region goes before its like for another.
constexpr double own_region = 1.15;
/// So much more of the question must another language have to be taken for the user's.
constexpr double clearly_more = 0.35;

std::string lower(std::string_view text) {
  std::string result{text};
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return result;
}

std::string language_of(std::string_view locale) { return lower(locale.substr(0, 2)); }

std::vector<std::string> query_words(std::string_view text) {
  std::vector<std::string> words;
  for (auto& word : words_of(text)) {
    if (is_stop_word(word) || word.size() < 2 || words.size() == most_query_words) continue;
    if (std::find(words.begin(), words.end(), word) == words.end())
      words.push_back(std::move(word));
  }
  return words;
}

bool fits(const found_article& f, double minimum_score) {
  if (f.score < minimum_score) return false;
  if (f.in_head && (f.words > 1 || f.covered >= enough_with_head)) return true;
  return f.covered >= (f.words > 1 ? enough_with_two : enough_of_question);
}

} // namespace

struct knowledge_base::index {
  std::vector<article> all;
  SQLite::Database db{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  std::map<std::string, language_index> languages;
  std::mutex one_at_a_time;

  explicit index(std::vector<article> articles) : all(std::move(articles)) {
    std::map<std::string, std::vector<const article*>> by_language;
    for (const auto& a : all) by_language[a.lang].push_back(&a);
    SQLite::Transaction t{db};
    for (auto& [lang, list] : by_language)
      languages.try_emplace(lang, db, "articles_" + lang, std::move(list));
    t.commit();
  }

  struct part {
    language_index* in = nullptr;
    std::vector<found_article> found;
    double covered = 0;
  };

  part look_in(language_index& lang, const std::vector<std::string>& words,
               const article_query& q) {
    part p{&lang, lang.search(words), 0};
    std::erase_if(p.found, [&](const auto& f) { return !fits(f, q.minimum_score); });
    const auto locale = lower(q.locale);
    for (auto& f : p.found)
      if (locale.size() > 2 && lang[f.article].locale == locale) f.score *= own_region;
    std::stable_sort(p.found.begin(), p.found.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    for (const auto& f : p.found) p.covered = std::max(p.covered, f.covered);
    return p;
  }

  std::vector<language_index*> in_order(const article_query& q) {
    std::vector<language_index*> order;
    auto add = [&](language_index& l) {
      if (std::find(order.begin(), order.end(), &l) == order.end()) order.push_back(&l);
    };
    for (const auto& name : {language_of(q.locale), language_of(q.fallback)})
      if (auto at = languages.find(name); at != languages.end()) add(at->second);
    for (auto& [name, lang] : languages) add(lang);
    return order;
  }

  std::vector<article_hit> search(const article_query& q) {
    const auto words = query_words(q.text);
    if (words.empty() || q.most == 0) return {};
    part best;
    for (auto* lang : in_order(q)) {
      auto p = look_in(*lang, words, q);
      if (best.in == nullptr || p.covered > best.covered + (best.found.empty() ? 0 : clearly_more))
        best = std::move(p);
      if (best.covered > 1 - clearly_more) break;
    }
    if (best.found.empty()) return {};
    std::vector<article_hit> hits;
    for (const auto& f : best.found) {
      if (hits.size() == q.most || f.score < best.found.front().score * next_to_best) break;
      const auto& a = (*best.in)[f.article];
      hits.push_back({a.id, a.title, a.url, shortened(best.in->excerpt(f.article), excerpt_length),
                      a.body, f.score, f.words > 0});
    }
    return hits;
  }
};

knowledge_base::knowledge_base(std::unique_ptr<index> i) : index_(std::move(i)) {}

knowledge_base::~knowledge_base() = default;

std::unique_ptr<knowledge_base> knowledge_base::make(std::vector<article> articles,
                                                     std::string& why) {
  try {
    return std::unique_ptr<knowledge_base>{
        new knowledge_base{std::make_unique<index>(std::move(articles))}};
  } catch (const std::exception& e) {
    why = std::string{"the articles cannot be indexed: "} + e.what();
    return nullptr;
  }
}

knowledge_base::loaded knowledge_base::load(const std::string& folder) {
  loaded result;
  const auto files = list_articles(folder);
  result.problem = files.problem;
  std::vector<article> good;
  for (const auto& [path, stamp] : files.files) {
    auto parsed = read_article(folder, path);
    if (parsed.problem.empty())
      good.push_back(std::move(parsed.value));
    else
      result.skipped.push_back(path + " " + parsed.problem);
  }
  if (result.problem.empty() && good.empty())
    result.problem = "the folder " + folder + " has no usable article";
  if (result.problem.empty()) result.base = make(std::move(good), result.problem);
  return result;
}

std::vector<article_hit> knowledge_base::search(const article_query& q) const {
  const std::lock_guard guard{index_->one_at_a_time};
  try {
    return index_->search(q);
  } catch (const std::exception&) {
    // The query holds quoted words only; what is left is memory.
    return {};
  }
}

std::vector<article_hit> knowledge_base::search(std::string_view text, std::string_view locale,
                                                std::size_t most, double minimum_score) const {
  return search({text, locale, {}, most, minimum_score});
}

const std::vector<article>& knowledge_base::articles() const { return index_->all; }

} // namespace flexcord::actors
