#include "sandbox/page/page.hpp"

#include "page_assets.hpp"

namespace flexcord::sandbox {

namespace {

/// Nothing from elsewhere, no inline script or style, no frame around it. Files
/// that members attach come from the sandbox itself. In a frame stands what a
/// node on this machine serves: the page of a case.
constexpr const char* policy = "default-src 'self'; object-src 'none'; "
                               "frame-src http://127.0.0.1:* http://localhost:*; "
                               "base-uri 'none'; form-action 'none'; "
                               "frame-ancestors 'none'";

net::http::response answer_with(const page_assets::file& f) {
  net::http::response out;
  out.status = 200;
  out.headers = {{"Content-Type", std::string(f.content_type)},
                 {"Content-Security-Policy", policy},
                 {"X-Content-Type-Options", "nosniff"},
                 {"Referrer-Policy", "no-referrer"},
                 // Another build on the same port must not be mixed with this one.
                 {"Cache-Control", "no-cache"}};
  out.body = f.bytes;
  return out;
}

} // namespace

std::vector<net::http::route> page_routes() {
  std::vector<net::http::route> routes;
  for (const auto& f : page_assets::files()) {
    auto path = f.name == "index.html" ? std::string("/") : "/page/" + std::string(f.name);
    auto serve = [&f](const net::http::incoming&, const net::http::responder& out) {
      out(answer_with(f));
    };
    routes.push_back({"GET", std::move(path), std::move(serve)});
  }
  return routes;
}

} // namespace flexcord::sandbox
