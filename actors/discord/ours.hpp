#pragma once
#include "net/discord/types.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Whether a message that Discord lists is one that an order has posted already.
namespace flexcord::actors::discord {

/// What Discord keeps of a message's text: the white space around it is dropped.
std::string_view as_kept(std::string_view text);

/// Where to begin to look for what an order of `created` (Unix ms) may have posted: the id of a
/// minute before it, since clocks differ.
std::string look_begins(std::int64_t created);

/// It carries the nonce of `said`. Discord lists a nonce for some minutes only.
bool has_its_nonce(const net::discord::message& m, const net::discord::outgoing& said);

/// It carries no nonce, but the text of `said` as it is kept, as many files, and a time that is no
/// more than 2 s before the order's; and it stands behind `last`, the newest message that is known
/// to be another's (empty: none is).
bool looks_the_same(const net::discord::message& m, const net::discord::outgoing& said,
                    std::int64_t created, const std::string& last = {});

/// One of both.
bool is_ours(const net::discord::message& m, const net::discord::outgoing& said,
             std::int64_t created, const std::string& last = {});

} // namespace flexcord::actors::discord
