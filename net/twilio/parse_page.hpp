#pragma once
#include "net/twilio/json.hpp"
#include "net/twilio/parse.hpp"

#include <boost/json.hpp>

/// How a resource and a list of resources are read from JSON; for the parse_*.cpp files only.
namespace flexcord::net::twilio {

inline failure not_as_promised(std::string detail) {
  return {failure_kind::malformed, 0, 0, std::nullopt, std::move(detail)};
}

/// A resource of its own: an object with a sid.
template <class T>
result<T> one(std::string_view body, result<T> (*read)(const boost::json::object&)) {
  auto value = parse_json(body);
  auto* o = value.if_object();
  if (!o) return not_as_promised("the answer is not a JSON object");
  if (text_of(*o, "sid").empty()) return not_as_promised("the answer has no sid");
  return read(*o);
}

/// A list under `key`, with Twilio's "meta" when there is one.
template <class T>
result<page<T>> many(std::string_view body, std::string_view key,
                     result<T> (*read)(const boost::json::object&)) {
  auto value = parse_json(body);
  auto* o = value.if_object();
  auto* list = o ? array_of(*o, key) : nullptr;
  if (!list) return not_as_promised("the answer has no list of " + std::string(key));
  page<T> out;
  for (const auto& item : *list) {
    auto* entry = item.if_object();
    if (!entry) return not_as_promised("an entry of " + std::string(key) + " is not an object");
    auto read_one = read(*entry);
    if (!read_one) return read_one.error();
    out.items.push_back(std::move(*read_one));
  }
  if (auto* meta = object_of(*o, "meta")) out.next_url = text_of(*meta, "next_page_url");
  return out;
}

} // namespace flexcord::net::twilio
