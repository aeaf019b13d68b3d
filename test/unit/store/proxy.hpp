#pragma once
#include <condition_variable>
#include <list>
#include <mutex>
#include <string>
#include <thread>

/// A bad line between the journal and the server: it breaks at the moment that a test names. An
/// exchange is what the client sends until the server says "ready for query".
namespace flexcord::store {

class proxy {
public:
  enum class fault {
    none,
    before, ///< the exchange does not reach the server; the connection breaks
    after,  ///< the server does all of it; the connection breaks and its answer is lost
    within, ///< the same, but the first bytes of the answer arrive
    silent, ///< the server does all of it; the answer is swallowed and the connection stays
    held,   ///< the exchange waits in the line until release()
  };

  explicit proxy(std::string server_port);
  ~proxy();
  proxy(const proxy&) = delete;
  proxy& operator=(const proxy&) = delete;
  const std::string& port() const { return port_; }

  /// Once, at the exchange after `pass` whole ones, those of connecting included.
  void fail(fault f, int pass = 0);
  /// Breaks all connections, and new ones at once, until up().
  void down();
  void then_down(); ///< the same, as soon as the fault happens
  void up();
  /// Sends on what is held, and waits until the server has answered it.
  void release();
  /// True when the fault has happened.
  bool failed();

private:
  struct line {
    int client = -1, server = -1;
    std::string held;     ///< from the client
    std::string answer;   ///< from the server, up to the end of a message
    bool begun = false;   ///< a part of the answer has gone back
    bool swallow = false; ///< nothing goes back any more
    bool broken = false;
  };
  void serve();
  void accept_one();
  void from_client(line& l);
  void from_server(line& l);
  void happened();
  void break_all();
  void message(line& l, const std::string& bytes);

  std::string server_port_, port_;
  int listener_ = -1, wake_[2] = {-1, -1};
  std::mutex mutex_; ///< guards everything below
  std::condition_variable changed_;
  std::list<line> lines_;
  fault fault_ = fault::none;
  int pass_ = 0;
  bool down_ = false, then_down_ = false, failed_ = false, stop_ = false, answered_ = false;
  std::thread thread_;
};

} // namespace flexcord::store
