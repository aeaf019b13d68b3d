#pragma once
// Webhooks as Twilio sends them. To be included after CAF_SUITE is defined: it checks as it reads.
#include "net/twilio/webhook.hpp"

#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

namespace flexcord::net::twilio {

inline http::incoming post(std::string type, std::string body) {
  http::incoming req;
  req.method = "POST";
  req.target = req.path = "/twilio/conversations";
  req.headers.set("Content-Type", std::move(type));
  req.body = std::move(body);
  return req;
}

inline result<webhook_event> read_form(const http::form& form) {
  return parse_webhook(post("application/x-www-form-urlencoded", http::encode_form(form)));
}

inline result<webhook_event> read_json(std::string body) {
  return parse_webhook(post("application/json", std::move(body)));
}

/// The event as T, or a default one and a failed check.
template <class T>
T want(const result<webhook_event>& r) {
  if (!r) {
    CHECK_EQ(r.error().detail, "no failure");
    return {};
  }
  if (auto* e = std::get_if<T>(&*r)) return *e;
  CHECK_EQ(r->index(), webhook_event(T{}).index());
  return {};
}

inline std::string why_not(const result<webhook_event>& r) {
  if (r) return "accepted";
  CHECK(r.error().kind == failure_kind::malformed);
  return r.error().detail;
}

inline const http::form added{{"EventType", "onMessageAdded"},
                              {"Attributes", R"({"fc":{"n":"nonce-1"}})"},
                              {"DateCreated", "2026-01-02T03:04:05.678Z"},
                              {"Index", "35"},
                              {"MessageSid", "IM1"},
                              {"AccountSid", "AC1"},
                              {"Source", "SDK"},
                              {"ClientIdentity", "dave"},
                              {"RetryCount", "0"},
                              {"Author", "dave"},
                              {"ParticipantSid", "MB1"},
                              {"Body", "two & three"},
                              {"ConversationSid", "CH1"}};

inline http::form without(http::form form, std::string_view name) {
  std::erase_if(form, [name](const auto& entry) { return entry.first == name; });
  return form;
}

inline http::form with(http::form form, std::string name, std::string value) {
  form = without(std::move(form), name);
  form.emplace_back(std::move(name), std::move(value));
  return form;
}

} // namespace flexcord::net::twilio
