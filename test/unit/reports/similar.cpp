#define CAF_SUITE reports_similar

#include "actors/reports/similar.hpp"
#include "labelled_reports.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <random>

using namespace flexcord::reports;
using flexcord::reports_tests::labelled_reports;

namespace {

// What the labelled reports must give; below it, suggestions are worse than they were.
constexpr double least_precision = 0.90, least_recall = 0.90;
constexpr double least_precision_of_few = 0.85, least_recall_of_few = 0.85;

fingerprint print_of(std::size_t i) {
  return fingerprint_of(i + 1, labelled_reports[i].title, labelled_reports[i].text);
}

struct tally {
  double found = 0, wrong = 0, missed = 0;
  double precision() const { return found / std::max(found + wrong, 1.0); }
  double recall() const { return found / std::max(found + missed, 1.0); }
  double pairs() const { return found + missed; }
};

/// Every report of the picked ones compared with all the others.
void compare(const std::vector<std::size_t>& picked, tally& t, bool tell = false) {
  std::vector<fingerprint> prints;
  for (auto i : picked) prints.push_back(print_of(i));
  for (std::size_t i = 0; i < picked.size(); ++i) {
    const auto like = similar(prints[i], prints, prints.size());
    for (std::size_t k = 0; k < picked.size(); ++k) {
      if (k == i) continue;
      const auto& a = labelled_reports[picked[i]];
      const auto& b = labelled_reports[picked[k]];
      const bool said = std::ranges::find(like, prints[k].number, &likeness::number) != like.end();
      const bool same = a.problem == b.problem;
      t.found += said && same;
      t.wrong += said && !same;
      t.missed += !said && same;
      if (tell && said != same && i < k)
        std::cout << (same ? "  missed: " : "  wrong:  ") << a.title << " | " << b.title << "\n";
    }
  }
}

void print(const char* what, const tally& t) {
  std::cout << what << ": " << t.pairs() / 2 << " pairs of near-duplicates, precision "
            << std::fixed << std::setprecision(3) << t.precision() << ", recall " << t.recall()
            << "\n";
}

} // namespace

SCENARIO("near-duplicates are found among reports in five languages") {
  GIVEN("labelled reports") {
    std::vector<std::size_t> all(labelled_reports.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    WHEN("each is compared with all others") {
      tally t;
      compare(all, t, true);
      print("all", t);
      THEN("precision and recall are above their floors") {
        CHECK_GE(all.size() * (all.size() - 1) / 2, 40u);
        CHECK_GE(t.precision(), least_precision);
        CHECK_GE(t.recall(), least_recall);
      }
    }
    WHEN("only a dozen reports are there, as in a young server") {
      tally t;
      std::mt19937 random(7);
      for (int round = 0; round < 40; ++round) {
        std::ranges::shuffle(all, random);
        compare({all.begin(), all.begin() + 12}, t);
      }
      print("a dozen", t);
      THEN("it works there too") {
        CHECK_GT(t.pairs(), 40.0);
        CHECK_GE(t.precision(), least_precision_of_few);
        CHECK_GE(t.recall(), least_recall_of_few);
      }
    }
  }
}

SCENARIO("the most alike come first, the report itself never") {
  GIVEN("copies of different closeness") {
    const std::vector<fingerprint> there{
        fingerprint_of(1, "Crash when the map is opened", "The game closes when I press M."),
        fingerprint_of(2, "Crash when the map is opened", "The game closes."),
        fingerprint_of(3, "Crash when the map is opened", "The game closes when I press M."),
        fingerprint_of(4, "Sound is too quiet", "I hear almost nothing in the ferry quest.")};
    WHEN("the third is compared") {
      const auto like = similar(there[2], there);
      THEN("its copy stands first with a score of one, then the weaker one") {
        REQUIRE_EQ(like.size(), 2u);
        CHECK_EQ(like[0].number, 1u);
        CHECK_GT(like[0].score, 0.999);
        CHECK_EQ(like[1].number, 2u);
        CHECK_LT(like[1].score, like[0].score);
      }
      THEN("no more are given than asked for") {
        CHECK_EQ(similar(there[2], there, 1).size(), 1u);
        CHECK(similar(there[2], {}).empty());
      }
    }
  }
}

SCENARIO("case, accents and marks make no difference") {
  GIVEN("the same text written in two ways") {
    const auto a = fingerprint_of(1, "Le son DISPARAÎT", "Après la cinématique…");
    const auto b = fingerprint_of(2, "le son disparait", "**apres** la cine\u0301matique");
    WHEN("they are compared") {
      THEN("they are one") {
        CHECK(a.words == b.words);
        CHECK(a.letters == b.letters);
      }
    }
  }
}

SCENARIO("nothing that a member writes costs much or breaks it") {
  GIVEN("empty, broken and endless texts") {
    std::mt19937 random(11);
    std::string noise;
    for (int i = 0; i < 20000; ++i) noise += static_cast<char>(random() % 256);
    const std::vector<fingerprint> there{
        fingerprint_of(1, "", ""), fingerprint_of(2, "😀😀", "\u200B"),
        fingerprint_of(3, noise, noise), fingerprint_of(4, std::string(100000, 'a'), ""),
        fingerprint_of(5, "", "")};
    WHEN("they are compared") {
      THEN("what says nothing is like nothing, and scores stay between 0 and 1") {
        CHECK(similar(there[0], there).empty());
        CHECK(similar(there[1], there).empty());
        for (const auto& f : there)
          for (const auto& l : similar(f, there, 9, 0.0)) {
            CHECK_GE(l.score, 0.0);
            CHECK_LE(l.score, 1.0);
          }
        CHECK_LE(there[3].letters.size(), 3u);
        CHECK_LT(there[2].letters.size(), 8100u);
      }
    }
  }
}
