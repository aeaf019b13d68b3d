// The announcements actor with a real journal, and stand-ins for feeds, channel and clock.
#define CAF_SUITE announcements
#include "actors/announcements/announcements_actor.hpp"
#include "actors/journal_actor.hpp"
#include "actors/metrics.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors;

namespace ann = flexcord::announcements;

namespace {

constexpr auto url = "https://site.example/feed";
constexpr ann::millis minute = 60'000;

struct asked_read {
  ann::read_feed what;
  std::function<void(ann::event)> answer;
};
struct asked_job {
  channel_job what;
  std::function<void(channel_outcome)> answer;
};
struct timer {
  ann::millis due;
  std::function<void()> work;
};

struct fixture : test_coordinator_fixture<> {
  metrics numbers{sys.metrics()};
  journal_actor journal;
  worker_actor announcer;
  std::shared_ptr<announcements_state*> state;
  std::vector<asked_read> reads;
  std::vector<asked_job> jobs;
  std::vector<timer> timers;
  ann::rules rules{.feeds = {url}, .interval = 5 * minute, .role = "7"};
  ann::millis now = 1'700'000'000'000;

  fixture() {
    journal = sys.spawn<journal_impl>(store::open("sqlite::memory:", {}).value(),
                                      journal_tools{&numbers});
    begin();
  }
  ~fixture() {
    end();
    caf::anon_send_exit(journal, caf::exit_reason::user_shutdown);
    consume_messages();
  }
  void begin() {
    announcement_tools t;
    t.how = rules;
    t.now = [this] { return now; };
    t.numbers = &numbers;
    t.read = [this](const ann::read_feed& r, auto answer) {
      reads.push_back({r, std::move(answer)});
    };
    t.perform = [this](channel_job j, auto answer) {
      jobs.push_back({std::move(j), std::move(answer)});
    };
    t.after = [this](std::chrono::milliseconds pause, std::function<void()> work) {
      timers.push_back({now + pause.count(), std::move(work)});
      return net::timer_handle{};
    };
    state = std::make_shared<announcements_state*>(nullptr);
    announcer = sys.spawn<announcements_impl>(journal, std::move(t), state);
    consume_messages();
  }
  /// Like kill -9: what is in memory is gone.
  void end() {
    caf::anon_send_exit(announcer, caf::exit_reason::kill);
    announcer = nullptr;
    consume_messages();
    reads.clear();
    jobs.clear();
    timers.clear();
  }
  void again() {
    end();
    begin();
  }

  static ann::item item(const std::string& name, const std::string& text = "Text") {
    return {"id:" + name, "twin:" + name, "print:" + name + text, {name, text, {}, {}}, 0};
  }
  /// The feed is read, now or when its timer is due, and holds these, the newest first.
  void feed_has(std::vector<ann::item> items) {
    if (reads.empty() && !timers.empty()) {
      auto t = timers.back();
      timers.clear();
      now = std::max(now, t.due);
      t.work();
      consume_messages();
    }
    if (reads.empty()) CAF_FAIL("the feed is not asked");
    auto r = reads.back();
    reads.clear();
    r.answer(ann::feed_read{.feed = url,
                            .generation = r.what.generation,
                            .title = "Site",
                            .items = std::move(items),
                            .etag = "e"});
    consume_messages();
  }
  /// The oldest job that nobody has answered is done.
  void done(channel_outcome how) {
    if (jobs.empty()) CAF_FAIL("nothing is asked of the channel");
    auto j = jobs.front();
    jobs.erase(jobs.begin());
    j.answer(std::move(how));
    consume_messages();
  }
  std::string ask(ann::event e, std::string* draft = nullptr) {
    std::string got = "nothing";
    caf::anon_send(announcer, job{std::make_shared<std::function<void()>>([&] {
                     (*state)->ask(std::move(e), "trace", [&](const auto& a) {
                       got = a ? to_string(a->how) : "not taken";
                       if (a && draft) *draft = a->draft;
                     });
                   })});
    consume_messages();
    return got;
  }
  std::string hook(const std::string& key, const std::string& seal,
                   const std::string& title = "T") {
    return ask(ann::hook_received{"t", key, seal, "print " + title, {title, {}, {}, {}}});
  }
  std::string announce(ann::announce_asked::wish wish, const std::string& ticket,
                       std::string* draft, std::vector<std::string> roles = {"7"}) {
    ann::announce_asked a;
    a.ticket = ticket;
    a.by = "al";
    a.roles = std::move(roles);
    a.what_for = wish;
    a.draft = *draft;
    a.what = {"Hello", "all", {}, {}};
    return ask(std::move(a), draft);
  }
  /// What the channel is asked for now, in order; '?': it may be done already.
  std::string wanted() const {
    constexpr const char* names[] = {"post", "edit", "crosspost"};
    std::string out;
    for (auto& j : jobs) {
      out += (out.empty() ? "" : ", ") + std::string{names[static_cast<int>(j.what.what.does)]};
      out += ' ' + (j.what.what.what.title.empty() ? j.what.what.message : j.what.what.what.title);
      if (j.what.maybe_done) out += '?';
    }
    return out;
  }
  store::snapshot stored() {
    store::snapshot found;
    caf::scoped_actor reader{sys};
    auto answer =
        reader->request(journal, caf::infinite, load_conversation{std::string{ann::record_key}});
    consume_messages();
    answer.receive([&](loaded_conversation& l) { found = std::move(l.stored); },
                   [](const caf::error& e) { CAF_FAIL(e); });
    return found;
  }
  std::vector<store::dead_letter> letters() {
    std::vector<store::dead_letter> found;
    caf::scoped_actor reader{sys};
    auto answer = reader->request(journal, caf::infinite, list_dead_letters{std::nullopt, 10});
    consume_messages();
    answer.receive([&](dead_letter_list& l) { found = std::move(l.rows); },
                   [](const caf::error& e) { CAF_FAIL(e); });
    return found;
  }
};

using wish = ann::announce_asked::wish;

} // namespace

