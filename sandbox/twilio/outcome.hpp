#pragma once
#include <boost/system/result.hpp>

#include <string>
#include <utility>

namespace flexcord::sandbox::twilio {

/// Why a request is refused: HTTP status, Twilio's error code, its message.
struct refusal {
  refusal() = default;
  refusal(int http_status, int twilio_code, std::string why)
      : status(http_status), code(twilio_code), message(std::move(why)) {}
  int status = 400;
  int code = 20001;
  std::string message;
  std::string details; ///< JSON text of the answer's "details"; empty: none
};

template <class T>
using outcome = boost::system::result<T, refusal>;

inline refusal bad_request(std::string message, int code = 20001) {
  return {400, code, std::move(message)};
}

} // namespace flexcord::sandbox::twilio
