#include "actors/chatbot/knowledge_watch.hpp"
#include "config/log.hpp"
#include "test/unit/config/scratch.hpp"

#include <future>

#define CAF_SUITE knowledge_watch
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using flexcord::test::scratch_folder;

namespace {

std::string article_text(const std::string& title) {
  return "---\ntitle: " + title + "\nurl: https://h.example/x\n---\ntext\n";
}

/// Gives what comes, one after the other.
class inbox {
public:
  void put(const actors::shelf_news& n) {
    const std::lock_guard guard{mutex_};
    news_.push_back(n);
    came_.notify_all();
  }
  actors::shelf_news take() {
    std::unique_lock lock{mutex_};
    if (!came_.wait_for(lock, std::chrono::seconds{20}, [this] { return !news_.empty(); }))
      return {};
    auto first = news_.front();
    news_.erase(news_.begin());
    return first;
  }

private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<actors::shelf_news> news_;
};

} // namespace

SCENARIO("a running node sees a new version of an article by itself (checklist 20)") {
  GIVEN("a watched folder") {
    scratch_folder folder;
    folder.write("a.md", article_text("Dragons"));
    auto shelf = std::make_shared<actors::knowledge_shelf>(folder.path(""));
    shelf->look();
    std::vector<std::string> lines;
    std::mutex lines_mutex;
    log::capture([&](log::level, const std::string& line) {
      const std::lock_guard guard{lines_mutex};
      lines.push_back(line);
    });
    net::runtime rt;
    inbox found;
    actors::knowledge_watch watch{shelf, rt, std::chrono::milliseconds{5},
                                  [&](const actors::shelf_news& n) { found.put(n); }};
    WHEN("it is rewritten, and then broken") {
      folder.write("a.next", article_text("Griffin"));
      std::filesystem::rename(folder.path("a.next"), folder.path("a.md"));
      const auto changed = found.take();
      const auto title = shelf->now()->articles().front().title;
      folder.write("a.next", "nothing");
      std::filesystem::rename(folder.path("a.next"), folder.path("a.md"));
      const auto broken = found.take();
      watch.stop();
      log::capture({});
      THEN("the first is shown, and the second is told and changes nothing") {
        CHECK_EQ(changed.changed, 1u);
        CHECK_EQ(title, "Griffin");
        REQUIRE_EQ(broken.faults.size(), 1u);
        CHECK_EQ(shelf->now()->articles().front().title, "Griffin");
        auto told = [&](const std::string& what) {
          return std::count_if(lines.begin(), lines.end(), [&](const auto& line) {
            return line.find(what) != std::string::npos;
          });
        };
        CHECK_EQ(told("article-kept"), 1);
        CHECK_EQ(told("front matter"), 1);
        CHECK_EQ(told("changed=1"), 1);
      }
    }
    rt.stop();
  }
}
