#include "test/unit/announcements/world.hpp"

#define CAF_SUITE announcements_feeds
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

// checklist 11, 12, 13
SCENARIO("what a feed holds when it is first read is not announced, what comes later is") {
  GIVEN("a feed that could not be read at first") {
    announcer a;
    a.happens(ann::started{});
    a.happens(ann::feed_failed{.feed = url, .generation = a.feed().generation, .reason = "down"});
    WHEN("it is read after a day, and again with more in it") {
      a.now += day;
      a.reads({entry("b", a.now - hour), entry("a", a.now - 30 * day)});
      const auto first = a.notes();
      const auto nothing = a.posts();
      const auto since = a.feed().since;
      a.reads({entry("d", a.now), entry("c", a.now - minute), entry("b", a.now - hour)});
      THEN("only what came after the first good read is posted, the oldest first") {
        CHECK_EQ(nothing, "");
        CHECK_EQ(first, "first-read 2");
        CHECK_EQ(a.posts(), "Title c, Title d");
        CHECK_EQ(a.feed().since, since);
      }
      THEN("an entry dated long before that read is remembered and not posted") {
        a.reads({entry("old", since - 2 * day), entry("d", a.now)});
        CHECK_EQ(a.posts(), "");
        CHECK_EQ(a.notes(), "old 1");
        a.reads({entry("late", since - hour), entry("old", since - 2 * day)});
        CHECK_EQ(a.posts(), "Title late");
      }
    }
  }
  GIVEN("a feed that was empty at first") {
    announcer a;
    a.happens(ann::started{});
    a.reads({});
    WHEN("something comes") {
      a.reads({entry("a", a.now)});
      THEN("it is posted") { CHECK_EQ(a.posts(), "Title a"); }
    }
  }
}

SCENARIO("each entry is posted once, in order of date and then of place") {
  GIVEN("a feed that has been read") {
    announcer a;
    a.happens(ann::started{});
    a.reads({entry("x", a.now)});
    WHEN("entries come in many orders") {
      const auto t = a.now;
      a.reads({entry("2", t + 2), entry("4", t + 4), entry("1", t + 1), entry("3", t + 3)});
      const auto shuffled = a.posts();
      a.reads({entry("3", t + 3), entry("1", t + 1), entry("4", t + 4), entry("2", t + 2)});
      const auto again = a.posts();
      a.reads({entry("c"), entry("b"), entry("a")});
      const auto undated = a.posts();
      a.reads({entry("p", t + 7), entry("q", t + 7), entry("r", t + 8)});
      const auto oldest_first = a.posts();
      THEN("each is posted once and in order") {
        CHECK_EQ(shuffled, "Title 1, Title 2, Title 3, Title 4");
        CHECK_EQ(again, "");
        CHECK_EQ(undated, "Title a, Title b, Title c");
        CHECK_EQ(oldest_first, "Title p, Title q, Title r");
      }
    }
  }
}

SCENARIO("the same entry under another id, or twice in one read, is not posted again") {
  GIVEN("an entry that was posted") {
    announcer a;
    a.happens(ann::started{});
    a.reads({});
    a.reads({entry("a", a.now)});
    a.posts();
    WHEN("it comes back with new ids, and with a new title") {
      auto other = entry("a", a.now);
      other.id = "id:other";
      a.reads({other});
      const auto twin = a.posts();
      auto renamed = other;
      renamed.twin = "twin:renamed";
      a.reads({renamed});
      const auto changed = a.posts();
      auto both = entry("new", a.now), copy = both;
      copy.id = "id:copy";
      a.reads({both, copy, both});
      THEN("it is known each time") {
        CHECK_EQ(twin, "");
        CHECK_EQ(changed, "");
        CHECK_EQ(a.posts(), "Title new");
      }
    }
  }
}

SCENARIO("a changed text edits its post within a day, and is never posted again") {
  GIVEN("a post that is out") {
    announcer a;
    a.happens(ann::started{});
    a.reads({});
    a.reads({entry("a", a.now)}, url, "v1");
    const auto post = a.asked.back().id;
    WHEN("the entry changes before and after it is known to be out, and a day later") {
      a.reads({entry("a", a.now, "second")}, url, "v2");
      const auto early = a.asked.size();
      const auto etag = a.feed().etag;
      a.happens(ann::posted{post, "m1"});
      a.reads({entry("a", a.now, "second")}, url, "v2");
      const auto edit = a.asked.back();
      const auto edits = a.asked.size();
      a.reads({entry("a", a.now, "second")});
      const auto same = a.asked.size();
      a.now += day;
      a.reads({entry("a", a.now, "third")});
      THEN("the post is edited once for each change while it is young") {
        CHECK_EQ(early, 1u);
        CHECK_EQ(etag, "");
        CHECK_EQ(edits, 2u);
        CHECK(edit.does == ann::order::action::edit_post);
        CHECK_EQ(edit.message, "m1");
        CHECK_EQ(edit.post, post);
        CHECK_EQ(edit.what.text, "second");
        CHECK_EQ(same, 2u);
        CHECK_EQ(a.asked.size(), 2u);
        CHECK_EQ(a.posts(), "Title a");
      }
    }
  }
  GIVEN("a feed whose text changes at every read") {
    announcer a;
    a.happens(ann::started{});
    a.reads({});
    a.reads({entry("a", a.now)});
    a.happens(ann::posted{a.asked.back().id, "m1"});
    WHEN("it is read fifty times") {
      for (int n = 0; n < 50; ++n) a.reads({entry("a", a.now, std::to_string(n))});
      THEN("the edits end") { CHECK_EQ(a.asked.size(), 1u + ann::most_edits); }
    }
  }
}

