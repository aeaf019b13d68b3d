#include "actors/doctor/examine.hpp"
#include "actors/wait.hpp"

#include <algorithm>

namespace flexcord::actors::doctor {
namespace {

constexpr auto portal =
    "developer portal, your application, General Information, Interactions Endpoint URL";

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

} // namespace

void examine_interactions(findings& f, const patient& p) {
  const auto app = wait<net::discord::rest::application>(
      [&](auto done) { p.discord.get_application(std::move(done)); });
  if (!app) return; // said by examine_discord
  const auto& there = app->interactions_endpoint_url;
  const auto& key = p.s.discord.public_key;
  const auto ours = p.s.http.public_url.empty()
                        ? std::string{}
                        : net::http::join_url(p.s.http.public_url, "/discord/interactions");
  if (!key.empty() && !app->public_key.empty() && lower(key) != lower(app->public_key))
    f.wrong("discord.public-key is not the application's public key",
            "every interaction over HTTP is refused as forged, and Discord removes the endpoint",
            "set it to " + app->public_key + " (General Information, Public Key)");
  if (there.empty()) {
    if (!key.empty())
      f.note("discord.public-key is set, but no interactions endpoint: commands and buttons come "
             "by the gateway");
    return;
  }
  const auto breaks = "commands and buttons go to " + there + " and never reach the gateway";
  if (key.empty())
    f.wrong("an interactions endpoint URL is set in the Discord portal, but discord.public-key is "
            "not",
            breaks, std::string("clear it: ") + portal + "; or set discord.public-key");
  else if (there != ours)
    f.wrong("the interactions endpoint URL of the Discord portal is not this node's", breaks,
            (ours.empty() ? std::string("set http.public-url, then make it that address + "
                                        "/discord/interactions: ")
                          : "make it " + ours + ", or clear it: ") +
                portal);
  else
    f.good("commands and buttons come to " + ours);
}

} // namespace flexcord::actors::doctor
