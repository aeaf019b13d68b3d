#pragma once
#include "net/http/client.hpp"
#include "net/runtime.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <functional>
#include <string>

namespace flexcord::sandbox::demo {

/// The sandbox's control API, called one request at a time.
class control {
public:
  control(net::runtime& rt, std::string base);

  /// Status 0 when nobody answered.
  struct answer {
    int status = 0;
    boost::json::value body;
  };
  answer call(const std::string& method, const std::string& path,
              const boost::json::value& body = nullptr);

  /// Waits until `there` holds, asking it again whenever something happened in the sandbox's world.
  /// False when that took longer than `limit`.
  bool until(const std::function<bool()>& there,
             std::chrono::milliseconds limit = std::chrono::seconds(30));

private:
  net::http::client client_;
  std::string base_;
  std::int64_t seen_ = 0;
};

/// Text at a key, empty when there is none.
std::string text_at(const boost::json::value& v, std::string_view key);
/// Array at a key, empty when there is none.
boost::json::array list_at(const boost::json::value& v, std::string_view key);

} // namespace flexcord::sandbox::demo
