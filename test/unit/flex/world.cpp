#include "test/unit/flex/world.hpp"

#include <caf/init_global_meta_objects.hpp>
#include <caf/send.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <algorithm>

namespace flexcord::test {

namespace {

using namespace actors;

caf::actor_system_config& prepared(caf::actor_system_config& c) {
  static const bool once = [] {
    caf::init_global_meta_objects<caf::id_block::flexcord>();
    return true;
  }();
  static_cast<void>(once);
  c.set("caf.scheduler.max-threads", 1);
  return c;
}

conversation_actor::behavior_type listener(std::shared_ptr<surroundings> s) {
  return {[s](const envelope& e) -> caf::result<void> {
            std::lock_guard lock(s->mutex);
            if (s->envelopes_to_refuse > 0 && e.completes == 0) {
              --s->envelopes_to_refuse;
              return caf::make_error(caf::sec::runtime_error);
            }
            s->heard.push_back(e);
            s->changed.notify_all();
            return caf::unit;
          },
          [](wake) {}, [](passivate) { return false; },
          [](const erase_conversation&) { return erase_outcome{}; }};
}

journal_actor::behavior_type book(std::shared_ptr<surroundings> s) {
  return {[](const store::step&) { return commit_verdict{}; },
          [](const load_conversation&) { return loaded_conversation{}; },
          [](list_unfinished) { return key_list{}; },
          [](const list_timers&) { return timer_list{}; },
          [](const list_recent&) { return recent_list{}; },
          [](const bury&) {},
          [](const list_dead_letters&) { return dead_letter_list{}; },
          [](const find_dead_letter&) { return found_dead_letter{}; },
          [](const drop_dead_letter&) { return false; },
          [](const read_history&) { return found_history{}; },
          [s](const read_transcript&) -> caf::result<transcript_lines> {
            std::lock_guard lock(s->mutex);
            if (s->journal_refusals > 0 && s->journal_refusals--)
              return caf::make_error(caf::sec::runtime_error);
            return transcript_lines{s->lines};
          },
          [s](const read_links& q) {
            std::lock_guard lock(s->mutex);
            link_list found;
            for (auto& row : s->links)
              if (row.user_id == q.id) found.rows.push_back(row);
            return found;
          },
          [](const find_alias&) { return alias_target{}; },
          [](const new_case&) { return case_number{}; },
          [](const find_case&) { return found_case{}; },
          [](const read_case_facts&) { return case_facts_row{}; },
          [](const list_cases&) { return listed_cases{}; },
          [](const read_timeline&) { return timeline_rows{}; },
          [](const read_value&) { return stored_value{}; },
          [](const write_value&) {},
          [](read_counts) { return journal_counts{}; },
          [](const forget_page&) { return forgotten_page{}; },
          [](const list_conversations&) { return recent_list{}; },
          [](const read_everything&) { return everything_stored{}; },
          [](const read_cases&) { return case_list{}; },
          [](const erase_stored&) { return erased_rows{}; },
          [](const scrub_store&) { return true; },
          [](caf::unit_t) {}};
}

} // namespace

world::world() : system_(prepared(config_)) {
  settings_.account_sid = "AC1";
  settings_.auth_token = config::secret("token");
  settings_.service_sid = "IS1";
  settings_.workspace_sid = "WS1";
  settings_.workflow_sid = "WW1";
  settings_.flex_flow_sid = "FO1";
  for (auto* url : {&settings_.conversations_url, &settings_.flex_url, &settings_.media_url,
                    &settings_.taskrouter_url, &settings_.chat_url})
    *url = fake.url;
  rest_ = std::make_unique<net::twilio::rest>(rt, client_, settings_);
  legacy_ = std::make_unique<net::twilio::legacy>(rt, client_, settings_);
  names = std::make_shared<twilio::name_book>(rt, *rest_);
  journal_ = system_.spawn(book, around);
  conversation_ = system_.spawn(listener, around);
  twilio::flex_dependencies d{
      .rt = rt, .twilio = *rest_, .legacy = legacy_.get(), .journal = journal_};
  d.fetch_file = [this](const std::string& place, std::uint64_t, auto done) {
    auto found = files.find(place);
    if (found != files.end()) return done(found->second);
    done(net::failure{net::failure_kind::refused, 404, 0, std::nullopt, "fetch"});
  };
  d.now_ms = [this] { return now; };
  d.public_url = "https://example.test";
  d.names = names;
  d.count = [s = around](std::string_view outcome) {
    std::lock_guard lock(s->mutex);
    s->counted.emplace_back(outcome);
  };
  d.case_url = [this](std::uint64_t number, std::int64_t asked) {
    if (case_page.empty()) return std::string{};
    return case_page + std::to_string(number) + "?e=" + std::to_string(asked);
  };
  d.timing.retry = {twilio::milliseconds{2}, twilio::milliseconds{10}};
  d.timing.look_every = d.timing.first_poll = d.timing.longest_poll = twilio::milliseconds{2};
  d.timing.look_for = twilio::milliseconds{20};
  d.timing.settles_after = twilio::milliseconds{20};
  legacy_context_ = std::make_shared<twilio::flex_context>(d);
  legacy_context_->begin(system_);
  flex_ = twilio::spawn_flex(system_, std::move(d));
}

world::~world() {
  end_flex();
  caf::anon_send_exit(journal_, caf::exit_reason::user_shutdown);
  caf::anon_send_exit(conversation_, caf::exit_reason::user_shutdown);
  rest_->stop();
  legacy_->stop();
  client_.stop();
}

void world::end_flex() {
  legacy_context_->stop();
  caf::anon_send_exit(flex_, caf::exit_reason::user_shutdown);
}

void world::send(conversation::command c) {
  perform p;
  p.key = "discord:1";
  p.what = {same_order ? next_order_ - 1 : next_order_++, created, "trace", std::move(c)};
  p.maybe_done = maybe_done;
  p.user = user;
  p.desk = desk;
  p.reply_to = conversation_;
  if (!on_legacy) return caf::anon_send(flex_, p);
  twilio::make_legacy_operation(legacy_context_, std::move(p), *on_legacy)->start();
}

envelope world::run(conversation::command c) {
  const auto id = same_order ? next_order_ - 1 : next_order_;
  const auto before = heard();
  send(std::move(c));
  std::unique_lock lock(around->mutex);
  auto done = [&] { return around->heard.size() > before && around->heard.back().completes == id; };
  // Only a limit for a test that fails: the envelope then says that nothing came.
  if (!around->changed.wait_for(lock, std::chrono::seconds(30), done)) return {};
  return around->heard.back();
}

fake_conversation& world::opened() {
  std::lock_guard lock(fake.mutex);
  fake.state.conversations.push_back({"CH1", "fc-1", "active", {}, {"discord-42"}, {}, {}});
  desk.conversation = "CH1";
  return fake.state.conversations.back();
}

fake_channel& world::channel() {
  std::lock_guard lock(fake.mutex);
  fake_channel c;
  c.sid = "CH1";
  c.attributes = R"({"from":"1","status":"ACTIVE","fc":{"key":"discord:1","name":"fc-1"}})";
  c.members = {"discord-42"};
  fake.state.users["discord-42"] = "Ana";
  fake.state.channels.push_back(std::move(c));
  desk.conversation = "CH1";
  return fake.state.channels.back();
}

fake_interaction& world::invited() {
  std::lock_guard lock(fake.mutex);
  fake.state.interactions.push_back({"KD1", "UO1", "WT1", "CH1", {}, "active", "pending", 0, 0});
  desk.interaction = "KD1";
  desk.channel = "UO1";
  desk.task = "WT1";
  return fake.state.interactions.back();
}

std::size_t world::counted(const std::string& outcome) {
  std::lock_guard lock(around->mutex);
  return static_cast<std::size_t>(std::ranges::count(around->counted, outcome));
}

std::size_t world::heard() {
  std::lock_guard lock(around->mutex);
  return around->heard.size();
}

} // namespace flexcord::test
