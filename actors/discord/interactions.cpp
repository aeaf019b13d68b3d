#include "actors/discord/interactions.hpp"

#include "config/log.hpp"

namespace flexcord::actors::discord {

void with_conversation(net::discord::rest& api, const net::discord::interaction& i, wish w,
                       std::function<void(conversation::envelope)> then) {
  if (!w.needs_dm) {
    then(std::move(w.what));
    return;
  }
  api.open_dm(i.invoker.id, net::discord::priority::bot,
              [user = i.invoker.id, what = std::move(w.what),
               then = std::move(then)](net::result<std::string> channel) mutable {
                what.conversation = channel ? channel_key(*channel) : user_key(user);
                if (!channel)
                  log::warning("discord", "no-dm-channel",
                               {{"why", to_string(channel.error())}, {"trace", what.trace}});
                then(std::move(what));
              });
}

} // namespace flexcord::actors::discord
