#pragma once
#include "net/http/message.hpp"
#include "net/http/stream.hpp"
#include "net/runtime_impl.hpp"
#include "net/websocket/client.hpp"
#include "net/websocket/connection.hpp"

#include <chrono>
#include <functional>
#include <memory>

// For net/ I/O files: how a connection gets its stream. Only connections of make_socket() may be
// given here.
namespace flexcord::net::websocket {

/// A connection without a stream yet; what is sent meanwhile is queued.
std::shared_ptr<connection> make_socket(const strand& where);

/// Server: takes over an HTTP connection whose last request was `request`, a valid upgrade, and
/// answers it. `place` is freed once the connection has closed.
void accept(const std::shared_ptr<connection>& s, std::unique_ptr<http::stream> stream,
            const http::incoming& request, handlers h, std::shared_ptr<void> place,
            std::chrono::milliseconds timeout);

// Client, all on the connection's strand: wait() before connecting, then attach() or fail().
void wait(const std::shared_ptr<connection>& s, handlers h, std::chrono::milliseconds timeout,
          std::function<void()> cancel);
void attach(const std::shared_ptr<connection>& s, std::unique_ptr<http::stream> stream,
            const http::url_parts& url, const connect_options& options);
void fail(const std::shared_ptr<connection>& s, const std::string& why);

} // namespace flexcord::net::websocket
