#include "actors/twilio/attributes.hpp"
#include "actors/twilio/operation.hpp"
#include "net/http/message.hpp"

#include <algorithm>

namespace flexcord::actors::twilio {

namespace {

using net::twilio::rest;
constexpr int name_taken = 50353, participant_exists = 50433;

/// Conversation, participant, webhook: each made only when it is not there yet.
class open_desk_op : public operation {
public:
  open_desk_op(std::shared_ptr<flex_context> c, perform p)
      : operation(std::move(c), std::move(p), patience::handoff),
        open_(std::get<conversation::open_desk>(job().what.what)) {}

private:
  void attempt() override {
    if (!sid_.empty()) return add_user();
    if (must_look()) return find(false);
    create();
  }

  void impossible(const std::string& reason, const net::failure&) override {
    finish(conversation::desk_failed{open_.name, reason}, reason, sid_);
  }

  void create() {
    auto title = open_.case_number != 0 ? "Discord case " + std::to_string(open_.case_number)
                                        : "Discord: " + open_.user.name;
    auto attributes = conversation_attributes(job().key, open_.case_number, open_.user.name, false,
                                              case_url(open_.case_number));
    twilio().create_conversation(
        {open_.name, std::move(title), std::move(attributes)},
        then<net::twilio::conversation>([this](auto made) { found(std::move(made.sid)); },
                                        [this](const net::failure& f) {
                                          if (f.code != name_taken) return false;
                                          find(true);
                                          return true;
                                        }));
  }

  /// The unique name is ours alone: whatever has it was made by an earlier attempt.
  void find(bool taken) {
    auto use = [this](net::twilio::conversation c) {
      looked();
      if (c.state == "closed")
        return finish(conversation::desk_failed{open_.name, "gone"}, "gone", c.sid);
      found(std::move(c.sid));
    };
    auto absent = [this, taken](const net::failure& f) {
      if (!is_missing(f) || taken) return false;
      looked();
      create();
      return true;
    };
    twilio().get_conversation(open_.name, then<net::twilio::conversation>(use, absent));
  }

  void found(std::string sid) {
    sid_ = std::move(sid);
    progress();
    add_user();
  }

  void add_user() {
    if (user_there_) return find_webhook();
    auto there = [this] {
      user_there_ = true;
      find_webhook();
    };
    twilio().add_participant(
        sid_, user_identity(open_.user), participant_attributes(open_.user.name),
        then<net::twilio::participant>([there](const auto&) { there(); },
                                       [there](const net::failure& f) {
                                         if (f.code != participant_exists && f.http_status != 409)
                                           return false;
                                         there();
                                         return true;
                                       }));
  }

  void find_webhook() {
    const auto& base = context().deps.public_url;
    if (base.empty()) return opened();
    auto path = "/twilio/conversations?k=" + net::http::percent_encode(job().key);
    auto url = net::http::join_url(base, path);
    twilio().list_webhooks(sid_, then<std::vector<std::string>>(
                                     [this, url](const auto& there) { add_webhook(url, there); }));
  }

  void add_webhook(const std::string& url, const std::vector<std::string>& there) {
    if (std::ranges::find(there, url) != there.end()) return add_flow(there);
    twilio().add_webhook(sid_, url, then<rest::nothing>([this, there](auto) { add_flow(there); }));
  }

  /// Behind our own webhook, so that nothing of what the flow does is missed.
  void add_flow(const std::vector<std::string>& there) {
    const auto& flow = context().deps.studio_flow_sid;
    if (!job().desk.routed || flow.empty() || std::ranges::find(there, flow) != there.end())
      return opened();
    twilio().add_flow(sid_, flow, then<rest::nothing>([this](auto) { opened(); }));
  }

  void opened() {
    post_case_link(conversation_messages(twilio()), sid_, open_.case_number, [this] { done(); });
  }

  void done() { finish(conversation::desk_opened{open_.name, sid_}, "opened", sid_); }

  const conversation::open_desk& open_;
  std::string sid_;
  bool user_there_ = false;
};

} // namespace

operation_ptr make_open_desk(std::shared_ptr<flex_context> c, perform p) {
  return std::make_shared<open_desk_op>(std::move(c), std::move(p));
}

} // namespace flexcord::actors::twilio
