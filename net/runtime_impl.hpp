#pragma once
#include "net/runtime.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace flexcord::net {

using strand = boost::asio::strand<boost::asio::io_context::executor_type>;

class led_timers;

/// The pending wait owns the timer, so a handle that outlives the runtime touches nothing of it.
struct timer_handle::impl {
  std::atomic<bool> cancelled = false;
  std::weak_ptr<boost::asio::steady_timer> timer;
};

/// For net/ I/O files: the event loop and the TLS context of outgoing connections.
struct runtime::impl {
  explicit impl(const runtime_options& options);
  ~impl();
  strand make_strand() { return boost::asio::make_strand(io); }
  void work();

  /// For outgoing connections: TLS 1.2 or newer, peers are verified. Made at first use: reading the
  /// system's certificates takes a tenth of a second.
  boost::asio::ssl::context& client_tls();

  const std::shared_ptr<clock> time;
  boost::asio::io_context io;
  std::unique_ptr<led_timers> led; ///< set when the clock is a led one
  std::string trusted_ca_file;
  std::once_flag tls_made;
  std::optional<boost::asio::ssl::context> tls;
  std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>> guard;
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::condition_variable ended;
  std::size_t running = 0; ///< threads still in the loop; under `mutex`
  bool stopped = false;    ///< under `mutex`
};

} // namespace flexcord::net
