#include "actors/cases/hook_body.hpp"
#include "actors/cases/outbound.hpp"
#include "actors/discord/comment_form.hpp"
#include "actors/discord/news_actor.hpp"
#include "actors/node_impl.hpp"

namespace flexcord::actors {

namespace {

/// The outbound webhook of cases.
auto hook_doer(std::shared_ptr<const outbound_tools> tools) {
  return [tools](const case_doers::show_order& o, const cases::call_hook& c, case_outcome done) {
    auto name = "case:" + std::to_string(c.it.number) + ':' + std::to_string(o.id);
    call_outbound(
        tools, std::move(name), cases::hook_body(c, o.id), o.created,
        [mark = o] { return mark.is_taken_back(); },
        [done](std::string reason) { done({}, std::move(reason)); });
  };
}

} // namespace

void node::impl::spawn_cases(caf::actor_system& sys) {
  case_tools t;
  t.doers = make_case_doers();
  auto out = std::make_shared<outbound_tools>();
  *out = {rt.get(), http.get(),  settings.cases.webhook_url, settings.cases.webhook_secret,
          now,      random_share};
  hook_calls = out->calls;
  t.doers.hook = hook_doer(std::move(out));
  t.now = now;
  t.numbers = numbers.get();
  t.how.hook = !settings.cases.webhook_url.empty();
  t.reopen_within = settings.cases.reopen_within.count();
  cases = sys.spawn<cases_impl>(journal, std::move(t));
}

void node::impl::spawn_news(caf::actor_system& sys) {
  guild->push_back(discord::comment_desk(settings.routing.language));
  auto place = std::make_shared<news_state*>(nullptr);
  news = sys.spawn<news_impl>(news_tools{rt.get(), discord.get(), now, random_share}, router,
                              journal, place);
  tell_privately = [in_news = turns_of(news, place)](const cases::tell& t,
                                                     const case_doers::show_order& o, bool,
                                                     case_outcome done) {
    in_news([n = private_news{o, t, std::move(done)}](news_state& s) { s.tell(n); });
  };
}

} // namespace flexcord::actors
