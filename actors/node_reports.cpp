#include "actors/node_impl.hpp"
#include "actors/reports_desk/doers.hpp"
#include "actors/reports_desk/values.hpp"
#include "actors/rules.hpp"

namespace flexcord::actors {

case_doers node::impl::make_case_doers() {
  auto tools = std::make_shared<discord::channel_tools>();
  *tools = {rt.get(), discord.get(), now, random_share, numbers.get()};
  const auto in = reports::language_of(settings.routing.language);
  case_doers d;
  d.show = [tools, in](const case_doers::show_order& o, const cases::show& s, bool maybe_done,
                       case_outcome done) {
    reports_desk::post_report(tools, o, s, maybe_done, in, std::move(done));
  };
  d.redraw = [tools, in](const case_doers::show_order& o, const cases::redraw& r,
                         case_outcome done) {
    reports_desk::redraw_report(tools, o, r, in, std::move(done));
  };
  d.tell = [this, tools](const case_doers::show_order& o, const cases::tell& t, bool maybe_done,
                         case_outcome done) {
    if (t.mention) {
      const auto said = reports_desk::in_known_language(t, settings.routing.language);
      return reports_desk::mention(tools, o, said, maybe_done, std::move(done));
    }
    if (tell_privately) return tell_privately(t, o, maybe_done, std::move(done));
    done({}, "closed");
  };
  return d;
}

void node::impl::spawn_reports(caf::actor_system& sys) {
  reports_tools t;
  t.rt = rt.get();
  t.discord = discord.get();
  t.now = now;
  t.numbers = numbers.get();
  t.bug_channel = settings.discord.bug_channel;
  t.feature_channel = settings.discord.feature_channel;
  t.gates = make_rules(settings).gates;
  t.language = settings.routing.language;
  auto address = std::make_shared<reports_state*>(nullptr);
  reports = sys.spawn<reports_impl>(std::move(t), journal, cases, address);
  auto in_reports = turns_of(reports, address);
  guild->push_back([in_reports](const net::discord::interaction& i, const guild_turn& turn) {
    if (!reports_state::is_ours(i)) return false;
    in_reports([i, turn](reports_state& s) { s.take(i, turn); });
    return true;
  });
}

} // namespace flexcord::actors
