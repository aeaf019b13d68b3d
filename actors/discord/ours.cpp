#include "actors/discord/ours.hpp"

#include "net/discord/utf8.hpp"

#include <algorithm>

namespace flexcord::actors::discord {

namespace {
constexpr std::int64_t clock_skew = 60'000, young = 2'000; // ms
} // namespace

using net::discord::message;
using net::discord::outgoing;

std::string_view as_kept(std::string_view text) {
  namespace utf8 = net::discord::utf8;
  std::size_t first = text.size(), end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = utf8::decode(text, at);
    const auto bytes = std::max<std::size_t>(c.bytes, 1);
    if (c.bytes == 0 || !utf8::is_space(c.value)) {
      first = std::min(first, at);
      end = at + bytes;
    }
    at += bytes;
  }
  return end == 0 ? std::string_view{} : text.substr(first, end - first);
}

std::string look_begins(std::int64_t created) {
  return net::discord::snowflake_at(created - clock_skew);
}

bool has_its_nonce(const message& m, const outgoing& said) {
  return m.author.bot && !m.nonce.empty() && m.nonce == said.nonce;
}

bool looks_the_same(const message& m, const outgoing& said, std::int64_t created,
                    const std::string& last) {
  return m.author.bot && m.nonce.empty() && as_kept(m.content) == as_kept(said.content) &&
         m.attachments.size() == said.files.size() &&
         net::discord::snowflake_time(m.id) >= created - young &&
         (last.empty() || net::discord::snowflake_less(last, m.id));
}

bool is_ours(const message& m, const outgoing& said, std::int64_t created,
             const std::string& last) {
  return has_its_nonce(m, said) || looks_the_same(m, said, created, last);
}

} // namespace flexcord::actors::discord
