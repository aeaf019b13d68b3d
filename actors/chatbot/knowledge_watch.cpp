#include "actors/chatbot/knowledge_watch.hpp"

#include "config/log.hpp"

#include <condition_variable>
#include <thread>

namespace flexcord::actors {

struct knowledge_watch::impl {
  std::shared_ptr<knowledge_shelf> shelf;
  net::runtime* rt = nullptr;
  std::chrono::milliseconds every{};
  std::function<void(const shelf_news&)> looked;
  std::mutex mutex;
  std::condition_variable woken;
  bool due = false, ending = false;
  net::timer_handle pause;
  std::string last_problem;
  std::thread thread;

  void arm(const std::shared_ptr<impl>& self) {
    pause = rt->after(every, [weak = std::weak_ptr<impl>(self)] {
      auto me = weak.lock();
      if (!me) return;
      const std::lock_guard guard{me->mutex};
      me->due = true;
      me->woken.notify_one();
    });
  }

  void run(const std::shared_ptr<impl>& self) {
    std::unique_lock lock{mutex};
    for (;;) {
      woken.wait(lock, [this] { return due || ending; });
      if (ending) return;
      due = false;
      lock.unlock();
      const auto news = shelf->look();
      const auto base = shelf->now();
      const bool problem_ends = news.problem.empty() && !last_problem.empty();
      tell_news(news, base ? base->size() : 0, last_problem);
      if (looked && (news.any() || !news.faults.empty() || !news.problem.empty() || problem_ends))
        looked(news);
      lock.lock();
      if (!ending) arm(self);
    }
  }
};

knowledge_watch::knowledge_watch(std::shared_ptr<knowledge_shelf> shelf, net::runtime& rt,
                                 std::chrono::milliseconds every,
                                 std::function<void(const shelf_news&)> looked)
    : impl_(std::make_shared<impl>()) {
  impl_->shelf = std::move(shelf);
  impl_->rt = &rt;
  impl_->every = every;
  impl_->looked = std::move(looked);
  impl_->arm(impl_);
  impl_->thread = std::thread{[self = impl_] { self->run(self); }};
}

knowledge_watch::~knowledge_watch() { stop(); }

void knowledge_watch::stop() {
  {
    const std::lock_guard guard{impl_->mutex};
    impl_->ending = true;
    impl_->pause.cancel();
    impl_->woken.notify_one();
  }
  if (impl_->thread.joinable()) impl_->thread.join();
}

void tell_news(const shelf_news& news, std::size_t articles, std::string& last_problem) {
  for (const auto& f : news.faults)
    log::warning("knowledge", f.kept ? "article-kept" : "article-skipped",
                 {{"file", f.file},
                  {"why", f.why},
                  {"shown", f.kept ? "its last good version" : "nothing of it"}});
  if (news.problem != last_problem) {
    last_problem = news.problem;
    if (!news.problem.empty())
      log::error("knowledge", "folder-unusable", {{"why", news.problem}, {"articles", articles}});
  }
  if (news.any() && news.problem.empty())
    log::info("knowledge", "loaded",
              {{"articles", articles},
               {"added", news.added},
               {"changed", news.changed},
               {"removed", news.removed}});
}

} // namespace flexcord::actors
