#include "actors/chatbot/article_check.hpp"
#include "actors/chatbot/article_likeness.hpp"
#include "actors/chatbot/knowledge_folder.hpp"
#include "actors/chatbot/words.hpp"
#include "actors/chatbot/words_near.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace flexcord::actors {
namespace {

constexpr std::size_t shown = 3;
constexpr double near_duplicate = 0.8, least_recall = 0.9;
constexpr std::string_view query_file = "queries.tsv";

/// The languages of Discord's clients (Reference, "Locales").
constexpr std::array<std::string_view, 30> languages{
    "bg", "cs", "da", "de", "el", "en", "es", "fi", "fr", "hi", "hr", "hu", "id", "it", "ja",
    "ko", "lt", "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh", "nb"};
constexpr std::array<std::string_view, 5> keys{"title", "url", "tags", "locale", "lang"};

struct checked {
  std::string file;
  article value;
};

class inspection {
public:
  inspection(std::string folder, double minimum_score, std::string_view language)
      : folder_(std::move(folder)), minimum_(minimum_score), language_(language) {}

  article_report operator()() {
    read();
    report_.articles = good_.size();
    if (good_.empty()) return std::move(report_);
    for (const auto& a : good_) look_at_locale(a);
    look_for_twins();
    look_whether_found();
    return std::move(report_);
  }

private:
  void wrong(std::string file, std::string what, std::string breaks, std::string mend) {
    report_.findings.push_back(
        {std::move(file), std::move(what), std::move(breaks), std::move(mend)});
  }

  void read() {
    const auto list = list_articles(folder_);
    if (!list.problem.empty()) {
      wrong(folder_, list.problem, "a node with the built-in bot does not start",
            "point knowledge.articles at a folder of Markdown articles");
      return;
    }
    for (const auto& [path, stamp] : list.files) {
      auto parsed = read_article(folder_, path);
      for (const auto& key : parsed.unknown_keys) look_at_key(path, key);
      if (parsed.problem.empty())
        good_.push_back({path, std::move(parsed.value)});
      else
        wrong(path, parsed.problem, "the bot does not have the article", mend_of(parsed.problem));
    }
    if (good_.empty())
      wrong(folder_, "there is no usable article", "a node with the built-in bot does not start",
            "write one: front matter with title: and url:, then the text");
  }

  static std::string mend_of(const std::string& problem) {
    auto about = [&](std::string_view word) { return problem.find(word) != std::string::npos; };
    if (about("front matter")) return "begin with ---, title:, url:, tags:, locale:, and --- again";
    if (about("title")) return "add title: to its front matter";
    if (about("url")) return "add url: with the whole address, https://…";
    if (about("locale")) return "write a locale as Discord does: fr, pt-BR; or leave the line out";
    if (about("no text")) return "write the answer under the front matter";
    if (about("256 KiB")) return "make several articles of it";
    return "let the user that flexcord runs as read it";
  }

  void look_at_key(const std::string& path, const std::string& key) {
    for (const auto known : keys)
      if (typing_errors(code_points(key), code_points(known), 1) == 1)
        wrong(path, "front matter has the key '" + key + "', which nothing reads",
              "what stands there does not count", "write " + std::string{known} + ": instead");
  }

  void look_at_locale(const checked& a) {
    const auto& lang = a.value.lang;
    if (std::find(languages.begin(), languages.end(), lang) == languages.end())
      wrong(a.file, "the locale '" + a.value.locale + "' is not known",
            "no Discord user has that language, so it is found only where all others fail",
            "write a locale as Discord does: fr, pt-BR");
    const auto folder = a.file.substr(0, a.file.find('/'));
    if (folder.size() == 2 && folder.size() < a.file.size() && is_locale(folder) && folder != lang)
      wrong(a.file, "it lies in the folder " + folder + " but says that its locale is " + lang,
            "people are given it in the wrong language, if at all",
            "move the file, or mend its locale:");
  }

  /// `name` of each article, told once for each that an earlier one has already.
  template <class Key>
  void look_for_same(Key key_of, const std::string& what, const std::string& breaks,
                     const std::string& mend) {
    std::map<std::string, std::string> first;
    for (const auto& a : good_) {
      auto [at, fresh] = first.emplace(key_of(a.value), a.file);
      if (!fresh) wrong(a.file, "it has the same " + what + " as " + at->second, breaks, mend);
    }
  }

