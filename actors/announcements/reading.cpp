#include "actors/announcements/reading.hpp"

#include "net/feed/parse.hpp"

namespace flexcord::announcements {

namespace {

constexpr int gone = 410;

} // namespace

event to_event(const read_feed& asked, const net::result<net::feed::fetched>& outcome) {
  feed_failed failed{.feed = asked.feed, .generation = asked.generation};
  if (!outcome) {
    const auto& why = outcome.error();
    failed.gone = why.http_status == gone;
    failed.retry_after = why.retry_after ? why.retry_after->count() : 0;
    failed.reason = net::to_string(why);
    return failed;
  }
  feed_read read{.feed = asked.feed, .generation = asked.generation};
  read.not_modified = outcome->not_modified;
  if (read.not_modified) return read;
  // How much may come was settled when it came.
  net::feed::limits most;
  most.bytes = outcome->body.size();
  const auto document = net::feed::parse(outcome->body, outcome->content_type, outcome->url, most);
  if (!document) {
    failed.reason = document.error().what;
    return failed;
  }
  read.title = document->title;
  read.link = document->link;
  read.etag = outcome->known.etag;
  read.last_modified = outcome->known.last_modified;
  for (const auto& i : document->items)
    read.items.push_back({i.id, i.twin, i.print, {i.title, i.text, i.link, i.image}, i.at});
  return read;
}

hook_received to_event(std::string ticket, std::string seal, const net::feed::hook_post& post) {
  return {.ticket = std::move(ticket),
          .key = post.key,
          .seal = std::move(seal),
          .print = post.print,
          .what = {post.title, post.text, post.url, post.image}};
}

} // namespace flexcord::announcements
