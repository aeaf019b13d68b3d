#pragma once
// For .cpp files only: it carries Boost.JSON.
#include "actors/alternatives.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// Stores, and reads back, whatever has a `fields(visitor, value)` beside its type, and variants
/// that have `alternatives`. JSON, so that a person can read a record and a newer program an older
/// one: unknown fields are skipped, missing ones keep their default.
namespace flexcord::actors::field_codec {

namespace json = boost::json;

template <class T>
concept listed = requires(T& x) {
  x.push_back(x.front());
}
&&!std::same_as<T, std::string>;
template <class T>
concept numbered_set = std::same_as<T, std::set<std::int64_t>>;
template <class T>
concept numbered_map = std::same_as<T, std::map<std::uint8_t, std::uint64_t>>;
template <class T>
concept chosen = requires {
  alternatives<T>::names;
};

struct writer {
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
    else if constexpr (numbered_set<T>)
      return json::value(json::array(value.begin(), value.end()));
    else if constexpr (numbered_map<T>) {
      json::object o;
      for (auto& [k, v] : value) o[std::to_string(k)] = v;
      return o;
    } else if constexpr (listed<T>) {
      json::array a;
      for (auto& x : value) a.push_back(make(x));
      return a;
    } else if constexpr (chosen<T>) {
      return std::visit(
          [&](auto& x) -> json::value {
            writer w;
            fields(w, x);
            w.out["is"] = alternatives<T>::names[value.index()];
            return w.out;
          },
          value);
    } else {
      writer w;
      fields(w, value);
      return w.out;
    }
  }
};

struct reader {
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
    } else if constexpr (numbered_set<T>) {
      if (!from.is_array()) return false;
      for (auto& x : from.get_array()) {
        std::int64_t n = 0;
        if (!take(x, n)) return false;
        to.insert(n);
      }
    } else if constexpr (numbered_map<T>) {
      if (!from.is_object()) return false;
      for (auto& [k, v] : from.get_object()) {
        std::uint64_t n = 0;
        if (!take(v, n) || k.empty() || k.size() > 3) return false;
        to[static_cast<std::uint8_t>(std::atoi(std::string(k).c_str()))] = n;
      }
    } else if constexpr (listed<T>) {
      if (!from.is_array()) return false;
      for (auto& x : from.get_array())
        if (!take(x, to.emplace_back())) return false;
    } else if constexpr (chosen<T>) {
      auto* o = from.if_object();
      auto* is = o ? o->if_contains("is") : nullptr;
      if (!is || !is->is_string()) return false;
      return choose<T>(*o, is->get_string(), to,
                       std::make_index_sequence<std::variant_size_v<T>>{});
    } else {
      auto* o = from.if_object();
      if (!o) return false;
      reader r{o};
      fields(r, to);
      return r.good;
    }
    return true;
  }

  template <class T, std::size_t... Is>
  static bool choose(const json::object& o, std::string_view is, T& to,
                     std::index_sequence<Is...>) {
    bool good = false;
    auto one = [&]<std::size_t I>(std::integral_constant<std::size_t, I>) {
      if (is != alternatives<T>::names[I]) return;
      reader r{&o};
      fields(r, to.template emplace<I>());
      good = r.good;
    };
    (one(std::integral_constant<std::size_t, Is>{}), ...);
    return good;
  }
};

template <class T>
std::string encode_any(const T& value) {
  auto copy = value; // the visitors name fields of mutable values
  return json::serialize(writer::make(copy));
}

template <class T>
std::optional<T> decode_any(std::string_view text) {
  boost::system::error_code ec;
  auto parsed = json::parse(text, ec);
  T out;
  if (ec || !reader::take(parsed, out)) return std::nullopt;
  return out;
}

inline constexpr auto trace_field = "trace";

/// A command with the trace that it follows; an empty one is left out.
template <class T>
std::string encode_traced(const T& value, const std::string& trace) {
  auto copy = value;
  auto made = writer::make(copy);
  if (!trace.empty()) made.as_object()[trace_field] = trace;
  return json::serialize(made);
}

template <class T>
std::optional<std::pair<T, std::string>> decode_traced(std::string_view text) {
  boost::system::error_code ec;
  const auto parsed = json::parse(text, ec);
  std::pair<T, std::string> out;
  if (ec || !reader::take(parsed, out.first)) return std::nullopt;
  if (auto* trace = parsed.as_object().if_contains(trace_field); trace && trace->is_string())
    out.second = std::string(trace->get_string());
  return out;
}

} // namespace flexcord::actors::field_codec
