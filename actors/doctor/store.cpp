#include "actors/doctor/examine.hpp"
#include "actors/operators/node_api.hpp"
#include "actors/wait.hpp"
#include "config/url.hpp"
#include "store/journal.hpp"

#include <limits>

namespace flexcord::actors::doctor {
namespace {

constexpr std::chrono::milliseconds patience{2000};
constexpr auto store_trouble = "the store fails";

net::result<net::http::response> ask_here(const config::settings& s, net::http::client& http,
                                          const std::string& path) {
  net::http::request r;
  r.url = local_node(s) + path;
  net::http::call_options o;
  o.deadline = patience;
  return wait<net::http::response>([&](auto done) { http.send(std::move(r), o, std::move(done)); });
}

/// What the running node says of itself, line by line.
void examine_node(findings& f, const patient& p) {
  const auto ready = ask_here(p.s, p.http, "/readyz");
  if (!ready || ready->status == 200) {
    f.good("a node runs here, on port " + std::to_string(p.s.http.port));
    return;
  }
  auto text = ready->body;
  while (text.ends_with('\n')) text.pop_back();
  for (auto& c : text)
    if (c == '\n') c = ';';
  f.wrong("the node that runs here is not ready: " + text,
          text.find(store_trouble) != std::string::npos
              ? "nothing is taken or lost; it goes on by itself once the store works"
              : "members are not served",
          "see its log; what follows here says more");
}

} // namespace

bool node_runs_here(const config::settings& s, net::http::client& http) {
  const auto alive = ask_here(s, http, "/healthz");
  return alive && alive->status == 200 && alive->body == "ok\n";
}

void examine_store(findings& f, const patient& p) {
  if (p.node_runs) examine_node(f, p);
  store::open_options whole;
  whole.look_through = std::numeric_limits<std::uint64_t>::max(); // nobody waits for the start
  const auto opened = store::open(p.s.store.url, whole);
  if (opened)
    f.good("the store opens: " + config::without_password(p.s.store.url));
  else if (p.node_runs && opened.error().kind == store::failure_kind::unavailable)
    f.good("the store is the running node's: " + opened.error().detail);
  else
    f.wrong("the store does not open: " + opened.error().detail, "the node does not start",
            "see store.url; if a node is running on it, stop that one or check from its own "
            "machine's /readyz");
}

} // namespace flexcord::actors::doctor
