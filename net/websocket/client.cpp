#include "net/websocket/client.hpp"

#include "net/http/connector.hpp"
#include "net/websocket/socket.hpp"

#include <boost/asio/post.hpp>

namespace flexcord::net::websocket {

std::shared_ptr<connection> connect(runtime& rt, std::string url, connect_options options,
                                    handlers h) {
  auto& net = rt.internals();
  const auto where = net.make_strand();
  auto s = make_socket(where);
  auto begin = [&net, where, s, to = http::split_url(url), options = std::move(options),
                h = std::move(h)]() mutable {
    const auto timeout = options.handshake_timeout;
    auto attempt = std::make_shared<http::connector>();
    wait(s, std::move(h), timeout, [attempt] { attempt->cancel(); });
    if (!to.valid || (to.scheme != "ws" && to.scheme != "wss"))
      return fail(s, "not a ws or wss URL");
    *attempt = http::connect(net, where, to, timeout,
                             [s, to, options](result<std::unique_ptr<http::stream>> outcome) {
                               if (outcome)
                                 attach(s, std::move(*outcome), to, options);
                               else
                                 fail(s, outcome.error().detail);
                             });
  };
  boost::asio::post(where, std::move(begin));
  return s;
}

} // namespace flexcord::net::websocket
