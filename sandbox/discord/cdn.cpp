#include "sandbox/discord/cdn.hpp"

#include <charconv>

namespace flexcord::sandbox::discord {

namespace {

void give(platform& p, const net::http::incoming& in, const net::http::responder& out) {
  const auto id = in.capture("a");
  const auto file = p.w.files.find(to_number(id));
  if (file == p.w.files.end() || file->second.filename != in.capture("file"))
    return out(404, "This content is no longer available.");
  const auto ex = in.query_value("ex"), is = in.query_value("is");
  const auto expected = digest(std::string(id) + ":" + std::string(ex) + ":" + std::string(is));
  std::int64_t until = 0;
  std::from_chars(ex.data(), ex.data() + ex.size(), until, 16);
  if (in.query_value("hm") != expected || until * 1000 < p.host.now_ms())
    return out(404, "This content is no longer available.");
  out(200, *file->second.bytes, file->second.content_type);
}

} // namespace

std::vector<net::http::route> cdn_routes(const std::shared_ptr<platform>& p) {
  std::vector<net::http::route> routes;
  for (auto* folder : {"attachments", "ephemeral-attachments"})
    routes.push_back(p->host.serve(
        "cdn", "GET", std::string("/cdn/") + folder + "/{c}/{a}/{file}",
        [p](const net::http::incoming& in, const net::http::responder& out) { give(*p, in, out); },
        0));
  return routes;
}

} // namespace flexcord::sandbox::discord
