#pragma once
#include "config/settings.hpp"
#include "net/chatbot/bot.hpp"
#include "net/http/client.hpp"

#include <memory>
#include <string>

namespace flexcord::actors {

/// The chatbot that `chatbot.kind` names; null with a reason in `why` (articles that cannot be
/// read).
std::shared_ptr<net::chatbot::bot> make_bot(net::http::client& client, const config::settings& s,
                                            std::string& why);

} // namespace flexcord::actors
