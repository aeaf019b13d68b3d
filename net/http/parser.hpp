#pragma once
#include "net/http/message.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace flexcord::net::http {

/// What stands before the body.
struct message_head {
  std::string method, target; ///< of a request
  int status = 0;             ///< of a response
  int version = 11;           ///< 10 or 11
  fields headers;
};

/// Takes an HTTP/1.x message as it comes off the wire, piece by piece. Beast does the grammar,
/// inside parser.cpp.
class parser {
public:
  enum class kind { request, response };
  enum class outcome {
    need_more,   ///< call put() again with the bytes not used and more
    header_done, ///< reported once; look at head(), set limits, call put() again
    complete,
    failed, ///< see problem()
  };
  enum class problem { none, malformed, header_too_large, body_too_large };
  struct impl;

  parser(kind k, std::size_t header_limit);
  ~parser();
  parser(const parser&) = delete;
  parser& operator=(const parser&) = delete;

  /// For the answer to HEAD: it has no body whatever its fields say. Before the first put().
  void expect_no_body();
  /// Fails with body_too_large beyond `bytes`. A Content-Length is checked when the header ends.
  void limit_body(std::size_t bytes);
  /// Gives the body's pieces to `sink` instead of body().
  void stream_body(std::function<void(std::string_view)> sink);

  outcome put(std::string_view bytes, std::size_t& used);
  /// The peer will send no more.
  outcome put_eof();

  problem trouble() const;
  std::string trouble_text() const; ///< for logs; holds nothing of the message
  bool started() const;             ///< some bytes were taken
  bool keep_alive() const;          ///< the connection can be used again after this message
  std::optional<std::uint64_t> content_length() const; ///< after header_done
  bool chunked() const;
  message_head& head();
  std::string& body();

private:
  std::unique_ptr<impl> impl_;
};

} // namespace flexcord::net::http
