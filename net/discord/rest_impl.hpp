#pragma once
#include "net/discord/json_fields.hpp"
#include "net/discord/rest.hpp"
#include "net/discord/rest_core.hpp"

#include <algorithm>

/// What the rest*.cpp files share: how calls are made and answers handed on.
namespace flexcord::net::discord {

inline constexpr auto json_type = "application/json";

/// Passes a 2xx body through `read`, every failure as it is.
template <class T, class Read>
auto reading(rest::callback<T> done, Read read) {
  return [done = std::move(done), read = std::move(read)](result<http::response> r) {
    if (r.has_error()) return done(r.error());
    auto value = read(*r);
    // The answer did come: who looks at the failure should see its status.
    if (value.has_error()) {
      auto f = value.error();
      f.http_status = r->status;
      return done(std::move(f));
    }
    done(std::move(value));
  };
}

inline result<rest::nothing> read_nothing(const http::response&) { return rest::nothing{}; }

struct rest::impl {
  std::shared_ptr<rest_core> core;

  /// An id that is none would name another route; such a call ends here.
  template <class T>
  bool usable(const rest::callback<T>& done, std::initializer_list<std::string_view> ids) {
    if (std::all_of(ids.begin(), ids.end(), fields::is_id)) return true;
    core->post([done] { done(fields::malformed("not an id")); });
    return false;
  }

  void get(std::string path, std::function<void(result<http::response>)> done,
           priority p = priority::bot) {
    core->submit(
        {.method = "GET", .route = path, .path = path, .level = p, .done = std::move(done)});
  }
};

} // namespace flexcord::net::discord
