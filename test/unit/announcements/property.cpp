#include "actors/announcements/core.hpp"
#include "test/unit/announcements/world.hpp"

#include <map>
#include <random>

#define CAF_SUITE property_announcements
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::test;

namespace {

/// A site that publishes, and a reader that sees it through failures, repeats, shuffled answers and
/// restarts. What is committed survives a restart; what is not is done again.
class walk {
public:
  explicit walk(std::uint64_t seed) : random_(seed) {
    world_.rules.burst = 1000;
    world_.rules.crosspost = dice(2) == 0;
    for (unsigned n = dice(4); n > 0; --n) publish();
    restart();
  }

  void step() {
    world_.now += 1 + dice(3 * minute);
    switch (dice(9)) {
    case 0:
    case 1:
      return publish();
    case 2:
    case 3:
      return read(false);
    case 4:
      return read(true);
    case 5:
      return fail();
    case 6:
      return restart();
    case 7:
      return change();
    default:
      return settle();
    }
  }

  /// All is well at last: what is published is read.
  void finish() {
    restart();
    while (!world_.feed().reading) world_.due();
    read(false);
  }

  const std::vector<std::string>& expected() const { return expected_; }
  std::vector<std::string> told() const {
    std::vector<std::string> out;
    for (auto& o : committed_)
      if (o.does == ann::order::action::post) out.push_back(o.what.title);
    return out;
  }
  bool ids_grow() const {
    for (std::size_t n = 1; n < committed_.size(); ++n)
      if (committed_[n].id <= committed_[n - 1].id) return false;
    return true;
  }

private:
  unsigned dice(unsigned n) { return static_cast<unsigned>(random_() % n); }

  void publish() {
    const auto name = std::to_string(++published_);
    // Dates grow, or are the same for two in a row; the place decides then.
    if (dice(4) != 0) date_ = std::max(date_ + 1, world_.now);
    site_.insert(site_.begin(), entry(name, date_));
    // More than half leave the feed some day.
    if (site_.size() > 12) site_.resize(6);
    unread_.push_back("Title " + name);
  }

  void change() {
    if (site_.empty()) return;
    auto& i = site_[dice(static_cast<unsigned>(site_.size()))];
    // The site gives it another id, or another text.
    if (dice(2) == 0) {
      i.id += "'";
      return;
    }
    i.print += "'";
    i.what.text += "'";
  }

  /// What the site shows: in order, with repeats and copies under other ids, or shuffled by date.
  std::vector<ann::item> shown() {
    auto all = site_;
    if (!all.empty() && dice(2) == 0) all.push_back(all[dice(static_cast<unsigned>(all.size()))]);
    if (!all.empty() && dice(3) == 0) {
      auto copy = all[dice(static_cast<unsigned>(all.size()))];
      copy.id += ":copy";
      all.push_back(copy);
    }
    // Entries of one moment are told apart by their place only, which must stay then.
    if (dice(2) == 0)
      std::stable_sort(all.begin(), all.end(), [](auto& a, auto& b) { return a.at > b.at; });
    return all;
  }

  /// The feed is read; `lost`: the process dies before the step is committed.
  void read(bool lost) {
    if (!world_.feed().reading && !world_.due()) return settle();
    const auto saved_world = ann::core::encode(world_.state);
    const auto first = world_.feed().since == 0;
    // Entries that left before they were seen can never be told.
    std::erase_if(unread_, [&](auto& t) {
      return std::none_of(site_.begin(), site_.end(), [&](auto& i) { return i.what.title == t; });
    });
    world_.reads(shown());
    if (lost) {
      world_.state = ann::core::decode_state(saved_world).value();
      return restart_from(world_.state);
    }
    commit();
    if (!first) expected_.insert(expected_.end(), unread_.begin(), unread_.end());
    unread_.clear();
  }

  void fail() {
    if (!world_.feed().reading && !world_.due()) return;
    world_.happens(ann::feed_failed{.feed = url,
                                    .generation = world_.feed().generation,
                                    .retry_after = dice(2) * hour,
                                    .reason = "x"});
    commit();
  }

  /// Posts come out, in order, or are given up.
  void settle() {
    for (auto post : std::set<std::int64_t>{world_.state.waiting}) {
      if (dice(4) == 0) break;
      if (dice(10) == 0)
        world_.happens(ann::post_failed{post, "x"});
      else
        world_.happens(ann::posted{post, "m" + std::to_string(post)});
      commit();
    }
  }

  void commit() {
    committed_.insert(committed_.end(), world_.last.commands.begin(), world_.last.commands.end());
    if (world_.last.worth_storing) stored_ = ann::core::encode(world_.state);
  }

  void restart() { restart_from(stored_.empty() ? ann::state{} : stored()); }
  void restart_from(ann::state s) {
    world_.state = stored_.empty() ? std::move(s) : stored();
    world_.happens(ann::started{});
    commit();
  }

  ann::state stored() const { return ann::core::decode_state(stored_).value(); }

  std::mt19937_64 random_;
  announcer world_;
  std::vector<ann::item> site_;
  std::vector<std::string> unread_, expected_;
  std::vector<ann::order> committed_;
  std::string stored_;
  ann::millis date_ = 1000 * day;
  int published_ = 0;
};

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (auto& s : all) out += s + '\n';
  return out;
}

} // namespace

// checklist 11, 12, 13
SCENARIO(
    "whatever is repeated, lost or restarted, each new entry is posted exactly once in order") {
  GIVEN("four hundred walks of a hundred steps") {
    WHEN("each is walked to its end") {
      std::size_t posts = 0;
      for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        walk w{seed};
        for (int n = 0; n < 100; ++n) w.step();
        w.finish();
        posts += w.told().size();
        if (w.told() != w.expected() || !w.ids_grow())
          CAF_FAIL("seed " << seed << "\nexpected:\n"
                           << joined(w.expected()) << "told:\n"
                           << joined(w.told()));
      }
      THEN("there was something to tell") { CHECK_GT(posts, 4'000u); }
    }
  }
}
