#include "net/http/client.hpp"

#include "net/http/client_pool.hpp"
#include "net/http/redirect.hpp"
#include "net/http/wire.hpp"

#include <boost/asio/post.hpp>

#include <map>
#include <mutex>
#include <tuple>

namespace flexcord::net::http {

namespace {

// A hostile list of links must not fill the memory with empty pools.
constexpr std::size_t most_quiet_pools = 256;
constexpr int most_redirects = 3;

std::string_view outcome_label(const result<response>& outcome) {
  if (!outcome) return outcome.error().kind == failure_kind::timed_out ? "timeout" : "error";
  const auto status = outcome->status;
  if (status == 429) return "429";
  constexpr std::string_view labels[] = {"2xx", "3xx", "4xx", "5xx"};
  return status >= 200 && status < 600 ? labels[status / 100 - 2] : "error";
}

std::string request_problem(const request& req, const url_parts& url) {
  if (!url.valid || (url.scheme != "http" && url.scheme != "https"))
    return "not an http or https URL";
  if (!is_token(req.method)) return "bad method";
  for (const auto& [name, value] : req.headers)
    if (!is_valid_field(name, value)) return "a header that cannot be sent";
  return {};
}

} // namespace

struct client::impl : std::enable_shared_from_this<client::impl> {
  using key = std::tuple<std::string, std::string, std::string>;

  impl(runtime::impl& r, client_options o) : rt(r), options(std::move(o)) {}

  void send(call_ptr call) {
    call->url = split_url(call->req.url);
    if (auto problem = request_problem(call->req, call->url); !problem.empty())
      return fail_later(std::move(call),
                        make_failure(failure_kind::unreachable, std::move(problem)));
    if (auto pool = pool_for(call->url))
      pool->add(std::move(call));
    else
      fail_later(std::move(call), make_failure(failure_kind::stopped, "shutting down"));
  }

  std::shared_ptr<client_pool> pool_for(const url_parts& url) {
    std::lock_guard lock(mutex);
    if (stopped) return nullptr;
    if (pools.size() >= most_quiet_pools)
      std::erase_if(pools, [](auto& entry) {
        // Calls under way hold their pool.
        if (entry.second.use_count() > 1) return false;
        entry.second->stop();
        return true;
      });
    auto& pool = pools[key{url.scheme, url.host, url.port}];
    if (!pool)
      pool = std::make_shared<client_pool>(
          rt, options, [weak = weak_from_this()](const call_ptr& call, result<response> outcome) {
            if (auto self = weak.lock())
              self->finished(call, std::move(outcome));
            else
              deliver(call, std::move(outcome));
          });
    return pool;
  }

  void finished(const call_ptr& call, result<response> outcome) {
    if (!call->done) return;
    if (outcome && call->options.follow_redirects && call->redirects < most_redirects) {
      if (auto next = redirected(call->req, *outcome)) {
        auto again = std::make_shared<client_call>();
        again->req = std::move(*next);
        again->options = std::move(call->options);
        again->done = std::exchange(call->done, {});
        again->started = call->started;
        again->deadline = call->deadline;
        again->redirects = call->redirects + 1;
        return send(std::move(again));
      }
    }
    if (watch)
      watch(call->url.host, outcome_label(outcome), client_call::clock::now() - call->started);
    deliver(call, std::move(outcome));
  }

  static void deliver(const call_ptr& call, result<response> outcome) {
    if (auto done = std::exchange(call->done, {})) done(std::move(outcome));
  }

  void fail_later(call_ptr call, failure f) {
    boost::asio::post(rt.io, [self = shared_from_this(), call = std::move(call), f = std::move(f)] {
      self->finished(call, f);
    });
  }

  void stop() {
    std::unique_lock lock(mutex);
    stopped = true;
    auto all = std::exchange(pools, {});
    lock.unlock();
    for (auto& [where, pool] : all) pool->stop();
  }

  runtime::impl& rt;
  client_options options;
  observer watch;
  std::mutex mutex;
  std::map<key, std::shared_ptr<client_pool>> pools; ///< under `mutex`
  bool stopped = false;                              ///< under `mutex`
};

client::client(runtime& rt, client_options options)
    : impl_(std::make_shared<impl>(rt.internals(), std::move(options))) {}

client::~client() { stop(); }

void client::send(request req, call_options options, callback done) {
  auto call = std::make_shared<client_call>();
  call->req = std::move(req);
  call->options = std::move(options);
  call->done = std::move(done);
  call->started = client_call::clock::now();
  call->deadline = call->started + call->options.deadline;
  impl_->send(std::move(call));
}

const clock& client::time() const { return *impl_->rt.time; }

void client::observe(observer o) { impl_->watch = std::move(o); }

void client::stop() { impl_->stop(); }

} // namespace flexcord::net::http
