#pragma once
#include <boost/system/result.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>

namespace flexcord::net {

/// Why a call to a third party did not give a usable answer.
enum class failure_kind {
  unreachable, ///< name not found, refused, TLS failure: the request was certainly not processed
  interrupted, ///< reset or closed after (part of) the request was written: it may have been
               ///< processed
  timed_out,   ///< the deadline passed after the request was written: it may have been processed
  refused,     ///< an HTTP answer outside 2xx; `http_status`, `code` and `retry_after` say more
  malformed,   ///< an answer that is not what the protocol promises (bad JSON, too large, missing
               ///< field)
  stopped,     ///< this process is shutting down
};

/// One failed call. `detail` is for operators and logs: it never holds message text or secrets.
struct failure {
  failure_kind kind = failure_kind::unreachable;
  int http_status = 0; ///< 0 without an answer
  int code = 0;        ///< the service's own error code, 0 when none
  std::optional<std::chrono::milliseconds> retry_after; ///< as asked by the service
  std::string detail;
};

/// True when the other side may have processed the request although no answer came.
inline bool is_ambiguous(const failure& f) {
  return f.kind == failure_kind::interrupted || f.kind == failure_kind::timed_out ||
         (f.kind == failure_kind::refused && f.http_status >= 500);
}

std::string to_string(failure_kind kind);

/// For logs: kind, status, code and detail.
std::string to_string(const failure& f);

template <class T>
using result = boost::system::result<T, failure>;

/// Called by boost::system::result::value() on a failure; our code tests first and never relies on
/// it.
[[noreturn]] inline void throw_exception_from_error(const failure& f,
                                                    const boost::source_location&) {
  throw std::runtime_error(to_string(f));
}

} // namespace flexcord::net
