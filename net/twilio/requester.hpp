#pragma once
#include "net/twilio/caller.hpp"
#include "net/twilio/parse.hpp"
#include "net/twilio/walk.hpp"

/// What the clients of Twilio's products share: how requests are made and answers handed on.
namespace flexcord::net::twilio {

struct requester {
  requester(runtime& rt, http::client& client, const config::twilio_settings& s);

  config::twilio_settings settings;
  std::string authorization;
  std::shared_ptr<caller> calls;

  call make(std::string method, std::string_view base, std::string_view path,
            std::string what) const;
  call get(std::string_view base, std::string_view path, std::string what) const;
  call post(std::string_view base, std::string_view path, const http::form& form, effect kind,
            std::string what) const;
  std::string workspace_path(std::string_view below) const;
};

template <class T>
void fetch(caller& calls, call c, result<T> (*parse)(std::string_view), rest::callback<T> done) {
  auto what = c.what;
  calls.send(std::move(c), [parse, what, done = std::move(done)](result<http::response> r) {
    if (!r) return done(r.error());
    done(named(parse(r->body), what));
  });
}

/// For calls whose answer's body says nothing new. A refusal with one of `fine` means that what was
/// asked for is so already, which is what a repeated call finds.
inline void perform(caller& calls, call c, std::initializer_list<int> fine,
                    rest::callback<rest::nothing> done) {
  calls.send(std::move(c),
             [fine = std::vector<int>(fine), done = std::move(done)](result<http::response> r) {
               if (r) return done(rest::nothing{});
               for (int code : fine)
                 if (r.error().kind == failure_kind::refused && r.error().code == code)
                   return done(rest::nothing{});
               done(r.error());
             });
}

/// Twilio's limit for friendly names, in characters; cutting bytes between characters stays below
/// it.
std::string friendly(std::string name);

/// The tasks whose attribute `name` is `value`, by TaskRouter's own filter.
void tasks_with(const requester& r, std::string_view name, std::string_view value,
                rest::callback<std::vector<task>> done);

} // namespace flexcord::net::twilio
