#include "net/feed/hook.hpp"

#include "net/discord/text.hpp"
#include "net/feed/link.hpp"
#include "net/feed/message.hpp"
#include "net/feed/plain.hpp"
#include "net/twilio/crypto.hpp"
#include "net/twilio/webhook.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <stdexcept>

namespace flexcord::net::feed {

namespace {

namespace json = boost::json;

constexpr std::int64_t tolerance = 300; // seconds
constexpr std::size_t longest_title = 200;

bool printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

std::string web_address(std::string_view member, const std::string& given, std::string& to) {
  if (given.empty()) return {};
  to = web_link({}, given);
  return to.empty() ? std::string{member} + " is not an http or https URL of usual length" : "";
}

} // namespace

std::optional<std::string> hook_seal(std::string_view key, std::string_view header,
                                     std::int64_t now_unix_seconds, std::string_view body) {
  const auto right =
      twilio::checked_flexcord_signature(key, header, now_unix_seconds, body, tolerance);
  return right ? std::optional(twilio::sha256_hex(*right).substr(0, 32)) : std::nullopt;
}

boost::system::result<hook_post, hook_problem> parse_hook(std::string_view body,
                                                          std::string_view header_key) {
  auto wrong = [](std::string what) { return hook_problem{std::move(what)}; };
  if (body.size() > hook_body_limit) return wrong("the body is too large");
  boost::system::error_code ec;
  const auto parsed = json::parse(body, ec);
  if (ec || !parsed.is_object()) return wrong("the body is not a JSON object");
  std::string id, title, text, url, image;
  const std::pair<std::string_view, std::string*> members[] = {
      {"id", &id}, {"title", &title}, {"text", &text}, {"url", &url}, {"image", &image}};
  for (const auto& [name, value] : parsed.get_object()) {
    const auto known = std::find_if(std::begin(members), std::end(members),
                                    [&](auto& m) { return m.first == std::string_view{name}; });
    if (known == std::end(members)) return wrong("a member that is not known");
    if (value.is_null()) continue;
    if (!value.is_string()) return wrong(std::string{known->first} + " is not a text");
    *known->second = discord::sanitize(std::string_view{value.get_string()});
  }
  hook_post post;
  post.key = header_key.empty() ? id : std::string{header_key};
  if (!header_key.empty() && !id.empty() && id != header_key)
    return wrong("id and Idempotency-Key differ");
  if (post.key.size() > longest_hook_key || !printable(post.key))
    return wrong("the idempotency key has more than 128 signs, or others than printable ASCII");
  post.title = one_line(title);
  if (discord::length(post.title) > longest_title) return wrong("title is longer than 200 signs");
  if (auto why = web_address("url", url, post.url); !why.empty()) return wrong(why);
  if (auto why = web_address("image", image, post.image); !why.empty()) return wrong(why);
  const bool blank = one_line(text).empty();
  if (!blank) post.text = without_mentions(text);
  if (discord::length(post.text) > text_room(post.title, post.url))
    return wrong("title, text and url do not fit into one message of 2000 signs");
  if (post.title.empty() && blank) return wrong("title and text are both missing");
  std::string all;
  for (const auto* part : {&post.title, &post.text, &post.url, &post.image})
    (all += std::to_string(part->size()) += ':') += *part;
  post.print = twilio::sha256_hex(all).substr(0, 32);
  return post;
}

void throw_exception_from_error(const hook_problem& p, const boost::source_location&) {
  throw std::runtime_error(p.what);
}

} // namespace flexcord::net::feed
