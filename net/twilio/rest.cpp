#include "net/twilio/crypto.hpp"
#include "net/twilio/rest_impl.hpp"

namespace flexcord::net::twilio {

namespace {

/// An API key when there is one (advised for production), else the account's own token.
std::string basic(const config::twilio_settings& s) {
  bool key = !s.api_key_sid.empty() && !s.api_key_secret.empty();
  auto pair = key ? s.api_key_sid + ":" + s.api_key_secret.reveal()
                  : s.account_sid + ":" + s.auth_token.reveal();
  return "Basic " + to_base64(pair);
}

} // namespace

rest::rest(runtime& rt, http::client& client, const config::twilio_settings& settings)
    : impl_(std::make_shared<impl>(
          impl{settings, basic(settings), std::make_shared<caller>(rt, client)})) {}

rest::~rest() { stop(); }

void rest::stop() { impl_->calls->stop(); }

call rest::impl::make(std::string method, std::string_view base, std::string_view path,
                      std::string what) const {
  call c;
  c.request.method = std::move(method);
  c.request.url = http::join_url(base, path);
  c.request.headers.set("Authorization", authorization);
  c.request.headers.set("Accept", "application/json");
  c.what = std::move(what);
  c.options.deadline = settings.request_timeout;
  return c;
}

call rest::impl::get(std::string_view base, std::string_view path, std::string what) const {
  return make("GET", base, path, std::move(what));
}

call rest::impl::post(std::string_view base, std::string_view path, const http::form& form,
                      effect kind, std::string what) const {
  auto c = make("POST", base, path, std::move(what));
  c.request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  c.request.body = http::encode_form(form);
  c.kind = kind;
  return c;
}

std::string rest::impl::conversation_path(std::string_view sid, std::string_view below) const {
  auto path = "/v1/Services/" + http::percent_encode(settings.service_sid) + "/Conversations";
  if (!sid.empty()) path += "/" + http::percent_encode(sid);
  return path.append(below);
}

std::string rest::impl::channel_path(const interaction& i, std::string_view below) const {
  auto path = "/v1/Interactions/" + http::percent_encode(i.sid) + "/Channels/" +
              http::percent_encode(i.channel_sid);
  return path.append(below);
}

std::string rest::impl::workspace_path(std::string_view below) const {
  auto path = "/v1/Workspaces/" + http::percent_encode(settings.workspace_sid);
  return path.append(below);
}

} // namespace flexcord::net::twilio
