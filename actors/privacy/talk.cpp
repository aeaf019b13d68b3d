#include "actors/privacy/talk.hpp"

#include "actors/cases/forget.hpp"
#include "actors/codec.hpp"
#include "actors/conversation/forget.hpp"
#include "actors/discord/inbound.hpp"

#include <algorithm>
#include <iterator>

namespace flexcord::actors::privacy {
namespace {

bool names(const std::string& text, const std::string& user) {
  return text.find('"' + user + '"') != text.npos;
}
constexpr std::string_view desk_alias = "desk:", channel = "discord:";

} // namespace

bool is_user_id(const std::string& text) {
  return !text.empty() && text.size() <= 20 && text.find_first_not_of("0123456789") == text.npos;
}

bool is_of(const store::recent_row& row, const std::string& user) {
  if (row.conversation == discord::user_key(user)) return true;
  if (!names(row.state, user)) return false; // reading every record would take long
  auto known = decode_state(row.state);
  return !known || known->shared.user.id == user;
}

bool is_of(const store::dead_letter& letter, const std::string& user) {
  // Events that nobody could read share one key: those of others must not go with them.
  if (letter.conversation == discord::unreadable_events) return false;
  return letter.conversation == discord::user_key(user) || names(letter.payload, user);
}

bool is_talk(const std::string& key) { return key.starts_with(channel); }

std::vector<std::uint64_t> cases_of(const person& p) {
  std::vector<std::uint64_t> numbers;
  for (auto& t : p.talks)
    for (auto& c : t.cases) numbers.push_back(c.number);
  for (auto& c : p.other_cases) numbers.push_back(c.number);
  return numbers;
}

namespace {
bool refuses(const talk& t) { return !why_not(t).empty(); }
} // namespace

std::vector<std::uint64_t> person::own_cases_to_forget(bool with_record) const {
  std::vector<std::uint64_t> numbers;
  auto add = [&](const std::vector<store::case_row>& cases) {
    for (auto& c : cases)
      if (!with_record || !c.status.empty()) numbers.push_back(c.number);
  };
  for (auto& t : talks)
    if (!refuses(t)) add(t.cases);
  if (std::ranges::none_of(talks, refuses)) add(other_cases);
  return numbers;
}

std::vector<std::uint64_t> person::cases_of_others() const {
  const auto own = cases_of(*this);
  std::vector<std::uint64_t> numbers;
  std::ranges::copy_if(named_in, std::back_inserter(numbers),
                       [&](std::uint64_t n) { return std::ranges::find(own, n) == own.end(); });
  return numbers;
}

std::vector<std::uint64_t> person::cases_to_forget() const {
  auto numbers = own_cases_to_forget(true);
  if (std::ranges::none_of(talks, refuses))
    for (auto n : cases_of_others()) numbers.push_back(n);
  return numbers;
}

void look_at(person& p, const store::recent_row& record) {
  const auto number = cases::number_in(record.conversation);
  if (number == 0 || !names(record.state, p.user)) return; // reading each would take long
  auto known = cases::core::decode_state(record.state);
  if (!known || !cases::is_named(*known, p.user)) return;
  p.named_in.insert(number);
  if (known->master != 0) p.named_in.insert(known->master);
}

std::string why_not(const talk& t) {
  if (!t.all.record) return {};
  auto known = decode_state(t.all.record->state);
  if (!known) return "its record cannot be read by this version";
  auto f = conversation::forget(*known);
  if (!f.why_not.empty()) return f.why_not;
  if (!t.all.record->outbox.empty()) return "something is on its way to the member or to the desk";
  return {};
}

std::string channel_of(const std::string& conversation) {
  auto channel = conversation.substr(conversation.find(':') + 1);
  return is_user_id(channel) ? channel : std::string{};
}

std::vector<std::string> desks_of(const talk& t) {
  std::vector<std::string> ids;
  auto add = [&](const std::string& id) {
    if (!id.empty() && std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  };
  for (auto& name : t.all.names)
    if (name.starts_with(desk_alias)) add(name.substr(desk_alias.size()));
  auto known = t.all.record ? decode_state(t.all.record->state) : std::nullopt;
  if (!known) return ids;
  add(known->shared.desk.conversation);
  for (auto& past : known->shared.past) add(past.conversation);
  return ids;
}

bool has_channels(const talk& t) {
  auto known = t.all.record ? decode_state(t.all.record->state) : std::nullopt;
  if (!known) return false;
  auto is_channel = [](const conversation::desk_link& l) { return !l.plane.empty(); };
  return is_channel(known->shared.desk) || std::ranges::any_of(known->shared.past, is_channel);
}

} // namespace flexcord::actors::privacy
