#include "actors/cases/revise.hpp"

#include "actors/cases/machine.hpp"

namespace flexcord::cases {
namespace {

using revision = actors::record::revision<command>;

struct leaving_out {
  const std::string& person;
  const state &before, &next;

  bool theirs() const { return before.reporter.id == person; }

  revision operator()(show s) const { return redrawn(std::move(s)); }
  revision operator()(redraw r) const { return redrawn(std::move(r)); }
  revision operator()(tell t) const {
    if (t.whom.who.id == person) return {true, {}};
    // Whoever has no title of their own would be told theirs.
    if (!theirs() || t.title.empty() || t.title != before.title) return {};
    t.title.clear();
    return {false, std::move(t)};
  }
  revision operator()(const call_hook& h) const { return {h.reporter == person, {}}; }
  revision operator()(tell_case t) const {
    const auto gone =
        std::erase_if(t.listeners, [this](const listener& l) { return l.who.id == person; }) +
        std::erase(t.voters, person);
    if (gone == 0) return {};
    return {false, std::move(t)};
  }

  template <class Drawing>
  revision redrawn(Drawing d) const {
    auto now = picture_of(next);
    if (d.it == now) return {};
    d.it = std::move(now);
    return {false, std::move(d)};
  }
};

} // namespace

revision without(const std::string& person, const command& c, const state& before,
                 const state& next) {
  return std::visit(leaving_out{person, before, next}, c);
}

} // namespace flexcord::cases
