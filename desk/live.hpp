#pragma once
#include "desk/view.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What an open page hears: server-sent events (`text/event-stream`) of `GET
/// /case/{number}/events?e=&s=&after=`, and the JSON that answers a POST made by the page's script.
///
/// Each event carries as its id the cursor after it; a browser that connects again sends it as
/// `Last-Event-ID`, which goes before `after`. An answer may stay open and go on, or end after the
/// first events (or after some silence): the browser asks again `retry` milliseconds later.
namespace flexcord::desk {

/// How far a page has read.
struct cursor {
  std::uint64_t entry = 0; ///< position of the last entry of the timeline
  std::string line;        ///< what says where the transcript goes on; empty: from the start
  friend bool operator==(const cursor&, const cursor&) = default;
};
/// "12~4.1"; `line` may have letters, digits and "-_.:", up to 64 of them.
std::string cursor_text(const cursor& c);
/// Nothing when it is not a cursor: the page is to be loaded anew.
std::optional<cursor> read_cursor(std::string_view text);

/// Begins a stream: how long a browser waits before it connects again.
std::string live_start(std::uint32_t retry_milliseconds);
/// A comment that keeps proxies from closing a silent stream.
std::string live_beat();

/// Event `entry`: {position, at, kind, title, body: pieces, author}. A piece is {text, url}, `url`
/// empty for plain text. `at` is in milliseconds.
std::string live_entry(const entry& e, const cursor& after);
/// Event `line`: {id, at, who, role, name, initials, text: pieces, files: [{name, detail, url}],
/// edited, deleted}. It replaces the line with that id, if any.
std::string live_line(const line& l, const cursor& after);
/// Event `facts`: {status, status_text, priority, priority_text, assignee, assigned_text, tags,
/// title, votes, updated, talk_now}.
std::string live_facts(const case_facts& f, const cursor& after);

/// The answer to a POST that asked for JSON: {ok, problems: [{field, text}], facts, created}.
/// `ok` is true without problems. `created`: the address of the case that was made, if one was.
/// It goes with 200, or with 409 (conflicts) or 422 (problems).
std::string action_answer(const std::vector<problem>& problems, const case_facts& now,
                          std::string_view created = {});

} // namespace flexcord::desk
