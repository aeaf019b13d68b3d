#include "actors/twilio/flex_actor.hpp"

#include "actors/twilio/context.hpp"
#include "actors/twilio/legacy_operation.hpp"
#include "actors/twilio/operation.hpp"

#include <caf/typed_event_based_actor.hpp>

namespace flexcord::actors::twilio {

namespace {

struct maker {
  std::shared_ptr<flex_context> context;
  perform p;
  operation_ptr operator()(const conversation::open_desk&) { return make_open_desk(context, p); }
  operation_ptr operator()(const conversation::backfill&) { return make_backfill(context, p); }
  operation_ptr operator()(const conversation::post&) { return make_post(context, p); }
  operation_ptr operator()(const conversation::edit_post&) { return make_edit_post(context, p); }
  operation_ptr operator()(const conversation::delete_post&) {
    return make_delete_post(context, p);
  }
  operation_ptr operator()(const conversation::invite&) { return make_invite(context, p); }
  operation_ptr operator()(const conversation::look&) { return make_look(context, p); }
  operation_ptr operator()(const conversation::flag_request&) { return make_flag(context, p); }
  operation_ptr operator()(const conversation::close_desk&) { return make_close_desk(context, p); }
  template <class T>
  operation_ptr operator()(const T&) {
    return nullptr;
  }
};

/// True for what the user says where a flow decides.
bool routed_text(const perform& p) {
  auto* said = std::get_if<conversation::post>(&p.what.what);
  return said != nullptr && p.desk.routed && said->by == conversation::author::user;
}

flex_actor::behavior_type flex(flex_actor::pointer self, std::shared_ptr<flex_context> context) {
  self->attach_functor([context] { context->stop(); });
  return {[context](const perform& p) {
    auto op = make_operation(context, p);
    if (op) return op->start();
    // Not for the desk: a mistake of whoever sent it.
    log::error("flex", "command-misrouted",
               {{"conv", p.key}, {"command", conversation::name_of(p.what.what)}});
    context->count("misrouted");
  }};
}

} // namespace

operation_ptr make_operation(std::shared_ptr<flex_context> c, perform p) {
  // A desk keeps the plane that it began on.
  if (p.desk.plane == "legacy-chat" && c->deps.legacy != nullptr) {
    legacy_options options;
    options.route = routed_text(p);
    options.taken_up_within = c->deps.timing.flow_limit;
    return make_legacy_operation(std::move(c), std::move(p), options);
  }
  maker m{std::move(c), std::move(p)};
  const auto& what = m.p.what.what;
  return std::visit(m, what);
}

flex_actor spawn_flex(caf::actor_system& system, flex_dependencies dependencies) {
  auto context = std::make_shared<flex_context>(std::move(dependencies));
  context->begin(system);
  return system.spawn(flex, std::move(context));
}

} // namespace flexcord::actors::twilio
