#include "net/feed/fetch.hpp"

#include "net/feed/address.hpp"
#include "net/feed/date.hpp"
#include "net/http/ascii.hpp"
#include "net/http/redirect.hpp"

#include <algorithm>
#include <charconv>

namespace flexcord::net::feed {

namespace {

using steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int most_redirects = 5;
constexpr std::size_t longest_validator = 512;
constexpr milliseconds longest_retry_after = std::chrono::hours(24 * 7);

failure fail(failure_kind kind, std::string detail) {
  failure f;
  f.kind = kind;
  f.detail = std::move(detail);
  return f;
}

/// Seconds or a date; nothing when it is neither.
std::optional<milliseconds> retry_after(std::string_view value, std::int64_t now) {
  value = http::trim(value);
  if (value.empty()) return std::nullopt;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  milliseconds wait{0};
  if (error == std::errc::result_out_of_range)
    wait = longest_retry_after;
  else if (error == std::errc{} && end == value.data() + value.size())
    wait = milliseconds{std::min<std::int64_t>(seconds, 1'000'000'000) * 1000};
  else if (const auto date = parse_date(value))
    wait = milliseconds{*date - now};
  else
    return std::nullopt;
  return std::clamp(wait, milliseconds{0}, longest_retry_after);
}

bool looks_like_xml(std::string_view body) {
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  while (!body.empty() && static_cast<unsigned char>(body.front()) <= ' ') body.remove_prefix(1);
  return body.starts_with("<?xml") || body.starts_with("<rss") || body.starts_with("<feed");
}

/// Servers send feeds under many names; what is plainly something else is refused.
bool may_be_feed(std::string_view content_type, std::string_view body) {
  std::string type{http::trim(content_type.substr(0, content_type.find(';')))};
  std::transform(type.begin(), type.end(), type.begin(), http::lower);
  if (type.empty() || type.find("xml") != type.npos) return type != "application/xhtml+xml";
  if (type == "application/octet-stream" || type == "text/plain") return true;
  return type.starts_with("text/") && looks_like_xml(body);
}

std::string validator(std::string_view value) {
  const bool clean = std::none_of(value.begin(), value.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == 0x7F;
  });
  return clean && value.size() <= longest_validator ? std::string{value} : std::string{};
}

struct job {
  http::request req;
  fetcher::callback done;
  steady::time_point deadline;
  int redirects = 0;
};

} // namespace

struct fetcher::impl : std::enable_shared_from_this<fetcher::impl> {
  impl(runtime& rt, fetch_options o) : options(o), client(rt, client_settings(o)) {}

  static http::client_options client_settings(const fetch_options& o) {
    http::client_options c;
    c.connections_per_host = 2;
    c.connect_timeout = std::min<milliseconds>(o.deadline, std::chrono::seconds(10));
    c.idle_timeout = std::chrono::seconds(5);
    if (!o.allow_private)
      c.may_connect = [](const std::string& address) { return is_public_address(address); };
    return c;
  }

  void send(job j) {
    http::call_options call;
    call.max_body = options.max_size;
    call.deadline = std::max(milliseconds{1},
                             std::chrono::duration_cast<milliseconds>(j.deadline - steady::now()));
    auto req = j.req;
    client.send(std::move(req), std::move(call),
                [self = shared_from_this(), j = std::move(j)](result<http::response> r) mutable {
                  self->answered(std::move(j), std::move(r));
                });
  }

  void answered(job j, result<http::response> r) {
    if (!r) return j.done(r.error());
    const auto status = r->status;
    if (status == 304) {
      fetched same;
      same.not_modified = true;
      same.url = j.req.url;
      same.known = {std::string{j.req.headers.get("If-None-Match")},
                    std::string{j.req.headers.get("If-Modified-Since")}};
      return j.done(std::move(same));
    }
    if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308)
      return follow(std::move(j), *r);
    if (status != 200) {
      auto f = fail(failure_kind::refused, status == 410 ? "the feed is gone" : "no document");
      f.http_status = status;
      f.retry_after = retry_after(r->headers.get("Retry-After"), client.time().unix_ms());
      return j.done(std::move(f));
    }
    j.done(judge(j, std::move(*r)));
  }

  void follow(job j, const http::response& r) {
    if (++j.redirects > most_redirects)
      return j.done(fail(failure_kind::malformed, "too many redirects"));
    auto next = http::redirected(j.req, r);
    const auto why = next ? url_problem(next->url) : "a redirect to where none may be followed";
    if (!why.empty()) return j.done(fail(failure_kind::malformed, why));
    j.req = std::move(*next);
    send(std::move(j));
  }

  static result<fetched> judge(const job& j, http::response&& r) {
    const auto encoding = http::trim(r.headers.get("Content-Encoding"));
    if (!encoding.empty() && !http::iequals(encoding, "identity"))
      return fail(failure_kind::malformed, "a compressed body, which was not asked for");
    const auto type = r.headers.get("Content-Type");
    if (!may_be_feed(type, r.body))
      return fail(failure_kind::malformed, "the content type is not that of a feed");
    fetched f;
    f.url = j.req.url;
    f.content_type = type.substr(0, 200);
    f.known = {validator(r.headers.get("ETag")), validator(r.headers.get("Last-Modified"))};
    f.body = std::move(r.body);
    return f;
  }

  fetch_options options;
  http::client client;
};

fetcher::fetcher(runtime& rt, fetch_options options) : impl_(std::make_shared<impl>(rt, options)) {}

void fetcher::fetch(const std::string& url, const validators& known, callback done) {
  job j;
  j.req.url = url;
  j.req.headers.set("Accept", "application/atom+xml, application/rss+xml, application/xml;q=0.9, "
                              "text/xml;q=0.9, */*;q=0.1");
  j.req.headers.set("Accept-Encoding", "identity");
  if (!known.etag.empty()) j.req.headers.set("If-None-Match", known.etag);
  if (!known.last_modified.empty()) j.req.headers.set("If-Modified-Since", known.last_modified);
  j.done = std::move(done);
  j.deadline = steady::now() + impl_->options.deadline;
  // A bad URL goes to the client too, whose answer never comes inside this call.
  if (!url_problem(url).empty()) j.req.url = "not a usable URL";
  impl_->send(std::move(j));
}

void fetcher::observe(http::observer o) { impl_->client.observe(std::move(o)); }

fetcher::~fetcher() { stop(); }

void fetcher::stop() { impl_->client.stop(); }

} // namespace flexcord::net::feed