BEGIN_FIXTURE_SCOPE(fixture)

// checklist 12, 13
SCENARIO("a feed's new entries are posted one after the other, also across a death") {
  GIVEN("a feed whose old entries are known, and two new ones on their way") {
    feed_has({item("old")});
    const auto first = wanted();
    feed_has({item("two"), item("one"), item("old")});
    const auto before = wanted();
    const auto stored_due = timers.back().due;
    WHEN("the process dies before it hears how the first went") {
      again();
      const auto after = wanted();
      const auto due = timers.back().due;
      done({"m1", {}});
      const auto next = wanted();
      const auto known = jobs.front().what.last_message;
      done({"m2", {}});
      feed_has({item("two"), item("one"), item("old")});
      THEN("it is looked for, the second follows, and nothing is posted twice") {
        CHECK_EQ(first, "");
        CHECK_EQ(before, "post one");
        CHECK_EQ(after, "post one?");
        CHECK_EQ(due, stored_due);
        CHECK_EQ(next, "post two");
        CHECK_EQ(known, "m1");
        CHECK_EQ(wanted(), "");
        CHECK(stored().outbox.empty());
      }
    }
  }
}

SCENARIO("a feed that has nothing new costs no commit") {
  GIVEN("a feed that was read") {
    feed_has({item("a")});
    const auto before = stored().version;
    WHEN("it is read five times more, and then has something") {
      for (int n = 0; n < 5; ++n) feed_has({item("a")});
      const auto after = stored().version;
      feed_has({item("b"), item("a")});
      THEN("only the last read is stored") {
        CHECK_EQ(before, 2u); // that the feed is known, and what is in it
        CHECK_EQ(after, before);
        CHECK_EQ(stored().version, before + 1);
        CHECK_EQ(wanted(), "post b");
      }
    }
  }
}

SCENARIO("a feed is read on although somebody else wrote the record") {
  GIVEN("a feed that was read, and a record that another wrote meanwhile") {
    feed_has({item("a")});
    auto theirs = stored();
    store::step s;
    s.conversation = ann::record_key;
    s.version = theirs.version + 1;
    s.state = theirs.state;
    s.owner = "record";
    s.at = now;
    caf::anon_send(journal, std::move(s));
    consume_messages();
    WHEN("a new entry comes") {
      feed_has({item("b"), item("a")});
      THEN("it is found once the record was read anew") {
        CHECK_EQ(wanted(), "");
        feed_has({item("b"), item("a")});
        CHECK_EQ(wanted(), "post b");
        done({"m1", {}});
        feed_has({item("c"), item("b"), item("a")});
        CHECK_EQ(wanted(), "post c");
      }
    }
  }
}

