#include "sandbox/twilio/hook_sender.hpp"

#include "net/twilio/webhook.hpp"
#include "sandbox/twilio/names.hpp"

#include <chrono>
#include <iterator>

namespace flexcord::sandbox::twilio {

namespace {

// A late hook comes after whatever happened in the three seconds that follow.
constexpr std::int64_t late_ms = 3000;
constexpr std::int64_t retry_after_ms = 1000;
constexpr std::chrono::milliseconds answer_within{5000};

} // namespace

void hook_sender::reset() {
  life_.renew();
  held_.clear();
}

void hook_sender::send(hook h) {
  auto fault = host_.hook_fault(h.kind, h.event);
  // The same token on both copies says: one notification.
  sending s{std::move(h), new_sid(""), std::move(fault), ++sent_};
  if (s.fault == "lose") {
    record(s.what, s.fault, net::failure{net::failure_kind::stopped, 0, 0, {}, "lost on purpose"});
    passed(s.n);
  } else if (s.fault == "late") {
    host_.after(late_ms, life_.guard([this, s] { deliver(s); }));
  } else if (s.fault == "reorder") {
    held_.push_back(s);
    // Nothing may come behind it; then it is merely late.
    host_.after(late_ms, life_.guard([this, n = s.n] { passed(n + 1); }));
  } else {
    deliver(s);
    if (s.fault == "duplicate") deliver(s);
  }
}

void hook_sender::passed(std::uint64_t n) {
  std::list<sending> free;
  for (auto s = held_.begin(); s != held_.end();) {
    auto next = std::next(s);
    if (s->n < n) free.splice(free.end(), held_, s);
    s = next;
  }
  for (auto& s : free) deliver(s);
}

void hook_sender::deliver(const sending& s) {
  const auto& [h, token, fault, n] = s;
  net::http::request out;
  out.method = h.method;
  out.url = h.url.substr(0, h.url.find('#'));
  auto key = fault == "bad_signature" ? std::string_view("not-the-auth-token") : auth_token;
  out.headers = {
      {"User-Agent", "TwilioProxy/1.1"}, {"Accept", "*/*"}, {"I-Twilio-Idempotency-Token", token}};
  if (h.method == "GET") {
    // A GET carries the parameters in its query, and the signature covers the URL alone.
    out.url +=
        (out.url.find('?') == std::string::npos ? "?" : "&") + net::http::encode_form(h.parameters);
    out.headers.set("X-Twilio-Signature", net::twilio::sign(key, out.url, {}));
  } else {
    out.headers.set("X-Twilio-Signature", net::twilio::sign(key, out.url, h.parameters));
    out.headers.set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    out.body = net::http::encode_form(h.parameters);
  }
  net::http::call_options options;
  options.deadline = answer_within;
  options.max_body = 64u << 10;
  host_.http().send(std::move(out), options,
                    life_.guard([this, s](net::result<net::http::response> answer) {
                      record(s.what, s.fault, answer);
                      if (s.what.retries > 0 && (!answer || answer->status >= 500)) retry(s);
                      passed(s.n);
                    }));
}

void hook_sender::retry(sending s) {
  --s.what.retries;
  for (auto& [name, value] : s.what.parameters)
    if (name == "RetryCount") value = std::to_string(std::stoi(value) + 1);
  host_.after(retry_after_ms, life_.guard([this, s = std::move(s)] { deliver(s); }));
}

void hook_sender::record(const hook& h, const std::string& fault,
                         const net::result<net::http::response>& answer) {
  boost::json::object data{{"hook", h.kind}, {"event", h.event}, {"url", h.url}};
  data["conversation_sid"] = h.conversation_sid;
  data["fault"] = fault;
  data["status"] = answer ? answer->status : 0;
  data["error"] = answer ? std::string() : net::to_string(answer.error().kind);
  host_.happened("twilio.hook", std::move(data));
}

} // namespace flexcord::sandbox::twilio
