#pragma once
#include "net/http/message.hpp"

#include <string>
#include <string_view>

namespace flexcord::net::http {

/// True when a header with this name and value can go on the wire: no line breaks, no control
/// characters.
bool is_valid_field(std::string_view name, std::string_view value);
bool is_token(std::string_view text); ///< a method or a header name

/// The Host header's value: brackets around IPv6, the port when it is not the scheme's own.
std::string host_header(const url_parts& url);

/// Request line, headers and body in one piece. Host, User-Agent and Content-Length are added where
/// missing.
std::string write_request(const request& req, const url_parts& url, std::string_view user_agent);

struct answer_form {
  bool keep_alive = true;
  bool without_body = false; ///< HEAD: the length is told, the body is not sent
  int version = 11;          ///< what the peer speaks
};
/// Status line, headers and body in one piece. Content-Length, Date and Connection are ours to say;
/// headers that cannot go on the wire are left out.
std::string write_response(const response& answer, const answer_form& shape);

std::string_view reason_phrase(int status);

} // namespace flexcord::net::http
