#include "sandbox/core/request_log.hpp"
#include "sandbox/core/json.hpp"

#include <boost/json/array.hpp>

namespace json = boost::json;

namespace flexcord::sandbox {

namespace {

constexpr std::size_t most_entries = 10'000;
constexpr std::size_t most_answered = 500;
constexpr std::size_t most_text = 64u << 10;

} // namespace

std::uint64_t request_log::begin(std::string_view service, const net::http::incoming& in,
                                 std::int64_t now) {
  entry e;
  e.n = next_++;
  e.at = now;
  e.service = service;
  e.method = in.method;
  e.target = printable(in.target, most_text);
  e.headers = in.headers;
  e.body = printable(in.body, most_text);
  entries_.push_back(std::move(e));
  if (entries_.size() > most_entries) entries_.pop_front();
  return entries_.back().n;
}

void request_log::end(std::uint64_t n, int status, std::string_view answer) {
  if (entries_.empty() || n < entries_.front().n) return;
  auto& e = entries_[n - entries_.front().n];
  e.status = status;
  e.answer = printable(answer, most_text);
}

json::object request_log::after(std::uint64_t since, std::string_view service) const {
  json::array list;
  auto next = since;
  for (auto& e : entries_) {
    if (e.n <= since) continue;
    if (list.size() == most_answered) break;
    next = e.n;
    if (!service.empty() && service != e.service) continue;
    json::object headers;
    for (auto& [name, value] : e.headers) headers[name] = printable(value, most_text);
    list.push_back(json::object{{"n", e.n},
                                {"at", e.at},
                                {"service", e.service},
                                {"method", e.method},
                                {"target", e.target},
                                {"headers", std::move(headers)},
                                {"body", e.body},
                                {"status", e.status},
                                {"answer", e.answer}});
  }
  return {{"requests", std::move(list)}, {"next", next}};
}

} // namespace flexcord::sandbox
