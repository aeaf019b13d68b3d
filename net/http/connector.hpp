#pragma once
#include "net/http/message.hpp"
#include "net/http/stream.hpp"
#include "net/result.hpp"
#include "net/runtime_impl.hpp"

#include <chrono>
#include <functional>
#include <memory>

namespace flexcord::net::http {

/// One attempt to get a stream to a URL's host: resolve, connect (each address in turn), TLS. Lives
/// on one strand.
class connector {
public:
  /// Runs once on the strand, never inside connect(); not at all after cancel().
  using callback = std::function<void(result<std::unique_ptr<stream>>)>;
  struct impl;
  connector() = default;
  explicit connector(std::shared_ptr<impl> p) : impl_(std::move(p)) {}
  void cancel();

private:
  std::shared_ptr<impl> impl_;
};

/// `may_connect`, when set, judges each address in numbers right before it would be connected to.
connector connect(runtime::impl& rt, const strand& where, const url_parts& to,
                  std::chrono::milliseconds timeout, connector::callback done,
                  std::function<bool(const std::string&)> may_connect = {});

} // namespace flexcord::net::http
