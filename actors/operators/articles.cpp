#include "actors/operators/articles.hpp"

#include "actors/chatbot/article_check.hpp"
#include "actors/doctor/findings.hpp"

#include <cstdio>
#include <ostream>

namespace flexcord::actors {
namespace {

constexpr int nothing_to_mend = 0, something_to_mend = 65, bad_settings = 78;

std::string share(double part) {
  char text[16];
  std::snprintf(text, sizeof text, "%.3f", part);
  return text;
}

/// A Discord token that is not there yet says nothing about articles.
bool matters(const config::problem& p) {
  const bool in_file = p.path.find(':') != std::string::npos; // it could not be read as a whole
  return in_file || p.path.starts_with("knowledge.") || p.path == "routing.language";
}

} // namespace

articles_words take_articles_words(std::vector<std::string>& arguments) {
  articles_words words;
  bool verb = false;
  std::vector<std::string> rest;
  for (auto& a : arguments) {
    constexpr std::string_view folder = "--folder=";
    if (a.starts_with(folder)) {
      words.folder = a.substr(folder.size());
      if (words.folder.empty()) words.problem = "--folder= needs a folder";
    } else if (a == "check" && !verb) {
      verb = true;
    } else if (!a.starts_with('-')) {
      words.problem = "unknown word " + a;
    } else {
      rest.push_back(a);
    }
  }
  arguments = std::move(rest);
  if (!verb && words.problem.empty()) words.problem = "say what to do: check";
  return words;
}

int check_articles(const articles_words& words, const config::loaded& loaded, std::ostream& out,
                   std::ostream& err) {
  bool usable = true;
  for (const auto& p : loaded.problems)
    if (matters(p)) {
      err << to_string(p) << '\n';
      usable = false;
    }
  if (!usable) return bad_settings;
  const auto& s = loaded.values;
  const auto folder = words.folder.empty() ? s.knowledge.articles : words.folder;
  const auto report = check_articles(folder, s.knowledge.minimum_score, s.routing.language);
  doctor::findings f{out};
  for (const auto& finding : report.findings)
    f.wrong(finding.file + ": " + finding.wrong, finding.breaks, finding.mend);
  if (report.articles > 0)
    f.good(std::to_string(report.articles) + " articles can be read in " + folder);
  if (const auto& score = report.score) {
    for (const auto& miss : score->misses) f.note("queries.tsv: " + miss);
    f.good(std::to_string(score->answerable) + " questions with an article: recall@3 " +
           share(score->recall) + ", MRR " + share(score->mean_rank) + "; " +
           std::to_string(score->found_nothing) + " of " + std::to_string(score->unanswerable) +
           " questions without one find nothing");
  }
  return f.close() ? nothing_to_mend : something_to_mend;
}

} // namespace flexcord::actors
