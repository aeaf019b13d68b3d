#include "actors/twilio/queue_book.hpp"

#include <utility>

namespace flexcord::actors::twilio {
namespace {

constexpr auto good_for = std::chrono::seconds(10);
constexpr auto without_the_task = std::chrono::seconds(1);
/// Who stands further behind is told nothing: such a number is no comfort.
constexpr int places_read = 100;
/// A workspace has few queues; what is more than this is a peer that makes them up.
constexpr std::size_t most_queues = 256;

} // namespace

void queue_book::ask(const std::string& queue_sid, const std::string& task_sid, answer done) {
  std::unique_lock guard{mutex_};
  if (queues_.size() >= most_queues && !queues_.contains(queue_sid))
    std::erase_if(queues_, [](const auto& q) { return q.second.asking.empty(); });
  auto& q = queues_[queue_sid];
  const bool holds_it = q.view && place_of(task_sid, *q.view) != 0;
  if (q.read && rt_.time().now() - *q.read < (holds_it ? good_for : without_the_task)) {
    const auto known = q.view;
    guard.unlock();
    return done(known);
  }
  q.asking.push_back(std::move(done));
  const bool first = q.asking.size() == 1;
  guard.unlock();
  if (first) read_tasks(queue_sid);
}

void queue_book::read_tasks(const std::string& queue_sid) {
  twilio_.waiting_tasks(
      queue_sid, places_read,
      [self = shared_from_this(), queue_sid](net::result<std::vector<net::twilio::task>> found) {
        if (!found) return self->told(queue_sid, std::nullopt);
        self->read_figures(queue_sid, {std::move(*found), -1});
      });
}

/// The wait is left out when the figures are refused; the place is known all the same.
void queue_book::read_figures(const std::string& queue_sid, queue_view view) {
  twilio_.get_queue_figures(queue_sid, figures_minutes,
                            [self = shared_from_this(), queue_sid, view = std::move(view)](
                                net::result<net::twilio::queue_figures> figures) mutable {
                              if (figures) view.accepted = figures->accepted;
                              self->told(queue_sid, std::move(view));
                            });
}

void queue_book::told(const std::string& queue_sid, std::optional<queue_view> view) {
  std::vector<answer> asking;
  {
    std::lock_guard guard{mutex_};
    auto& q = queues_[queue_sid];
    q.view = view;
    q.read = rt_.time().now();
    std::swap(asking, q.asking);
  }
  for (auto& done : asking) done(view);
}

} // namespace flexcord::actors::twilio
