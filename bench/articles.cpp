// usage: flexcord-bench-articles [ARTICLES]
// Times a search of the knowledge base: questions of six words as people ask them, one in three
// with a typing error, over so many made-up articles of 300 words in two languages.
#include "actors/chatbot/knowledge.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace {

using namespace flexcord::actors;
using clock_type = std::chrono::steady_clock;

constexpr std::size_t words_known = 12'000, words_a_text = 300, questions = 2'000;

class writer {
public:
  writer() {
    for (std::size_t i = 0; i < words_known; ++i) {
      std::string word;
      for (std::size_t k = 0, n = 2 + random_() % 3; k < n; ++k) {
        word += "bcdfghklmnprstvz"[random_() % 16];
        word += "aeiou"[random_() % 5];
        if (random_() % 2 == 0) word += "lnrst"[random_() % 5];
      }
      words_.push_back(word);
    }
  }
  /// Few words are frequent, most are rare.
  const std::string& word() {
    const double share = std::pow(std::generate_canonical<double, 32>(random_), 3);
    return words_[static_cast<std::size_t>(share * static_cast<double>(words_known - 1))];
  }
  std::string text(std::size_t words) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) text += word() + ' ';
    return text;
  }
  std::string question() {
    std::string text;
    for (int i = 0; i < 6; ++i) {
      auto w = word();
      if (random_() % 3 == 0) std::swap(w[1], w[2]);
      text += w + ' ';
    }
    return text;
  }

private:
  std::mt19937_64 random_{7};
  std::vector<std::string> words_;
};

double ms(clock_type::duration d) { return std::chrono::duration<double, std::milli>(d).count(); }

} // namespace

int main(int argc, char** argv) {
  const auto count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1000;
  writer w;
  std::vector<article> articles;
  for (std::size_t i = 0; i < count; ++i) {
    article a;
    a.id = "a" + std::to_string(i);
    a.title = w.text(5);
    a.url = "https://h.example/" + a.id;
    a.tags = w.text(6);
    a.lang = a.locale = i % 2 == 0 ? "en" : "fr";
    a.body = w.text(words_a_text);
    articles.push_back(std::move(a));
  }
  std::string why;
  auto began = clock_type::now();
  const auto base = knowledge_base::make(std::move(articles), why);
  if (!base) return std::fprintf(stderr, "%s\n", why.c_str()), 1;
  std::printf("%lu articles: indexed in %.0f ms\n", count, ms(clock_type::now() - began));
  std::vector<double> took;
  std::size_t hits = 0;
  for (std::size_t i = 0; i < questions; ++i) {
    const auto question = w.question();
    began = clock_type::now();
    hits += base->search({question, i % 2 == 0 ? "en-US" : "fr", "en", 3, 0.5}).size();
    took.push_back(ms(clock_type::now() - began));
  }
  std::sort(took.begin(), took.end());
  std::printf("%zu questions: median %.2f ms, p99 %.2f ms, slowest %.2f ms; %zu hits\n", questions,
              took[questions / 2], took[questions * 99 / 100], took.back(), hits);
  return 0;
}
