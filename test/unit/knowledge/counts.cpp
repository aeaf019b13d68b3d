#include "actors/chatbot/article_counts.hpp"
#include "actors/chatbot/article_ref.hpp"

#include <map>

#define CAF_SUITE article_counts
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::actors;

namespace {

std::vector<article> articles(std::size_t n) {
  std::vector<article> all;
  for (std::size_t i = 0; i < n; ++i) {
    article a;
    a.id = "en/a" + std::to_string(i);
    a.title = "Title " + std::to_string(i);
    all.push_back(a);
  }
  return all;
}

/// "id shown/helped/not helped/asked" of all that have a count.
std::string told(const article_counts& counts) {
  std::string all;
  for (const auto& c : counts.look())
    if (c.shown + c.helped + c.not_helped + c.asked_person > 0)
      all += (all.empty() ? "" : ", ") + c.id + ' ' + std::to_string(c.shown) + '/' +
             std::to_string(c.helped) + '/' + std::to_string(c.not_helped) + '/' +
             std::to_string(c.asked_person);
  return all;
}

} // namespace

SCENARIO("a button names its articles within a hundred bytes") {
  GIVEN("few short ids, many, long ones, and ids with odd signs") {
    const std::vector<std::string> many(10, "en/account-recovery-with-a-long-name");
    WHEN("they are put on a button") {
      THEN("ids stay readable while they fit, else marks stand for them") {
        CHECK_EQ(reference_to({"en/refunds", "en/lag"}), "en/refunds,en/lag");
        CHECK_EQ(reference_to(many).size(), 79u);
        CHECK_EQ(parts_of(reference_to(many)).size(), 10u);
        CHECK_EQ(reference_to({std::string(90, 'x')}), mark_of(std::string(90, 'x')));
        CHECK_EQ(reference_to({"a,b", "\xff\n"}), mark_of("a,b") + ',' + mark_of("\xff\n"));
        CHECK_NE(mark_of("en/a"), mark_of("en/b"));
        CHECK_EQ(mark_of("en/a").size(), 7u);
        CHECK_EQ(fit_reference("a webhook's own name"), "a webhook's own name");
        CHECK_EQ(fit_reference(std::string(1000, 'x')).size(), 7u);
        CHECK_LE(std::string("v1:helped-yes:").size() + longest_reference, 100u);
        CHECK_EQ(parts_of(",,a,,").size(), 1u);
      }
    }
  }
}

SCENARIO("what became of an answer is counted for each of its articles") {
  GIVEN("three articles") {
    article_counts counts;
    counts.know(articles(3));
    std::map<std::string, int> metrics;
    counts.observe([&](const std::string& label, std::string_view what) {
      ++metrics[label + ' ' + std::string(what)];
    });
    WHEN("an answer with two is shown, rated twice, and a person is asked for twice") {
      counts.shown("discord:1", "en/a0,en/a1");
      counts.rated("discord:1", "en/a0,en/a1", false);
      counts.rated("discord:1", "en/a0,en/a1", true);
      counts.asked_person("discord:1");
      counts.asked_person("discord:1");
      THEN("each counts once") {
        CHECK_EQ(told(counts), "en/a0 1/0/1/1, en/a1 1/0/1/1");
        CHECK_EQ(metrics["en/a0 shown"], 1);
        CHECK_EQ(metrics["en/a1 not_helped"], 1);
        CHECK_EQ(metrics["en/a1 asked_person"], 1);
      }
      {
        // It is shown again and helps, by its mark.
        const auto mark = mark_of("en/a2");
        counts.shown("discord:2", mark);
        counts.rated("discord:2", mark, true);
        counts.talk_ended("discord:2");
        counts.asked_person("discord:2");
        THEN("a talk that is over has nothing to do with the next wish") {
          CHECK_EQ(told(counts), "en/a0 1/0/1/1, en/a1 1/0/1/1, en/a2 1/1/0/0");
        }
      }
      {
        // Buttons name articles that do not exist, and one goes.
        counts.shown("discord:3", "../../etc/passwd");
        counts.rated("discord:3", "", true);
        counts.know(articles(1));
        THEN("they are others, and what is gone has no row") {
          CHECK_EQ(told(counts), "en/a0 1/0/1/1, other 1/0/0/0");
          CHECK_EQ(metrics.count("../../etc/passwd shown"), 0u);
          CHECK_EQ(metrics["other shown"], 1);
        }
      }
    }
  }
}

SCENARIO("labels and memory are bounded") {
  GIVEN("a thousand articles and far more conversations") {
    article_counts counts;
    counts.know(articles(1000));
    std::set<std::string> labels;
    counts.observe([&](const std::string& label, std::string_view) { labels.insert(label); });
    WHEN("all are shown, each in its own conversation") {
      for (int i = 0; i < 30'000; ++i)
        counts.shown("discord:" + std::to_string(i), "en/a" + std::to_string(i % 1000));
      counts.asked_person("discord:1");
      counts.asked_person("discord:29999");
      THEN("three hundred have a label, all have a count, and the oldest talks are forgotten") {
        CHECK_EQ(labels.size(), 301u);
        CHECK(labels.contains("other"));
        const auto all = counts.look();
        CHECK_EQ(all.size(), 1000u);
        std::uint64_t shown = 0, asked = 0;
        for (const auto& c : all) shown += c.shown, asked += c.asked_person;
        CHECK_EQ(shown, 30'000u);
        CHECK_EQ(asked, 1u);
      }
    }
  }
}
