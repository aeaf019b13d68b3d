#include "actors/cases/hook_body.hpp"
#include "actors/cases/outbound.hpp"
#include "actors/node_impl.hpp"

namespace flexcord::actors {

namespace {

/// The outbound webhook of cases.
auto hook_doer(std::shared_ptr<const outbound_tools> tools) {
  return [tools](const case_doers::show_order& o, const cases::call_hook& c, case_outcome done) {
    call_outbound(tools, cases::hook_body(c, o.id), o.created,
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
  t.doers.hook = hook_doer(std::move(out));
  t.now = now;
  t.numbers = numbers.get();
  t.how.hook = !settings.cases.webhook_url.empty();
  t.reopen_within = settings.cases.reopen_within.count();
  cases = sys.spawn<cases_impl>(journal, std::move(t));
}

} // namespace flexcord::actors
