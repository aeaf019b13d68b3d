#include "actors/conversation/record.hpp"
#include "actors/node_impl.hpp"
#include "config/log.hpp"

namespace flexcord::actors {

void node::impl::set_timers() {
  constexpr std::size_t rows_a_page = 10'000;
  auto reader = ask_journal();
  timer_list page;
  do {
    list_timers wanted{{}, {}, rows_a_page};
    if (!page.rows.empty()) {
      wanted.conversation = page.rows.back().conversation;
      wanted.kind = page.rows.back().timer.kind;
    }
    page = reader.ask<timer_list>(std::move(wanted));
    for (auto& r : page.rows)
      if (auto which = timer_named(r.timer.kind))
        caf::anon_send(
            clock, set_timer{std::move(r.conversation), *which, r.timer.generation, r.timer.due});
  } while (page.rows.size() == rows_a_page);
}

void node::impl::wake_unfinished() {
  auto unfinished = ask_journal().ask<key_list>(list_unfinished{});
  log::info("node", "unfinished", {{"conversations", unfinished.keys.size()}});
  for (auto& key : unfinished.keys)
    if (const auto number = cases::number_in(key))
      caf::anon_send(cases, wake_case{number});
    else
      caf::anon_send(router, wake_conversation{std::move(key)});
}

node::started node::impl::listen() {
  auto tools = std::make_shared<edge_tools>();
  *tools = {rt.get(),
            settings,
            now,
            numbers.get(),
            &system->metrics(),
            state,
            store_state,
            names,
            chat.get(),
            {discord.get(), twilio.get(), chat.get(), settings.http.public_url},
            {}};
  auto person_ptr = std::make_shared<privacy_state*>(nullptr);
  privacy =
      system->spawn<privacy_impl>(privacy_tools{rt.get(), discord.get(), twilio.get(), chat.get(),
                                                settings.twilio.plane == "legacy-chat", now},
                                  router, journal, person_ptr);
  tools->in_privacy = turns_of(privacy, person_ptr);
  tools->in_flow = turns_of(flow, flow_ptr);
  tools->shelf = articles.shelf;
  tools->articles = articles.counts;
  tools->guild = guild;
  auto state_ptr = std::make_shared<edge_state*>(nullptr);
  edge = system->spawn<edge_impl>(std::shared_ptr<const edge_tools>(tools), router, journal,
                                  chatbot, state_ptr);
  edge_access in_edge = turns_of(edge, state_ptr);
  net::http::server_options o;
  o.address = settings.http.address;
  o.port = settings.http.port;
  o.max_connections = settings.http.max_connections;
  o.on_reject = [this](std::string_view why) { numbers->webhook_reject("any", why); };
  server = std::make_unique<net::http::server>(*rt, std::move(o), edge_routes(tools, in_edge));
  auto port = server->start();
  if (!port)
    return {"http: cannot listen on " + settings.http.address + ":" +
                std::to_string(settings.http.port) + ": " + port.error().detail,
            0};
  return {{}, *port};
}

} // namespace flexcord::actors
