#pragma once
#include "test/unit/store/place.hpp"

#include <algorithm>
#include <utility>

/// Short ways to say what a step holds. Include before the CAF test headers.
namespace flexcord::store {

inline step step_of(std::string conversation, std::uint64_t version,
                    std::vector<std::string> events = {}) {
  step s;
  s.conversation = std::move(conversation);
  s.version = version;
  s.state = "state " + std::to_string(version);
  s.owner = "bot";
  s.at = 1000 + static_cast<std::int64_t>(version);
  s.event_ids = std::move(events);
  return s;
}

inline outbox_row command(std::uint64_t id, std::string payload, int priority = 1) {
  return {id, "user", priority, std::move(payload), 5000 + static_cast<std::int64_t>(id)};
}

inline transcript_row line(std::string source, std::string text) {
  return {std::move(source), "user", "Ada", std::move(text), "[]", 7000};
}

/// Commits one step; aborts the test with the reason when the store fails.
inline verdict commit_one(journal& j, step s) {
  std::vector<step> group{std::move(s)};
  return j.commit(group).value().front();
}

inline std::string name_of(verdict v) {
  switch (v) {
  case verdict::committed:
    return "committed";
  case verdict::duplicate:
    return "duplicate";
  case verdict::overtaken:
    return "overtaken";
  case verdict::conflict:
    return "conflict";
  }
  return "?";
}

inline std::string names_of(const std::vector<verdict>& all) {
  std::string text;
  for (auto v : all) text += (text.empty() ? "" : " ") + name_of(v);
  return text;
}

inline std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const auto& one : all) text += (text.empty() ? "" : " ") + one;
  return text;
}

/// The payloads that wait in a conversation's outbox.
inline std::string waiting(journal& j, const std::string& conversation) {
  auto found = j.load(conversation).value();
  std::vector<std::string> payloads;
  if (found)
    for (const auto& row : found->outbox) payloads.push_back(row.payload);
  return joined(payloads);
}

} // namespace flexcord::store
