#include "actors/twilio/message_api.hpp"

namespace flexcord::actors::twilio {

namespace {

using nothing = net::twilio::rest::nothing;

class of_conversations final : public message_api {
public:
  explicit of_conversations(net::twilio::rest& api) : api_(api) {}
  void list(const std::string& desk, std::int64_t after,
            callback<std::vector<message>> done) override {
    api_.list_messages(desk, after, std::move(done));
  }
  void newest(const std::string& desk, int count, callback<std::vector<message>> done) override {
    api_.newest_messages(desk, count, std::move(done));
  }
  void create(const std::string& desk, net::twilio::new_message m, bool heard,
              callback<message> done) override {
    m.heard = heard;
    api_.create_message(desk, std::move(m), std::move(done));
  }
  void update(const std::string& desk, const std::string& sid, const std::string& body,
              callback<message> done) override {
    api_.update_message(desk, sid, body, std::move(done));
  }
  void remove(const std::string& desk, const std::string& sid, callback<nothing> done) override {
    api_.delete_message(desk, sid, std::move(done));
  }

private:
  net::twilio::rest& api_;
};

class of_channels final : public message_api {
public:
  explicit of_channels(net::twilio::legacy& api) : api_(api) {}
  void list(const std::string& desk, std::int64_t after,
            callback<std::vector<message>> done) override {
    api_.list_messages(desk, after, std::move(done));
  }
  void newest(const std::string& desk, int count, callback<std::vector<message>> done) override {
    api_.newest_messages(desk, count, std::move(done));
  }
  void create(const std::string& desk, net::twilio::new_message m, bool heard,
              callback<message> done) override {
    api_.create_message(desk, std::move(m), heard, std::move(done));
  }
  void update(const std::string& desk, const std::string& sid, const std::string& body,
              callback<message> done) override {
    api_.update_message(desk, sid, body, std::move(done));
  }
  void remove(const std::string& desk, const std::string& sid, callback<nothing> done) override {
    api_.delete_message(desk, sid, std::move(done));
  }

private:
  net::twilio::legacy& api_;
};

} // namespace

std::shared_ptr<message_api> conversation_messages(net::twilio::rest& api) {
  return std::make_shared<of_conversations>(api);
}

std::shared_ptr<message_api> legacy_messages(net::twilio::legacy& api) {
  return std::make_shared<of_channels>(api);
}

} // namespace flexcord::actors::twilio
