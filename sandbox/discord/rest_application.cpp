#include "sandbox/core/json.hpp"
#include "sandbox/discord/endpoint.hpp"
#include "sandbox/discord/objects.hpp"
#include "sandbox/discord/rest.hpp"

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

reply bad_endpoint(std::string_view why) {
  form_errors e;
  e.add("interactions_endpoint_url", "APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID", why);
  return refuse(e);
}

/// Only the endpoint can be changed here; the owner's other settings are taken and forgotten.
void change(platform& p, const call& c, const rest_table::answerer& answer) {
  const auto* given = c.object().if_contains("interactions_endpoint_url");
  const auto url = given && given->is_string() ? std::string(given->get_string()) : std::string();
  if (!given || (!given->is_null() && !given->is_string()))
    return answer(given ? bad_endpoint("Not a well formed URL.") : ok(application_json(p.w)));
  if (url.empty()) {
    p.w.application.interactions_endpoint_url.clear();
    return answer(ok(application_json(p.w)));
  }
  const auto parts = net::http::split_url(url);
  const bool takes =
      parts.valid && (parts.scheme == "https" ||
                      (parts.scheme == "http" && net::http::is_loopback_host(parts.host)));
  if (!takes) return answer(bad_endpoint("Not a well formed URL."));
  probe_endpoint(p, url, [&p, url, answer](bool good) {
    if (!good)
      return answer(bad_endpoint("The specified interactions endpoint url could not be verified."));
    p.w.application.interactions_endpoint_url = url;
    answer(ok(application_json(p.w)));
  });
}

} // namespace

void add_application_routes(rest_table& t) {
  auto show = [](platform& p, const call&) { return ok(application_json(p.w)); };
  t.on("GET", "/applications/@me", {}, show);
  t.on("GET", "/oauth2/applications/@me", {}, show);
  t.on_later("PATCH", "/applications/@me", {}, change);
}

} // namespace flexcord::sandbox::discord
