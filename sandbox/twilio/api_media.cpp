#include "sandbox/twilio/api.hpp"
#include "sandbox/twilio/multipart.hpp"
#include "sandbox/twilio/names.hpp"
#include "sandbox/twilio/views.hpp"
#include "sandbox/twilio/world.hpp"

#include "net/twilio/webhook.hpp"

#include <boost/json/value.hpp>

#include <charconv>

namespace flexcord::sandbox::twilio {

namespace {

constexpr std::int64_t temporary_for_s = 300;

std::string temporary_path(const std::string& media_sid, std::int64_t expires) {
  return "/mcs/v1/temporary/" + media_sid + "?Expires=" + std::to_string(expires);
}

std::string signature_of(const std::string& path) {
  return net::twilio::sign(auth_token, path, {});
}

std::string temporary_url(const world& w, const std::string& root, const std::string& media_sid) {
  auto path = temporary_path(media_sid, w.host.now_ms() / 1000 + temporary_for_s);
  return root + path + "&Signature=" + net::http::percent_encode(signature_of(path));
}

bool safe_in_header(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\"\0", 4)) == std::string_view::npos;
}

net::http::response content_of(const media_file& f) {
  net::http::response r;
  r.status = 200;
  r.headers.set("Content-Type", f.content_type);
  if (!f.filename.empty() && safe_in_header(f.filename))
    r.headers.set("Content-Disposition", "inline; filename=\"" + f.filename + "\"");
  r.body = f.bytes;
  return r;
}

void upload(world& w, const call& c) {
  media_file made;
  made.content_type = c.in.headers.get("Content-Type");
  made.filename = c.in.query_value("Filename");
  made.author = "system";
  if (auto category = c.in.query_value("Category"); !category.empty()) made.category = category;
  if (made.content_type.starts_with("multipart/form-data")) {
    auto part = file_part(made.content_type, c.in.body);
    if (!part) return c.refuse(bad_request("Malformed multipart body"));
    made.content_type = part->content_type;
    if (made.filename.empty()) made.filename = part->filename;
    made.bytes = std::move(part->bytes);
  } else {
    made.bytes = c.in.body;
  }
  if (made.bytes.empty()) return c.refuse(bad_request("Media content is empty"));
  if (made.content_type.empty() || !safe_in_header(made.content_type))
    return c.refuse(bad_request("Content-Type is required"));
  if (!safe_in_header(made.filename)) return c.refuse(bad_request("Invalid Filename parameter"));
  const auto& stored = w.chats.store_media(std::move(made));
  c.answer(201, view(stored, ""));
}

// Anyone who holds the signed address gets the file until it expires.
void temporary(const world& w, const net::http::incoming& in, const net::http::responder& out) {
  auto denied = [&out](const char* why) {
    out(403,
        std::string("<?xml version=\"1.0\" "
                    "encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code><Message>") +
            why + "</Message></Error>",
        "application/xml");
  };
  auto asked = in.query_value("Expires");
  std::int64_t expires = 0;
  (void)std::from_chars(asked.data(), asked.data() + asked.size(), expires);
  auto sid = std::string(in.capture("media"));
  if (in.query_value("Signature") != signature_of(temporary_path(sid, expires)))
    return denied("Signature does not match");
  if (w.host.now_ms() / 1000 >= expires) return denied("Request has expired");
  const auto* f = w.chats.find_media(sid);
  if (!f) return denied("No such file");
  out(content_of(*f));
}

} // namespace

std::vector<net::http::route> media_routes(const std::shared_ptr<world>& w) {
  const std::string base = "/mcs/v1/Services/{service}/Media";
  std::vector<net::http::route> out;
  out.push_back(content_route(w, "POST", base, upload));
  out.push_back(api_route(w, "GET", base + "/{media}", [](world& all, const call& c) {
    const auto* f = all.chats.find_media(c.captured("media"));
    if (!f) return c.not_found();
    c.answer(200, view(*f, temporary_url(all, c.root, f->sid)));
  }));
  out.push_back(api_route(w, "GET", base + "/{media}/Content", [](world& all, const call& c) {
    const auto* f = all.chats.find_media(c.captured("media"));
    if (!f) return c.not_found();
    net::http::response r;
    r.status = 307;
    r.headers.set("Location", temporary_url(all, c.root, f->sid));
    c.out(std::move(r));
  }));
  out.push_back(w->host.serve(
      "twilio", "GET", "/mcs/v1/temporary/{media}",
      [w](net::http::incoming in, net::http::responder answer) { temporary(*w, in, answer); }));
  return out;
}

} // namespace flexcord::sandbox::twilio
