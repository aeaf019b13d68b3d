#include "actors/edge/case_desk.hpp"
#include "actors/node_impl.hpp"
#include "config/log.hpp"

#include <openssl/rand.h>

#include <array>
#include <stdexcept>

/// The case pages: their links, and who serves them.
namespace flexcord::actors {
namespace {

constexpr const char* secret_name = "case-link-secret";

/// 32 bytes that nobody can guess, in hexadecimal.
std::string unguessable() {
  std::array<unsigned char, 32> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("the system gives no random numbers");
  std::string text;
  for (auto b : bytes) {
    text += "0123456789abcdef"[b >> 4];
    text += "0123456789abcdef"[b & 15];
  }
  return text;
}

} // namespace

void node::impl::make_links() {
  auto l = std::make_shared<desk_view::links>();
  auto& set = settings.cases;
  auto own = set.link_secret.reveal();
  if (own.empty()) {
    auto reader = ask_journal();
    own = reader.ask<stored_value>(read_value{secret_name}).value;
    if (own.empty()) {
      reader.store({secret_name, unguessable()});
      // As stored: of two that begin at the same time, one has written last.
      own = reader.ask<stored_value>(read_value{secret_name}).value;
    }
  }
  l->keys = {std::move(own), set.link_secret_previous.reveal()};
  l->public_url = settings.http.public_url;
  l->lifetime = set.link_lifetime.count();
  if (l->public_url.empty())
    log::warning("node", "no-case-links",
                 {{"why", "http.public-url is not set: agents get no link to the case page"}});
  links = std::move(l);
}

void node::impl::spawn_case_desk(std::vector<net::http::route>& routes) {
  auto tools = std::make_shared<case_desk_tools>();
  *tools = {rt.get(), settings, now, numbers.get(), links, bell, unguessable};
  auto state_ptr = std::make_shared<case_desk_state*>(nullptr);
  case_desk = system->spawn<case_desk_impl>(std::shared_ptr<const case_desk_tools>(tools), journal,
                                            cases, state_ptr);
  case_desk_access in_desk = turns_of(case_desk, state_ptr);
  bell->give_to([in_desk](std::vector<std::string> keys) {
    in_desk([keys = std::move(keys)](case_desk_state& desk) { desk.rang(keys); });
  });
  for (auto& r : case_routes(tools, in_desk)) routes.push_back(std::move(r));
}

} // namespace flexcord::actors
