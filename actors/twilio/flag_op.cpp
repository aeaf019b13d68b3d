#include "actors/twilio/attributes.hpp"
#include "actors/twilio/operation.hpp"

namespace flexcord::actors::twilio {

namespace {

/// Tells the desk's flow, by an attribute of the conversation, that a person is wanted. The flow
/// asks for it with the next message that it hears.
class flag_op : public operation {
public:
  flag_op(std::shared_ptr<flex_context> c, perform p)
      : operation(std::move(c), std::move(p), patience::handoff),
        flag_(std::get<conversation::flag_request>(job().what.what)) {}

private:
  void attempt() override {
    if (desk_sid().empty()) return finish_undeliverable("gone");
    auto attributes = conversation_attributes(job().key, flag_.case_number, flag_.user.name, true,
                                              case_url(flag_.case_number));
    twilio().set_attributes(desk_sid(), attributes,
                            then<net::twilio::rest::nothing>([this](auto) { finish_delivered(); }));
  }

  void impossible(const std::string& reason, const net::failure&) override {
    finish_undeliverable(reason);
  }

  const conversation::flag_request& flag_;
};

} // namespace

operation_ptr make_flag(std::shared_ptr<flex_context> c, perform p) {
  return std::make_shared<flag_op>(std::move(c), std::move(p));
}

} // namespace flexcord::actors::twilio