SCENARIO("of a burst the newest are posted, the rest is told in one line before them") {
  GIVEN("a feed that has been read") {
    announcer a;
    a.happens(ann::started{});
    a.reads({});
    WHEN("thirty entries come at once") {
      std::vector<ann::item> all;
      for (int n = 0; n < 30; ++n) all.push_back(entry(std::to_string(n), a.now + n));
      a.reads(all);
      const auto first = a.asked.front();
      const auto notes = a.notes();
      const auto posts = a.posts();
      a.reads(all);
      THEN("five are posted and none comes later") {
        CHECK_EQ(posts, "And 25 more new posts., Title 25, Title 26, Title 27, Title 28, Title 29");
        CHECK_EQ(first.what.link, "https://site.example/");
        CHECK_EQ(first.what.title, "Site");
        CHECK_EQ(notes, "burst 25");
        CHECK_EQ(a.posts(), "");
      }
    }
  }
}

SCENARIO("what is remembered is bounded, and nothing that is still in the feed is forgotten") {
  GIVEN("a feed with an entry that stays for ever") {
    announcer a;
    a.rules.burst = 10;
    a.happens(ann::started{});
    const auto pinned = entry("pinned", a.now);
    a.reads({pinned});
    WHEN("three thousand others come and go") {
      std::size_t most = 0;
      for (int n = 0; n < 300; ++n) {
        std::vector<ann::item> all{pinned};
        for (int k = 0; k < 10; ++k)
          all.push_back(entry(std::to_string(n * 10 + k), a.now + n * 10 + k));
        a.reads(all);
        std::vector<ann::order> out;
        for (auto post : std::set<std::int64_t>{a.state.waiting}) a.happens(ann::posted{post, "m"});
        most = std::max(most, a.feed().seen.size());
      }
      const auto posts = a.asked.size();
      a.reads({pinned, entry("2999", a.now), entry("1100", a.now)});
      THEN("all were posted once, the memory stayed small, and the pinned one is known") {
        CHECK_EQ(posts, 3'000u);
        CHECK_EQ(a.asked.size(), posts);
        CHECK_LE(most, 2 * ann::remembered_ids);
        CHECK_LE(a.feed().recent.size(), ann::recent_posts);
      }
    }
  }
  GIVEN("a feed with more entries than the memory") {
    announcer a;
    a.happens(ann::started{});
    std::vector<ann::item> all;
    for (int n = 0; n < 3000; ++n) all.push_back(entry(std::to_string(n), a.now));
    a.reads(all);
    WHEN("one more comes") {
      all.push_back(entry("new", a.now));
      a.reads(all);
      a.reads(all);
      THEN("only that one is posted") { CHECK_EQ(a.posts(), "Title new"); }
    }
  }
}

SCENARIO("a post that is out is published to followers, one that failed is noted") {
  GIVEN("a channel that others follow, and two posts") {
    announcer a;
    a.rules.crosspost = true;
    a.happens(ann::started{});
    a.reads({});
    a.reads({entry("b", a.now + 1), entry("a", a.now)});
    WHEN("one is out and the other is given up") {
      a.happens(ann::posted{1, "m1"});
      const auto publish = a.last.commands;
      a.happens(ann::posted{1, "m1"});
      const auto again = a.last;
      a.happens(ann::post_failed{2, "channel is gone"});
      THEN("the first is crossposted once, the second told to operators and not tried again") {
        REQUIRE_EQ(publish.size(), 1u);
        CHECK(publish[0].does == ann::order::action::crosspost);
        CHECK_EQ(publish[0].message, "m1");
        CHECK(again.how == ann::outcome::stale);
        CHECK(again.commands.empty());
        CHECK_EQ(a.notes(), "post-failed 1");
        CHECK(a.state.waiting.empty());
        a.reads({entry("b", a.now + 1), entry("a", a.now)});
        CHECK_EQ(a.asked.size(), 3u);
      }
    }
  }
}
