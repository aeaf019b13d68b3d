#pragma once
#include "net/twilio/legacy.hpp"
#include "net/twilio/rest.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace flexcord::actors::twilio {

/// What each of Twilio's APIs can do with a desk's messages. What it stands on outlives it.
class message_api {
public:
  using message = net::twilio::message;
  template <class T>
  using callback = net::twilio::rest::callback<T>;

  virtual ~message_api() = default;
  virtual void list(const std::string& desk, std::int64_t after_index,
                    callback<std::vector<message>> done) = 0;
  virtual void newest(const std::string& desk, int count, callback<std::vector<message>> done) = 0;
  /// `heard`: the flow at the desk is to hear of it.
  virtual void create(const std::string& desk, net::twilio::new_message m, bool heard,
                      callback<message> done) = 0;
  virtual void update(const std::string& desk, const std::string& sid, const std::string& body,
                      callback<message> done) = 0;
  virtual void remove(const std::string& desk, const std::string& sid,
                      callback<net::twilio::rest::nothing> done) = 0;
};

std::shared_ptr<message_api> conversation_messages(net::twilio::rest& api);
std::shared_ptr<message_api> legacy_messages(net::twilio::legacy& api);

} // namespace flexcord::actors::twilio
