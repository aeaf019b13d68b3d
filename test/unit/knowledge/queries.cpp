#include "actors/chatbot/knowledge_queries.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>

#define CAF_SUITE knowledge_queries
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;

namespace {

// A little below what is measured: a change that loses two questions shows.
constexpr double recall_floor = 0.95, mean_rank_floor = 0.90;

query_list shipped_queries() {
  std::ifstream file{std::string{FLEXCORD_SHIPPED_ARTICLES} + "/queries.tsv", std::ios::binary};
  return parse_queries(std::string{std::istreambuf_iterator<char>{file}, {}});
}

} // namespace

SCENARIO("people's questions find their article (checklist 20, 21 and 24)") {
  GIVEN("the shipped articles and the labelled questions beside them") {
    auto loaded = knowledge_base::load(FLEXCORD_SHIPPED_ARTICLES);
    REQUIRE(loaded.base != nullptr);
    const auto list = shipped_queries();
    WHEN("they are asked") {
      const auto s = score_of(*loaded.base, list.queries, 0.5, "en");
      std::printf("%zu questions: recall@3 %.3f, MRR %.3f; %zu of %zu without an article find "
                  "nothing\n",
                  s.answerable, s.recall, s.mean_rank, s.found_nothing, s.unanswerable);
      for (const auto& m : s.misses) std::printf("  %s\n", m.c_str());
      THEN("recall and rank are not below their floors, and nonsense finds nothing") {
        CHECK_EQ(list.problems.size(), 0u);
        CHECK_GE(s.answerable, 60u);
        CHECK_GE(s.unanswerable, 8u);
        CHECK_GE(s.recall, recall_floor);
        CHECK_GE(s.mean_rank, mean_rank_floor);
        CHECK_EQ(s.found_nothing, s.unanswerable);
        for (const auto& q : list.queries)
          for (const auto& id : q.wanted)
            CHECK(std::any_of(loaded.base->articles().begin(), loaded.base->articles().end(),
                              [&](const auto& a) { return a.id == id; }));
      }
    }
  }
}

SCENARIO("a list of questions may have mistakes") {
  GIVEN("lines that are no question") {
    WHEN("they are read") {
      const auto list =
          parse_queries("# a remark\n\nen\tone\ta,b\r\nen two a\n\tthree\ta\nen\tfour\t-");
      THEN("each is named, and the rest counts") {
        REQUIRE_EQ(list.queries.size(), 2u);
        CHECK_EQ(list.queries[0].wanted.size(), 2u);
        CHECK_EQ(list.queries[0].line, 3u);
        CHECK_EQ(list.queries[1].wanted.size(), 0u);
        REQUIRE_EQ(list.problems.size(), 2u);
        CHECK(list.problems[0].starts_with("line 4 "));
      }
    }
  }
}