  void look_for_twins() {
    auto folded = [](const std::string& text) {
      std::string all;
      for (const auto& word : words_of(text)) all += word + ' ';
      return all;
    };
    look_for_same([&](const article& a) { return a.lang + ' ' + folded(a.title); }, "title",
                  "people cannot tell the two suggestions apart",
                  "say in the titles what sets them apart, or make one of both");
    look_for_same([](const article& a) { return a.url; }, "url",
                  "one answer shows the same page twice", "give each page one article");
    std::map<std::string, std::vector<std::pair<std::string, std::vector<std::uint64_t>>>> seen;
    for (const auto& a : good_) {
      auto pieces = shingles_of(a.value.body);
      auto& before = seen[a.value.lang];
      for (const auto& [file, other] : before) {
        // Of so different length they cannot be that alike.
        const auto shorter = static_cast<double>(std::min(pieces.size(), other.size()));
        const auto longer = static_cast<double>(std::max(pieces.size(), other.size()));
        if (shorter < longer * near_duplicate) continue;
        const auto alike = likeness(pieces, other);
        if (alike < near_duplicate) continue;
        wrong(a.file,
              alike == 1 ? "it has the same text as " + file
                         : "it has nearly the same text as " + file + " (" +
                               std::to_string(static_cast<int>(alike * 100)) + " %)",
              "both take a place among the three suggestions",
              "keep one; what is new goes into that");
        break;
      }
      before.emplace_back(a.file, std::move(pieces));
    }
  }

  bool finds(const knowledge_base& base, const std::string& text, const article& a) {
    const auto hits = base.search({text, a.locale, a.lang, shown, minimum_});
    return std::any_of(hits.begin(), hits.end(), [&](const auto& h) { return h.id == a.id; });
  }

  void look_whether_found() {
    std::vector<article> all;
    for (const auto& a : good_) all.push_back(a.value);
    std::string why;
    const auto base = knowledge_base::make(std::move(all), why);
    if (!base) {
      wrong(folder_, why, "a node with the built-in bot does not start", "make the folder smaller");
      return;
    }
    for (const auto& a : good_) {
      const bool by_title = finds(*base, a.value.title, a.value);
      if (!by_title)
        wrong(a.file, "it is not among the first three for its own title",
              "who asks in its own words does not get it",
              "give it a title that says what sets it apart");
      if (!a.value.tags.empty() && !finds(*base, a.value.tags, a.value))
        wrong(a.file, "it is not among the first three for its own tags",
              by_title ? "its tags lead to other articles" : "nobody can find it",
              "tag it with the words that people use for this, and not for the others");
    }
    ask_queries(*base);
  }

  void ask_queries(const knowledge_base& base) {
    const auto path = std::filesystem::path{folder_} / query_file;
    std::ifstream file{path, std::ios::binary};
    if (!file) return;
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    const auto list = parse_queries(text);
    for (const auto& p : list.problems)
      wrong(std::string{query_file}, p, "the question is not asked", "separate the three by tabs");
    report_.score = score_of(base, list.queries, minimum_, language_);
    const auto& s = *report_.score;
    if (s.answerable > 0 && s.recall < least_recall)
      wrong(std::string{query_file},
            std::to_string(static_cast<int>(s.recall * 100)) +
                " % of the questions have their article among the first three",
            "people who ask so are not helped",
            "tag the articles with the words of the questions that miss");
    for (const auto& q : list.queries)
      for (const auto& id : q.wanted)
        if (std::none_of(good_.begin(), good_.end(),
                         [&](const auto& a) { return a.value.id == id; }))
          wrong(std::string{query_file},
                "line " + std::to_string(q.line) + " wants the article " + id +
                    ", which is not there",
                "the question cannot be answered", "name the file without .md, or drop the line");
  }

  const std::string folder_;
  const double minimum_;
  const std::string language_;
  std::vector<checked> good_;
  article_report report_;
};

} // namespace

article_report check_articles(const std::string& folder, double minimum_score,
                              std::string_view language) {
  return inspection{folder, minimum_score, language}();
}

} // namespace flexcord::actors
