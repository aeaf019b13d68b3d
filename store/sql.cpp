#include "store/sql.hpp"

namespace flexcord::store {

std::string_view sql(query q) {
  switch (q) {
  case query::read_schema:
    return "SELECT COALESCE(MAX(version), 0) FROM schema_version";
  case query::add_schema:
    return "INSERT INTO schema_version (version) VALUES ($1)";
  case query::find_version:
    return "SELECT version, owner FROM conversations WHERE conversation = $1";
  case query::insert_conversation:
    return "INSERT INTO conversations (conversation, version, owner, updated, state) VALUES ($1, "
           "$2, $3, $4, $5)";
  case query::update_conversation:
    return "UPDATE conversations SET version = $1, owner = $2, updated = $3, state = $4 WHERE "
           "conversation = $5";
  case query::insert_event:
    return "INSERT INTO events (conversation, event, at) VALUES ($1, $2, $3) ON CONFLICT "
           "(conversation, event) "
           "DO NOTHING";
  case query::delete_event:
    return "DELETE FROM events WHERE conversation = $1 AND event = $2";
  case query::find_event:
    return "SELECT at FROM events WHERE conversation = $1 AND event = $2";
  case query::insert_command:
    return "INSERT INTO outbox (conversation, id, queue, priority, created, payload) VALUES ($1, "
           "$2, $3, $4, $5, $6) "
           "ON CONFLICT (conversation, id) DO UPDATE SET queue = excluded.queue, priority = "
           "excluded.priority, "
           "created = excluded.created, payload = excluded.payload";
  case query::delete_command:
    return "DELETE FROM outbox WHERE conversation = $1 AND id = $2";
  case query::arm_timer:
    return "INSERT INTO timers (conversation, kind, generation, due) VALUES ($1, $2, $3, $4) "
           "ON CONFLICT (conversation, kind) DO UPDATE SET generation = excluded.generation, due = "
           "excluded.due";
  case query::disarm_timer:
    return "DELETE FROM timers WHERE conversation = $1 AND kind = $2";
  case query::insert_line:
    return "INSERT INTO transcript (conversation, version, line, source, author, name, text, "
           "attachments, at) "
           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
  case query::insert_link:
    return "INSERT INTO links (conversation, user_message, desk_message, chunk) VALUES ($1, $2, "
           "$3, $4) "
           "ON CONFLICT (conversation, user_message, desk_message) DO UPDATE SET chunk = "
           "excluded.chunk";
  case query::insert_alias:
    return "INSERT INTO aliases (alias, conversation) VALUES ($1, $2) "
           "ON CONFLICT (alias) DO UPDATE SET conversation = excluded.conversation";
  case query::update_case:
    return "UPDATE cases SET status = CASE WHEN $1 = '' THEN status ELSE $1 END, updated = $2 "
           "WHERE number = $3";
  case query::insert_case_entry:
    // No row for a case that does not exist.
    return "INSERT INTO case_timeline (number, position, at, status, entry, kind, author, "
           "reference) SELECT c.number, "
           "(SELECT COALESCE(MAX(t.position), 0) + 1 FROM case_timeline t WHERE t.number = "
           "c.number), "
           "CAST($1 AS BIGINT), c.status, CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), "
           "CAST($5 AS TEXT) FROM cases c WHERE c.number = $6";
  case query::load_conversation:
    return "SELECT version, state FROM conversations WHERE conversation = $1";
  case query::load_outbox:
    return "SELECT id, queue, priority, created, payload FROM outbox WHERE conversation = $1 ORDER "
           "BY id";
  case query::load_timers:
    return "SELECT kind, generation, due FROM timers WHERE conversation = $1 ORDER BY due, kind";
  case query::unfinished:
    return "SELECT conversation FROM outbox UNION SELECT conversation FROM conversations WHERE "
           "owner IN ('queue', 'agent') ORDER BY 1";
  case query::list_timers:
    return "SELECT conversation, kind, generation, due FROM timers WHERE (conversation, kind) > "
           "($1, $2) ORDER BY conversation, kind LIMIT $3";
  case query::list_recent:
    return "SELECT conversation, updated, state FROM conversations WHERE updated >= $1 AND "
           "owner <> 'record' AND (updated, conversation) < ($2, $3) ORDER BY updated DESC, "
           "conversation DESC LIMIT $4";
  case query::transcript:
    return "SELECT source, author, name, text, attachments, at FROM transcript WHERE conversation "
           "= $1 "
           "ORDER BY version DESC, line DESC LIMIT $2";
  case query::first_event:
    return "SELECT COALESCE(MIN(at), 0) FROM events WHERE conversation = $1";
  case query::events_since:
    return "SELECT event FROM events WHERE conversation = $1 AND at >= $2 ORDER BY event";
  case query::lines_since:
    return "SELECT source, author, name, text, attachments, at FROM transcript WHERE conversation "
           "= $1 AND at >= $2 ORDER BY version, line";
  case query::all_links:
    return "SELECT user_message, desk_message, chunk FROM links WHERE conversation = $1 "
           "ORDER BY user_message, desk_message";
  case query::dead_letters_of:
    return "SELECT conversation, id, at, kind, reason, payload FROM dead_letters WHERE "
           "conversation = $1 ORDER BY at, id";
  case query::links_of_user:
    return "SELECT user_message, desk_message, chunk FROM links WHERE conversation = $1 AND "
           "user_message = $2 "
           "ORDER BY chunk, desk_message";
  case query::links_of_desk:
    return "SELECT user_message, desk_message, chunk FROM links WHERE conversation = $1 AND "
           "desk_message = $2 "
           "ORDER BY chunk, user_message";
  case query::find_alias:
    return "SELECT conversation FROM aliases WHERE alias = $1";
  case query::find_case:
    return "SELECT number FROM cases WHERE conversation = $1 AND command = $2";
  // The row lock of this update keeps two nodes from taking the same number; a rollback gives it
  // back.
  case query::next_case:
    return "UPDATE counters SET value = value + 1 WHERE name = 'case'";
  case query::read_case_counter:
    return "SELECT value FROM counters WHERE name = 'case'";
  case query::insert_case:
    // Only a number so far: it is listed once its record has said what it is. A process that dies
    // in between leaves nothing that anybody sees.
    return "INSERT INTO cases (number, conversation, command, kind, reporter, title, status, "
           "opened, updated) "
           "VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8)";
  case query::insert_dead_letter:
    return "INSERT INTO dead_letters (conversation, id, at, kind, reason, payload) VALUES ($1, $2, "
           "$3, $4, $5, $6) ON CONFLICT (conversation, id) DO NOTHING";
  case query::delete_dead_letter:
    return "DELETE FROM dead_letters WHERE conversation = $1 AND id = $2";
  case query::list_dead_letters:
    return "SELECT conversation, id, at, kind, reason, payload FROM dead_letters WHERE (at, "
           "conversation, id) > ($1, $2, $3) ORDER BY at, conversation, id LIMIT $4";
  case query::find_dead_letter:
    return "SELECT conversation, id, at, kind, reason, payload FROM dead_letters WHERE "
           "conversation = $1 AND id = $2";
  case query::count_dead_letters:
    return "SELECT COUNT(*) FROM dead_letters";
  case query::get_value:
    return "SELECT value FROM named_values WHERE name = $1";
  case query::put_value:
    return "INSERT INTO named_values (name, value) VALUES ($1, $2) "
           "ON CONFLICT (name) DO UPDATE SET value = excluded.value";
  case query::count_owners:
    return "SELECT owner, COUNT(*) FROM conversations WHERE owner <> 'record' GROUP BY owner ORDER "
           "BY owner";
  case query::count_outbox:
    return "SELECT priority, COUNT(*), MIN(created) FROM outbox GROUP BY priority ORDER BY "
           "priority";
  default:
    return retention_sql(q);
  }
}

} // namespace flexcord::store
