#include "actors/twilio/channel_search.hpp"

#include "actors/twilio/operation.hpp"

#include <memory>

namespace flexcord::actors::twilio {

namespace {

using namespace net::twilio;

/// Twilio's limit is 250 unless it is raised; whoever has more has stopped using the oldest.
constexpr std::size_t most_channels = 250;

struct search {
  legacy& chat;
  legacy::callback<std::vector<chat_channel>> done;
  std::vector<std::string> left; ///< sids, the next one at the end
  std::vector<chat_channel> found;
};

void read_next(const std::shared_ptr<search>& s) {
  if (s->left.empty() || s->found.size() == most_channels) return s->done(std::move(s->found));
  auto sid = std::move(s->left.back());
  s->left.pop_back();
  s->chat.get_channel(sid, [s](net::result<chat_channel> c) {
    if (!c && !is_missing(c.error())) return s->done(c.error());
    if (c) s->found.push_back(std::move(*c));
    read_next(s);
  });
}

} // namespace

void search_channels(legacy& chat, const std::string& identity,
                     legacy::callback<std::vector<chat_channel>> done) {
  auto s = std::make_shared<search>(search{chat, std::move(done), {}, {}});
  chat.user_channels(identity, [s](net::result<std::vector<std::string>> all) {
    if (!all && !is_missing(all.error())) return s->done(all.error());
    if (all) s->left = std::move(*all);
    read_next(s);
  });
}

} // namespace flexcord::actors::twilio
