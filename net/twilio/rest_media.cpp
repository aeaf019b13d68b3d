#include "net/twilio/media_url.hpp"
#include "net/twilio/rest_impl.hpp"

namespace flexcord::net::twilio {

namespace {

constexpr int most_redirects = 3;

failure unusable(std::string detail) {
  return {failure_kind::malformed, 0, 0, std::nullopt, std::move(detail)};
}

/// One download: the file's description first, then its bytes, through redirects.
struct fetching {
  std::shared_ptr<caller> calls;
  std::string base; ///< of the media service; only there do credentials go
  call content;
  std::uint64_t most = 0;
  rest::callback<file> done;
  media_info info;
  int redirects = 0;
};

void follow(std::shared_ptr<fetching> f);

void drop_credentials(fetching& f) { f.content.request.headers = {{"Accept", "*/*"}}; }

/// Points the download at `location`; false when it must not be followed.
bool aim(fetching& f, const std::string& from, std::string_view location) {
  auto url = resolve_media_url(from, location);
  if (url.empty() || !may_download_from(f.base, url)) return false;
  // The signature is in the URL; our credentials are nobody else's business.
  if (!same_origin(f.base, url)) drop_credentials(f);
  f.content.request.url = url;
  return true;
}

void got_content(std::shared_ptr<fetching> f, result<http::response> r) {
  if (!r) return f->done(r.error());
  if (r->status >= 300) {
    auto from = f->content.request.url;
    if (++f->redirects > most_redirects)
      return f->done(unusable("download file: too many redirects"));
    if (!aim(*f, from, r->headers.get("Location")))
      return f->done(unusable("download file: a redirect leads to a place that is not allowed"));
    return follow(f);
  }
  if (r->body.size() > f->most) return f->done(unusable("download file: it is too large"));
  auto type = f->info.content_type;
  if (type.empty()) type = r->headers.get("Content-Type");
  f->done(file{std::move(r->body), std::move(type), f->info.filename});
}

void follow(std::shared_ptr<fetching> f) {
  f->calls->send(f->content, [f](result<http::response> r) { got_content(f, std::move(r)); });
}

} // namespace

void rest::upload(file f, callback<std::string> done) {
  const auto& s = impl_->settings;
  auto path = "/v1/Services/" + http::percent_encode(s.service_sid) +
              "/Media?Category=media&Filename=" + http::percent_encode(f.filename);
  auto request = impl_->make("POST", s.media_url, path, "upload file");
  request.request.headers.set("Content-Type",
                              f.content_type.empty() ? "application/octet-stream" : f.content_type);
  request.request.body = std::move(f.bytes);
  request.options.deadline = s.media_timeout;
  // A second copy that no message refers to is never seen, so this creation may be repeated.
  request.kind = effect::repeatable;
  fetch(*impl_->calls, std::move(request), parse_sid, std::move(done));
}

void rest::download(const std::string& media_sid, std::uint64_t most, callback<file> done) {
  const auto& s = impl_->settings;
  auto path = "/v1/Services/" + http::percent_encode(s.service_sid) + "/Media/" +
              http::percent_encode(media_sid);
  auto f = std::make_shared<fetching>();
  f->calls = impl_->calls;
  f->base = s.media_url;
  f->most = most;
  f->done = std::move(done);
  f->content = impl_->get(s.media_url, path + "/Content", "download file");
  f->content.request.headers.set("Accept", "*/*");
  f->content.redirect_is_answer = true;
  f->content.options.deadline = s.media_timeout;
  f->content.options.max_body = static_cast<std::size_t>(most);
  auto described = [f](result<media_info> info) {
    if (!info) return f->done(info.error());
    f->info = std::move(*info);
    if (f->info.size > f->most) return f->done(unusable("download file: it is too large"));
    // A direct link that may not be used is no error: the service itself has the bytes as well.
    if (!f->info.direct_url.empty() && aim(*f, f->content.request.url, f->info.direct_url))
      drop_credentials(*f);
    follow(f);
  };
  fetch<media_info>(*impl_->calls, impl_->get(s.media_url, path, "read file"), parse_media,
                    described);
}

} // namespace flexcord::net::twilio
