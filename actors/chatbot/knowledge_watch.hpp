#pragma once
#include "actors/chatbot/knowledge_shelf.hpp"
#include "net/runtime.hpp"

#include <chrono>
#include <functional>
#include <memory>

namespace flexcord::actors {

/// Looks at a shelf's folder again and again, on a thread of its own, since a disk may block. The
/// pauses go by the runtime's clock. What is found is logged: a change, a file that is no article
/// and why, a folder that went away, each once.
class knowledge_watch {
public:
  /// `looked` runs on that thread after each look that brought news.
  knowledge_watch(std::shared_ptr<knowledge_shelf> shelf, net::runtime& rt,
                  std::chrono::milliseconds every, std::function<void(const shelf_news&)> looked);
  ~knowledge_watch();
  knowledge_watch(const knowledge_watch&) = delete;
  knowledge_watch& operator=(const knowledge_watch&) = delete;
  /// Waits for a look that is under way. Must come before the runtime's stop().
  void stop();

private:
  struct impl;
  std::shared_ptr<impl> impl_;
};

/// Logs what a look found. `last_problem` is the one told before.
void tell_news(const shelf_news& news, std::size_t articles, std::string& last_problem);

} // namespace flexcord::actors
