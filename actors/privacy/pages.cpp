#include "actors/privacy/pages.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace json = boost::json;

namespace flexcord::actors::privacy {
namespace {

/// Text that is JSON as what it says, any other as it is.
json::value said(const std::string& text) {
  boost::system::error_code ec;
  auto parsed = json::parse(text, ec);
  return ec ? json::value(text) : parsed;
}

json::array list(const std::vector<std::string>& all) {
  return json::array(all.begin(), all.end());
}

json::object page_of(const store::case_row& c) {
  json::array timeline;
  for (auto& t : c.timeline)
    timeline.push_back(json::object{{"at", t.at}, {"status", t.status}, {"entry", t.entry}});
  return {{"number", c.number},
          {"conversation", c.conversation},
          {"kind", c.kind},
          {"reporter", c.reporter},
          {"title", c.title},
          {"status", c.status},
          {"opened", c.opened},
          {"updated", c.updated},
          {"timeline", std::move(timeline)}};
}

json::array pages_of(const std::vector<store::case_row>& all) {
  json::array rows;
  for (auto& c : all) rows.push_back(page_of(c));
  return rows;
}

json::array numbers_of(const std::vector<std::uint64_t>& all) {
  return json::array(all.begin(), all.end());
}

/// The words of reports, their files and who waits for news.
json::object records_of(const person& p) {
  json::object all;
  for (auto& [number, stored] : p.records) all[std::to_string(number)] = said(stored.state);
  return all;
}

json::object page_of(const talk& t) {
  json::object page{{"conversation", t.conversation}};
  json::array commands, timers, events, lines, links, dead;
  if (auto& r = t.all.record) {
    page["version"] = r->version;
    page["state"] = said(r->state);
    for (auto& c : r->outbox)
      commands.push_back(json::object{{"id", c.id},
                                      {"to", c.queue},
                                      {"priority", c.priority},
                                      {"created", c.created},
                                      {"command", said(c.payload)}});
    for (auto& x : r->timers)
      timers.push_back(
          json::object{{"kind", x.kind}, {"generation", x.generation}, {"due", x.due}});
  }
  for (auto& e : t.all.events) events.push_back(json::object{{"id", e.id}, {"at", e.at}});
  for (auto& l : t.all.transcript)
    lines.push_back(json::object{
        {"at", l.at},
        {"source", l.source},
        {"author", l.author},
        {"name", l.name},
        {"text", l.text},
        {"files", l.attachments.empty() ? json::value(json::array{}) : said(l.attachments)}});
  for (auto& l : t.all.links)
    links.push_back(json::object{{"member", l.user_id}, {"desk", l.desk_id}, {"piece", l.chunk}});
  for (auto& d : t.all.dead)
    dead.push_back(json::object{{"id", d.id},
                                {"at", d.at},
                                {"kind", d.kind},
                                {"reason", d.reason},
                                {"content", said(d.payload)}});
  page["transcript"] = std::move(lines);
  page["outbox"] = std::move(commands);
  page["timers"] = std::move(timers);
  page["events"] = std::move(events);
  page["links"] = std::move(links);
  page["names"] = list(t.all.names);
  page["dead_letters"] = std::move(dead);
  page["cases"] = pages_of(t.cases);
  return page;
}

struct field {
  const char* name;
  std::uint64_t talk_count::*where;
};
constexpr field fields[] = {
    {"lines", &talk_count::lines},       {"links", &talk_count::links},
    {"names", &talk_count::names},       {"timers", &talk_count::timers},
    {"commands", &talk_count::commands}, {"dead_letters", &talk_count::dead_letters},
    {"cases", &talk_count::cases},       {"events", &talk_count::events}};

json::object page_of(const talk_count& c) {
  json::object page{{"conversation", c.conversation}};
  for (auto& f : fields) page[f.name] = c.*f.where;
  if (!c.why_not.empty()) page["why_not"] = c.why_not;
  return page;
}

std::string text_in(const json::object& o, const char* name) {
  auto* v = o.if_contains(name);
  return v && v->is_string() ? std::string(v->get_string()) : std::string{};
}
std::uint64_t number_in(const json::object& o, const char* name) {
  auto* v = o.if_contains(name);
  return v && v->is_int64() ? static_cast<std::uint64_t>(v->get_int64()) : 0;
}
bool flag_in(const json::object& o, const char* name) {
  auto* v = o.if_contains(name);
  return v && v->is_bool() && v->get_bool();
}

/// The object that a text is, with the list of that name; null when it is none of ours.
const json::object* object_with(const json::value& v, const char* list_name) {
  auto* o = v.if_object();
  auto* rows = o ? o->if_contains(list_name) : nullptr;
  return rows && rows->is_array() ? o : nullptr;
}

json::array talks_page(const journal_part& p) {
  json::array talks;
  for (auto& t : p.talks) talks.push_back(page_of(t));
  return talks;
}

/// In a receipt: the ids of events are what is left.
json::array gone_page(const journal_part& p) {
  auto talks = talks_page(p);
  for (auto& t : talks) {
    auto& o = t.get_object();
    o["events_kept"] = o["events"];
    o.erase("events");
  }
  return talks;
}

json::object kept(const char* what, const char* why) { return {{"what", what}, {"why", why}}; }

/// What an erasure leaves, and why.
json::array all_kept(const receipt& r) {
  json::array rows{
      kept("ids of events",
           "numbers without words or names: no message that comes again is taken twice; they go "
           "by store.retention.events"),
      kept("the conversation's key, counters and place in the channel",
           "nothing that is read again is taken for new, and no text gets the identity of an "
           "earlier one; they go by store.retention.conversations"),
      kept("numbers, kinds, states and times of cases", "cases are counted without gaps"),
      kept("log files", "they hold ids of conversations, no texts and no names; whoever keeps "
                        "them decides"),
      kept("events of Discord that could not be read (dead letters of discord:gateway)",
           "nobody knows whose they are; flexcord dead-letters drop deletes them"),
      kept("what an external chatbot remembers", "it is another program's")};
  if (!r.journal.scrubbed)
    rows.push_back(kept("pages that the database has not yet written anew",
                        "PostgreSQL clears deleted rows by VACUUM in its own time, and its "
                        "write-ahead log and backups by their own age"));
  rows.push_back(r.with_twilio
                     ? kept("tasks, interactions and reports at Twilio",
                            "Flex forbids their deletion by others; Twilio drops interactions "
                            "after 180 days")
                     : kept("everything at Twilio", "it was not asked for (--twilio)"));
  rows.push_back(r.with_discord ? kept("the member's own messages in the direct messages",
                                       "Discord lets nobody delete another's")
                                : kept("the bot's messages in the direct messages",
                                       "it was not asked for (--discord)"));
  return rows;
}

} // namespace

std::string export_page(const person& p, std::int64_t at) {
  json::array talks;
  for (auto& t : p.talks) talks.push_back(page_of(t));
  return json::serialize(json::object{{"user", p.user},
                                      {"at", at},
                                      {"conversations", std::move(talks)},
                                      {"other_cases", pages_of(p.other_cases)},
                                      {"named_in", numbers_of(p.cases_of_others())},
                                      {"case_records", records_of(p)}}) +
         '\n';
}

talk_count count_of(const talk& t) {
  talk_count c;
  c.conversation = t.conversation;
  c.lines = t.all.transcript.size();
  c.links = t.all.links.size();
  c.names = t.all.names.size();
  if (t.all.record) {
    c.timers = t.all.record->timers.size();
    c.commands = t.all.record->outbox.size();
  }
  c.dead_letters = t.all.dead.size();
  c.cases = t.cases.size();
  c.events = t.all.events.size();
  c.why_not = why_not(t);
  return c;
}

talk_count count_of(const talk& t, const store::erased& gone) {
  const auto told = std::ranges::count_if(
      t.cases, [](const store::case_row& c) { return !c.reporter.empty() || !c.title.empty(); });
  return {t.conversation,    gone.lines,
          gone.links,        gone.names,
          gone.timers,       gone.commands,
          gone.dead_letters, static_cast<std::uint64_t>(told),
          gone.events_kept,  {}};
}

std::string journal_page(const journal_part& p) {
  return json::serialize(json::object{{"conversations", talks_page(p)},
                                      {"other_cases", p.other_cases},
                                      {"named_in", p.named_in},
                                      {"scrubbed", p.scrubbed}}) +
         '\n';
}

bool read_journal_page(std::string_view text, journal_part& to) {
  boost::system::error_code ec;
  auto page = json::parse(text, ec);
  auto* o = ec ? nullptr : object_with(page, "conversations");
  if (!o) return false;
  for (auto& row : o->at("conversations").get_array()) {
    auto* r = row.if_object();
    if (!r) return false;
    talk_count c;
    c.conversation = text_in(*r, "conversation");
    for (auto& f : fields) c.*f.where = number_in(*r, f.name);
    c.why_not = text_in(*r, "why_not");
    to.talks.push_back(std::move(c));
  }
  to.other_cases = number_in(*o, "other_cases");
  to.named_in = number_in(*o, "named_in");
  to.scrubbed = flag_in(*o, "scrubbed");
  return true;
}

std::string away_page(const away_part& p) {
  return json::serialize(json::object{{"deleted", list(p.deleted)},
                                      {"failed", p.failed},
                                      {"more", p.more},
                                      {"after", p.after},
                                      {"problem", p.problem}}) +
         '\n';
}

bool read_away_page(std::string_view text, away_part& to) {
  boost::system::error_code ec;
  auto page = json::parse(text, ec);
  auto* o = ec ? nullptr : object_with(page, "deleted");
  if (!o) return false;
  for (auto& id : o->at("deleted").get_array())
    if (id.is_string()) to.deleted.emplace_back(id.get_string());
  to.failed += number_in(*o, "failed");
  to.more = flag_in(*o, "more");
  to.after = text_in(*o, "after");
  to.problem = text_in(*o, "problem");
  return true;
}

std::string receipt_page(const receipt& r) {
  json::object deleted;
  if (r.journal_done)
    deleted["journal"] = json::object{{"conversations", gone_page(r.journal)},
                                      {"other_cases", r.journal.other_cases},
                                      {"named_in", r.journal.named_in},
                                      {"scrubbed", r.journal.scrubbed}};
  if (r.with_twilio) deleted["twilio"] = list(r.twilio.deleted);
  if (r.with_discord) deleted["discord"] = list(r.discord.deleted);
  json::object page{{"user", r.user},
                    {"at", r.at},
                    {"by", r.by},
                    {"complete", r.complete},
                    {"deleted", std::move(deleted)},
                    {"kept", all_kept(r)}};
  if (!r.problem.empty()) page["problem"] = r.problem;
  return json::serialize(page) + '\n';
}

} // namespace flexcord::actors::privacy
