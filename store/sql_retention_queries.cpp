#include "store/sql.hpp"

#include <string>

namespace flexcord::store {
namespace {

/// Nobody waits for anything of the row's conversation: no agent, no command.
std::string unless_busy(const std::string& table) {
  return " AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.conversation = " + table +
         ".conversation) AND NOT EXISTS (SELECT 1 FROM conversations WHERE "
         "conversations.conversation = " +
         table + ".conversation AND conversations.owner IN ('queue', 'agent'))";
}

/// A conversation that is over, with nothing left to be done or decided. Nearly all are nobody's:
/// the age must lead the search, not the owner, hence the || that no index helps.
std::string over() {
  return "owner || '' = 'nobody' AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.conversation = "
         "conversations.conversation) AND NOT EXISTS (SELECT 1 FROM timers WHERE "
         "timers.conversation = conversations.conversation) AND NOT EXISTS (SELECT 1 FROM "
         "dead_letters WHERE dead_letters.conversation = conversations.conversation)";
}

/// The rows of the conversations of a page.
std::string of_page() {
  return " conversation IN (SELECT conversation FROM conversations WHERE (updated, conversation) "
         "<= ($1, $2) AND " +
         over() + ")";
}

/// The last row of a page of a table, by its key.
std::string last_of(const std::string& table, const std::string& first, const std::string& second) {
  const auto columns = first + ", " + second;
  return "SELECT " + columns + " FROM (SELECT " + columns + " FROM " + table + " WHERE (" +
         columns + ") > ($1, $2) ORDER BY " + columns + " LIMIT $3) AS page ORDER BY " + first +
         " DESC, " + second + " DESC LIMIT 1";
}

/// The rows between two of that key.
std::string between(const std::string& table, const std::string& key) {
  return "DELETE FROM " + table + " WHERE (" + key + ") > ($1, $2) AND (" + key + ") <= ($3, $4)";
}

} // namespace

// The database keeps prepared statements by their text's place: each is made once.
std::string_view retention_sql(query q) {
  switch (q) {
  case query::page_transcript: {
    static const auto text = last_of("transcript", "conversation", "version");
    return text;
  }
  case query::page_links: {
    static const auto text = last_of("links", "conversation", "user_message");
    return text;
  }
  case query::page_events: {
    static const auto text = last_of("events", "conversation", "event");
    return text;
  }
  case query::page_dead_letters:
    return "SELECT at, conversation, id FROM (SELECT at, conversation, id FROM dead_letters WHERE "
           "at < $1 ORDER BY at, conversation, id LIMIT $2) AS page ORDER BY at DESC, conversation "
           "DESC, id DESC LIMIT 1";
  case query::page_conversations: {
    static const auto text =
        "SELECT updated, conversation, '' FROM (SELECT updated, conversation FROM conversations "
        "WHERE updated < $1 AND " +
        over() +
        " ORDER BY updated, conversation LIMIT $2) AS page ORDER BY updated DESC, conversation "
        "DESC LIMIT 1";
    return text;
  }
  case query::forget_transcript: {
    static const auto text =
        between("transcript", "conversation, version") + " AND at < $5" + unless_busy("transcript");
    return text;
  }
  case query::forget_links: {
    static const auto text =
        between("links", "conversation, user_message") +
        " AND EXISTS (SELECT 1 FROM conversations WHERE conversations.conversation = "
        "links.conversation AND conversations.updated < $5)" +
        unless_busy("links");
    return text;
  }
  case query::forget_events: {
    static const auto text =
        between("events", "conversation, event") + " AND at < $5" + unless_busy("events");
    return text;
  }
  case query::forget_dead_letters:
    return "DELETE FROM dead_letters WHERE (at, conversation, id) <= ($1, $2, $3)";
  case query::forget_transcript_of: {
    static const auto text = "DELETE FROM transcript WHERE" + of_page();
    return text;
  }
  case query::forget_links_of: {
    static const auto text = "DELETE FROM links WHERE" + of_page();
    return text;
  }
  case query::forget_events_of: {
    static const auto text = "DELETE FROM events WHERE" + of_page();
    return text;
  }
  case query::forget_aliases_of: {
    static const auto text = "DELETE FROM aliases WHERE" + of_page();
    return text;
  }
  case query::detach_cases_of: {
    // The number is unique, and commands have no negative ones.
    static const auto text = "UPDATE cases SET command = -number WHERE command > 0 AND" + of_page();
    return text;
  }
  case query::forget_conversations: {
    static const auto text = "DELETE FROM conversations WHERE (updated, conversation) <= ($1, $2) "
                             "AND " +
                             over();
    return text;
  }
  default:
    return privacy_sql(q);
  }
}

} // namespace flexcord::store
