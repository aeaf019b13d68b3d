// What comes from strangers' sites and hooks: a document is read or refused, whatever is told of it
// fits into a message, pings nobody and leaves no mark open; announcements post nothing twice.
#include "actors/announcements/machine.hpp"
#include "actors/announcements/reading.hpp"
#include "net/discord/text.hpp"
#include "net/feed/address.hpp"
#include "net/feed/date.hpp"
#include "net/feed/hook.hpp"
#include "net/feed/link.hpp"
#include "net/feed/markdown.hpp"
#include "net/feed/message.hpp"
#include "net/feed/parse.hpp"
#include "net/feed/plain.hpp"

#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

using namespace flexcord;
using namespace flexcord::net;

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

bool mentions(const std::string& text) {
  for (auto* word : {"@everyone", "@here", "@&", "@!"})
    if (text.find(word) != text.npos) return true;
  for (std::size_t at = text.find("<@"); at != text.npos; at = text.find("<@", at + 1))
    if (at + 2 < text.size() && text[at + 2] >= '0' && text[at + 2] <= '9') return true;
  return false;
}

void check_shown(const std::string& text, std::size_t limit) {
  must(discord::length(text) <= limit);
  must(discord::sanitize(text) == text);
  must(!mentions(text));
  // Fences come in pairs.
  std::size_t fences = 0;
  for (auto at = text.find("```"); at != text.npos; at = text.find("```", at + 3)) ++fences;
  must(fences % 2 == 0);
}

void check_machine(const std::string& text) {
  announcements::rules rules{.feeds = {"https://a.example/"}};
  announcements::state state;
  std::set<std::string> told;
  auto happens = [&](const announcements::event& e) {
    auto step = advance(state, e, {rules, 1'000'000'000'000});
    for (auto& o : step.commands)
      if (o.does == announcements::order::action::post)
        must(told.insert(o.what.title + '\n' + o.what.link + '\n' + o.what.text).second ||
             o.from == announcements::source::rest || o.what.link.empty());
    state = std::move(step.next);
  };
  feed::fetched f{false, "https://a.example/", "", "<rss><channel/></rss>", {}};
  for (int n = 0; n < 3; ++n) {
    happens(announcements::started{});
    if (!state.feeds.front().reading)
      happens(announcements::timer_fired{state.feeds.front().url, state.feeds.front().generation});
    happens(announcements::to_event(
        {state.feeds.front().url, state.feeds.front().generation, {}, {}}, f));
    f.body = text;
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text{reinterpret_cast<const char*>(data), size};
  feed::limits few;
  few.items = 20;
  if (const auto d = feed::parse(text, "", "https://a.example/b/", few)) {
    must(d->items.size() <= few.items);
    for (const auto& i : d->items) {
      check_shown(feed::compose(i.title, i.text, i.link), feed::message_limit);
      must(!i.id.empty() && discord::length(i.title) <= 200);
      for (const auto* url : {&i.link, &i.image})
        must(url->empty() || feed::url_problem(*url).empty());
    }
  }
  const auto clean = discord::sanitize(text);
  for (std::size_t limit : {50u, 300u, 2000u}) {
    check_shown(feed::html_to_markdown(clean, "https://a.example/", limit).text, limit);
    check_shown(feed::text_to_markdown(clean, limit).text, limit);
  }
  must(!mentions(feed::escape(feed::one_line(clean))));
  if (const auto hook = feed::parse_hook(text, {}))
    must(discord::length(feed::compose(hook->title, hook->text, hook->url)) <= feed::message_limit);
  must(!feed::hook_seal("key", text, 1'700'000'000, "body"));
  const auto link = feed::web_link("https://a.example/b?c", clean);
  must(link.empty() ||
       (link.size() <= feed::longest_link && link.find_first_of("()<> @") == link.npos));
  (void)feed::parse_date(text);
  (void)feed::is_public_address(text);
  check_machine(text);
  return 0;
}
