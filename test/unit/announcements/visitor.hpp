#pragma once
#include "actors/announcements/fields.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <set>
#include <string>
#include <vector>

/// Stores by fields(), with the kinds of values that actors/codec knows and no others.
namespace flexcord::test {

namespace json = boost::json;

struct saver {
  json::object out;
  template <class T>
  void operator()(const char* name, T& value) {
    out[name] = make(value);
  }
  template <class T>
  static json::value make(T& value) {
    if constexpr (std::is_enum_v<T>)
      return json::value(static_cast<std::int64_t>(value));
    else if constexpr (std::same_as<T, std::string> || std::integral<T>)
      return json::value(value);
    else if constexpr (std::same_as<T, std::set<std::int64_t>>)
      return json::value(json::array(value.begin(), value.end()));
    else if constexpr (requires { value.push_back(value.front()); }) {
      json::array a;
      for (auto& x : value) a.push_back(make(x));
      return a;
    } else {
      saver s;
      fields(s, value);
      return s.out;
    }
  }
};

struct loader {
  const json::object* in;
  bool good = true;
  template <class T>
  void operator()(const char* name, T& value) {
    if (auto* found = in->if_contains(name)) good = take(*found, value) && good;
  }
  template <class T>
  static bool take(const json::value& from, T& to) {
    if constexpr (std::same_as<T, std::string>) {
      if (!from.is_string()) return false;
      to = std::string(from.get_string());
    } else if constexpr (std::same_as<T, bool>) {
      if (!from.is_bool()) return false;
      to = from.get_bool();
    } else if constexpr (std::is_enum_v<T>) {
      if (!from.is_int64()) return false;
      to = static_cast<T>(from.get_int64());
    } else if constexpr (std::integral<T>) {
      boost::system::error_code ec;
      to = from.to_number<T>(ec);
      return !ec;
    } else if constexpr (std::same_as<T, std::set<std::int64_t>>) {
      for (auto& x : from.as_array()) to.insert(x.to_number<std::int64_t>());
    } else if constexpr (requires { to.push_back(to.front()); }) {
      for (auto& x : from.as_array())
        if (!take(x, to.emplace_back())) return false;
    } else {
      loader r{from.if_object()};
      if (!r.in) return false;
      fields(r, to);
      return r.good;
    }
    return true;
  }
};

template <class T>
std::string saved(T value) {
  return json::serialize(saver::make(value));
}

template <class T>
T loaded(const std::string& text) {
  T out;
  loader::take(json::parse(text), out);
  return out;
}

} // namespace flexcord::test
