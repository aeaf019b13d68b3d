#include "actors/twilio/legacy_operation.hpp"

#include "actors/twilio/legacy_attributes.hpp"
#include "actors/twilio/posting.hpp"
#include "actors/twilio/tasks.hpp"
#include "net/twilio/json.hpp"

#include <algorithm>

namespace flexcord::actors::twilio {

namespace {

struct maker {
  std::shared_ptr<flex_context> context;
  perform p;
  legacy_options options;

  std::shared_ptr<message_api> messages() const { return legacy_messages(*context->deps.legacy); }
  operation_ptr operator()(const conversation::open_desk&) { return make_legacy_open(context, p); }
  operation_ptr operator()(const conversation::backfill&) {
    return make_copied_transcript(context, p, messages());
  }
  operation_ptr operator()(const conversation::post&) {
    return make_legacy_post(context, p, options);
  }
  operation_ptr operator()(const conversation::edit_post&) {
    return make_copies_changed(context, p, messages());
  }
  operation_ptr operator()(const conversation::delete_post&) {
    return make_copies_changed(context, p, messages());
  }
  operation_ptr operator()(const conversation::invite&) {
    return make_legacy_await(context, p, options.taken_up_within);
  }
  operation_ptr operator()(const conversation::flag_request&) {
    return make_legacy_flag(context, p);
  }
  operation_ptr operator()(const conversation::look&) { return make_legacy_look(context, p); }
  operation_ptr operator()(const conversation::close_desk&) {
    return make_legacy_close(context, p);
  }
  template <class T>
  operation_ptr operator()(const T&) {
    return nullptr;
  }
};

int rank(const net::twilio::task& t) {
  if (is_assigned(t)) return 0;
  return t.assignment_status == "reserved" ? 1 : 2;
}

} // namespace

operation_ptr make_legacy_operation(std::shared_ptr<flex_context> c, perform p,
                                    legacy_options options) {
  maker m{std::move(c), std::move(p), options};
  const auto& what = m.p.what.what;
  return std::visit(m, what);
}

std::string legacy_operation::webhook_path() const { return channel_webhook_path(job().key); }

std::vector<net::twilio::task> channel_tasks(std::vector<net::twilio::task> all,
                                             const std::string& channel) {
  std::erase_if(all, [&](const net::twilio::task& t) {
    return net::twilio::attribute(t.attributes, "channelSid") != channel;
  });
  return all;
}

std::vector<net::twilio::task> open_channel_tasks(const std::vector<net::twilio::task>& all,
                                                  const std::string& channel) {
  auto open = channel_tasks(all, channel);
  std::erase_if(open, [](const auto& t) { return !is_waiting(t) && !is_assigned(t); });
  std::ranges::stable_sort(open, {}, rank);
  return open;
}

} // namespace flexcord::actors::twilio
