#include "sandbox/twilio/studio.hpp"

#include "net/twilio/crypto.hpp"
#include "net/twilio/webhook.hpp"
#include "sandbox/twilio/names.hpp"

namespace flexcord::sandbox::twilio {

namespace {

std::string with_query(const std::string& url, const std::string& query) {
  if (query.empty()) return url;
  return url + (url.find('?') == std::string::npos ? "?" : "&") + query;
}

} // namespace

net::http::request widget_request(const run_calls& what, std::string_view key) {
  net::http::request out;
  out.method = what.method;
  out.url = what.url.substr(0, what.url.find('#'));
  net::http::form signed_fields;
  if (what.method == "GET") {
    out.url = with_query(out.url, net::http::encode_form(what.parameters));
  } else if (what.content_type.starts_with("application/x-www-form-urlencoded")) {
    out.body = what.parameters.empty() ? what.body : net::http::encode_form(what.parameters);
    signed_fields = net::http::parse_form(out.body);
  } else {
    // A body that is no form is signed through its hash in the query.
    out.body = what.body;
    out.url = with_query(out.url, "bodySHA256=" + net::twilio::sha256_hex(out.body));
  }
  out.headers = {{"User-Agent", "TwilioProxy/1.1"},
                 {"Accept", "*/*"},
                 {"I-Twilio-Idempotency-Token", new_sid("")},
                 {"X-Twilio-Signature", net::twilio::sign(key, out.url, signed_fields)}};
  if (what.method != "GET") out.headers.set("Content-Type", what.content_type);
  return out;
}

} // namespace flexcord::sandbox::twilio
