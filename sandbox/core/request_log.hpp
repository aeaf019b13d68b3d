#pragma once
#include "net/http/message.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace flexcord::sandbox {

/// Every request that a stand-in received, the newest 10,000.
class request_log {
public:
  std::uint64_t begin(std::string_view service, const net::http::incoming& in, std::int64_t now);
  /// `status` 0: the connection was dropped.
  void end(std::uint64_t n, int status, std::string_view answer);
  /// Those after `since`, at most 500 of them.
  boost::json::object after(std::uint64_t since, std::string_view service) const;
  void clear() { entries_.clear(); }

private:
  struct entry {
    std::uint64_t n = 0;
    std::int64_t at = 0;
    std::string service, method, target;
    net::http::fields headers;
    std::string body;
    int status = -1; ///< -1: not answered yet
    std::string answer;
  };
  std::deque<entry> entries_;
  std::uint64_t next_ = 1;
};

} // namespace flexcord::sandbox