SCENARIO("what comes too late is counted as such, and what is refused as well") {
  GIVEN("a feed whose answer has come") {
    const auto first = reads.back();
    feed_has({item("a")});
    WHEN("the same answer comes again, and a hook's call twice") {
      first.answer(ann::feed_read{.feed = url, .generation = first.what.generation});
      hook("", "s1");
      hook("", "s1");
      THEN("operators can see it") {
        const auto page = render_metrics(sys.metrics());
        auto counted = [&](const std::string& event, const std::string& how) {
          return page.find("flexcord_announcement_events_total{event=\"" + event + "\",outcome=\"" +
                           how + "\"} 1\n") != page.npos;
        };
        CHECK(counted("feed_read", "done"));
        CHECK(counted("feed_read", "stale"));
        CHECK(counted("hook_received", "done"));
        CHECK(counted("hook_received", "refused"));
      }
    }
  }
}

// checklist 12
SCENARIO("a hook is answered once its post is stored, and known again by the next process") {
  GIVEN("a call that was accepted") {
    const auto first = hook("k1", "s1");
    const auto rows = stored().outbox.size();
    WHEN("the process dies and the call comes again in several ways") {
      again();
      const auto repeated = hook("k1", "s2"), replayed = hook("", "s1"),
                 other = hook("k1", "s3", "other");
      THEN("it is posted once") {
        CHECK_EQ(first, "accepted");
        CHECK_EQ(rows, 1u);
        CHECK_EQ(repeated, "duplicate");
        CHECK_EQ(replayed, "replayed");
        CHECK_EQ(other, "conflict");
        CHECK_EQ(wanted(), "post T?");
      }
    }
  }
}

// checklist 11: only admins and moderators post
SCENARIO("a member's preview outlives the process that showed it") {
  GIVEN("a preview") {
    std::string draft;
    const auto shown = announce(wish::preview, "i1", &draft);
    again();
    const auto shown_again = announce(wish::preview, "i1", &draft);
    WHEN("it is confirmed: by one who has lost the role, then with it, twice") {
      auto d = draft;
      const auto lost = announce(wish::confirm, "i2", &d, {});
      const auto before = wanted();
      const auto yes = announce(wish::confirm, "i3", &d);
      const auto twice = announce(wish::confirm, "i4", &d);
      THEN("it is posted once, and only with the role") {
        CHECK_EQ(shown, "preview");
        CHECK_EQ(shown_again, "preview");
        CHECK_EQ(draft, "1");
        CHECK_EQ(lost, "not-allowed");
        CHECK_EQ(before, "");
        CHECK_EQ(yes, "announced");
        CHECK_EQ(twice, "already");
        CHECK_EQ(wanted(), "post Hello");
      }
    }
  }
}

SCENARIO("a post that Discord refuses is put away, and the next one is made") {
  GIVEN("two posts of a feed") {
    feed_has({item("old")});
    feed_has({item("two"), item("one"), item("old")});
    WHEN("the first is refused and changes later") {
      done({{}, "forbidden"});
      const auto next = wanted();
      done({"m2", {}});
      feed_has({item("two"), item("one", "changed"), item("old")});
      THEN("a person can see it, with its reason, and it is not touched again") {
        CHECK_EQ(next, "post two");
        auto dead = letters();
        CHECK_EQ(dead.size(), 1u);
        CHECK_EQ(dead.front().conversation, "announcements");
        CHECK_EQ(dead.front().kind, "announce");
        CHECK_EQ(dead.front().reason, "forbidden");
        CHECK_EQ(wanted(), "");
      }
    }
  }
}

SCENARIO("a changed entry edits its post, unless somebody has deleted that") {
  GIVEN("an entry that was posted") {
    feed_has({item("old")});
    feed_has({item("one"), item("old")});
    done({"m1", {}});
    WHEN("it changes, and again after the post is gone") {
      feed_has({item("one", "better"), item("old")});
      const auto first = wanted();
      done({"m1", {}});
      feed_has({item("one", "best"), item("old")});
      const auto second = wanted();
      done({{}, "gone"});
      feed_has({item("one", "too late"), item("old")});
      THEN("it is edited while it is there") {
        CHECK_EQ(first, "edit one");
        CHECK_EQ(second, "edit one");
        CHECK_EQ(wanted(), "");
        CHECK_EQ(letters().front().kind, "announce_edit");
      }
    }
  }
}

SCENARIO("in a channel that others follow each post is crossposted, and does not wait for that") {
  GIVEN("two calls of a hook") {
    hook("k1", "s1", "one");
    hook("k2", "s2", "two");
    WHEN("the first is out, in such a channel") {
      done({"m1", {}, true});
      const auto both = wanted();
      const auto from = jobs.back().what.what.from;
      THEN("its crosspost and the second post are asked for side by side") {
        CHECK_EQ(both, "post two, crosspost m1");
        CHECK(from == ann::source::hook);
      }
    }
  }
}

END_FIXTURE_SCOPE()
