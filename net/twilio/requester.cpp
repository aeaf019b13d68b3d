#include "net/twilio/requester.hpp"
#include "net/twilio/crypto.hpp"

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

requester::requester(runtime& rt, http::client& client, const config::twilio_settings& s)
    : settings(s), authorization(basic(s)), calls(std::make_shared<caller>(rt, client)) {}

call requester::make(std::string method, std::string_view base, std::string_view path,
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

call requester::get(std::string_view base, std::string_view path, std::string what) const {
  return make("GET", base, path, std::move(what));
}

call requester::post(std::string_view base, std::string_view path, const http::form& form,
                     effect kind, std::string what) const {
  auto c = make("POST", base, path, std::move(what));
  c.request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  c.request.body = http::encode_form(form);
  c.kind = kind;
  return c;
}

std::string requester::workspace_path(std::string_view below) const {
  auto path = "/v1/Workspaces/" + http::percent_encode(settings.workspace_sid);
  return path.append(below);
}

std::string friendly(std::string name) {
  constexpr std::size_t most = 256;
  if (name.size() <= most) return name;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return name.substr(0, end);
}

void tasks_with(const requester& r, std::string_view name, std::string_view value,
                rest::callback<std::vector<task>> done) {
  const auto& base = r.settings.taskrouter_url;
  // The value stands inside an expression, so it must not be able to end the string.
  std::string safe;
  for (char c : value)
    if (c != '"' && c != '\\') safe += c;
  auto expression = http::percent_encode(std::string(name) + " == \"" + safe + "\"");
  auto path = r.workspace_path("/Tasks?EvaluateTaskAttributes=" + expression + "&PageSize=50");
  fetch_all(r.calls, base, r.get(base, path, "list tasks"), parse_tasks, std::move(done));
}

} // namespace flexcord::net::twilio
