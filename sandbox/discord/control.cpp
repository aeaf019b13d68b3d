#include "sandbox/discord/control.hpp"

#include <boost/json/value.hpp>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

/// Ten files of 10 MiB do not fit in base64; one does.
constexpr std::size_t most_body = 16u << 20;

} // namespace

result done(json::object body) { return {200, std::move(body)}; }

result failed(int status, std::string_view why) { return {status, json::object{{"error", why}}}; }

void control_table::on(std::string method, std::string path, work w) {
  auto handle = [p = p_, w = std::move(w)](const net::http::incoming& in,
                                           const net::http::responder& out) {
    json::value storage;
    auto* body = read_json(in, storage);
    const auto r = body ? w(*p, {in, *body}) : failed(400, "the body is not a JSON object");
    answer_json(out, r.status, r.body);
  };
  routes_.push_back(
      {std::move(method), "/_sandbox/discord" + path, std::move(handle), most_body, {}});
}

void control_table::on_user(std::string method, std::string path, user_work w) {
  on(std::move(method), "/users/{u}" + path, [w = std::move(w)](platform& p, const order& o) {
    auto* u = p.w.find_person(o.in.capture("u"));
    return u ? w(p, *u, o) : failed(404, "there is no such user");
  });
}

} // namespace flexcord::sandbox::discord
