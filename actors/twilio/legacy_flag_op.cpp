#include "actors/twilio/legacy_attributes.hpp"
#include "actors/twilio/legacy_operation.hpp"

namespace flexcord::actors::twilio {

namespace {

using net::twilio::chat_channel;

/// Writes the wish for an agent into the channel's attributes, unless it stands there: the flow
/// looks for it with the next message that it hears.
class legacy_flag_op : public legacy_operation {
public:
  legacy_flag_op(std::shared_ptr<flex_context> c, perform p)
      : legacy_operation(std::move(c), std::move(p), patience::handoff),
        flag_(std::get<conversation::flag_request>(job().what.what)) {}

private:
  void attempt() override {
    if (desk_sid().empty()) return finish_undeliverable("gone");
    chat().get_channel(
        desk_sid(), then<chat_channel>([this](const chat_channel& c) {
          auto wanted = attributes_wanting_agent(c.attributes, case_url(flag_.case_number));
          if (same_json(wanted, c.attributes)) return finish_delivered();
          chat().set_channel_attributes(
              desk_sid(), wanted, then<chat_channel>([this](const auto&) { finish_delivered(); }));
        }));
  }

  void impossible(const std::string& reason, const net::failure&) override {
    finish_undeliverable(reason);
  }

  const conversation::flag_request& flag_;
};

} // namespace

operation_ptr make_legacy_flag(std::shared_ptr<flex_context> c, perform p) {
  return std::make_shared<legacy_flag_op>(std::move(c), std::move(p));
}

} // namespace flexcord::actors::twilio
