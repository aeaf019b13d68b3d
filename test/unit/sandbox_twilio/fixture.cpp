#include "fixture.hpp"

#include "flows.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <future>
#include <stdexcept>

namespace flexcord::test {

namespace {

// Only ever reached by a failure.
constexpr std::chrono::seconds patience{20};

const json::value* find(const json::value& all, std::string_view path) {
  const auto* at = &all;
  while (at && !path.empty()) {
    auto part = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), part.size() + 1));
    if (const auto* list = at->if_array()) {
      auto index = static_cast<std::size_t>(std::stoul(std::string(part)));
      at = index < list->size() ? &(*list)[index] : nullptr;
    } else {
      at = at->is_object() ? at->get_object().if_contains(part) : nullptr;
    }
  }
  return at;
}

} // namespace

std::string answer::at(std::string_view path) const {
  const auto* found = find(body, path);
  if (!found) return "(none)";
  return found->is_string() ? std::string(found->get_string()) : json::serialize(*found);
}

std::size_t answer::size(std::string_view path) const {
  const auto* found = find(body, path);
  return found && found->is_array() ? found->get_array().size() : 0;
}

twilio_fixture::twilio_fixture() : client(rt), host(rt, client), service(host), bot(host) {
  auto routes = host.control_routes();
  for (auto& r : service.routes()) routes.push_back(std::move(r));
  for (auto& r : bot.routes()) routes.push_back(std::move(r));
  routes.push_back(receiver());
  server_.emplace(rt, net::http::server_options{}, std::move(routes));
  auto port = server_->start();
  if (!port) throw std::runtime_error("the test server does not start");
  host.listening_on("127.0.0.1", *port);
}

twilio_fixture::~twilio_fixture() {
  host.stop();
  {
    const std::lock_guard lock(mutex_);
    held_.clear();
  }
  server_->stop(std::chrono::milliseconds(100));
  client.stop();
  rt.stop();
}

net::http::route twilio_fixture::receiver() {
  auto take = [this](net::http::incoming in, net::http::responder out) {
    std::pair<int, std::string> reply{204, {}};
    {
      const std::lock_guard lock(mutex_);
      if (auto at = answers_.find(std::string(in.capture("name"))); at != answers_.end())
        reply = at->second;
      if (reply.first == 0) held_.push_back(out);
      auto parameters = in.method == "GET" ? in.query : net::http::parse_form(in.body);
      hooks_.push_back({std::move(in), std::move(parameters)});
      change_.notify_all();
    }
    if (reply.first != 0) out(reply.first, reply.second, "application/json");
  };
  net::http::route r;
  r.method = "*";
  r.path = "/hook/{name}";
  r.handle = take;
  return r;
}

answer twilio_fixture::send(net::http::request r) {
  std::promise<answer> promise;
  auto future = promise.get_future();
  client.send(std::move(r), {}, [&promise](net::result<net::http::response> got) {
    answer a;
    if (got) {
      a.status = got->status;
      a.headers = got->headers;
      a.text = got->body;
      boost::system::error_code error;
      a.body = json::parse(a.text, error);
    }
    promise.set_value(std::move(a));
  });
  return future.get();
}

answer twilio_fixture::rest(std::string method, const std::string& path, const form& fields,
                            bool with_hooks) {
  net::http::request r;
  r.method = std::move(method);
  r.url = path.starts_with("http") ? path : base() + path;
  // The account's SID and auth token.
  r.headers = {{"Authorization",
                "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTpzYW5kYm94LWF1dGgtdG9rZW4="},
               {"X-Twilio-Webhook-Enabled", with_hooks ? "true" : "false"}};
  if (!fields.empty()) {
    r.headers.set("Content-Type", "application/x-www-form-urlencoded");
    r.body = net::http::encode_form(fields);
  }
  return send(std::move(r));
}

answer twilio_fixture::control(std::string method, const std::string& path,
                               const std::string& body) {
  net::http::request r;
  r.method = std::move(method);
  r.url = base() + "/_sandbox" + path;
  r.headers = {{"Content-Type", "application/json"}};
  r.body = body;
  return send(std::move(r));
}

void twilio_fixture::advance(std::int64_t ms) {
  control("POST", "/clock", "{\"advance_ms\":" + std::to_string(ms) + "}");
}

std::vector<received_hook> twilio_fixture::hooks(std::string_view event, std::size_t count) {
  std::unique_lock lock(mutex_);
  std::vector<received_hook> found;
  change_.wait_for(lock, patience, [&] {
    found.clear();
    std::copy_if(hooks_.begin(), hooks_.end(), std::back_inserter(found),
                 [&](const received_hook& h) { return h.event() == event; });
    return found.size() >= count;
  });
  return found;
}

std::size_t twilio_fixture::hooks_so_far() {
  const std::lock_guard lock(mutex_);
  return hooks_.size();
}

void twilio_fixture::answer_hooks(const std::string& name, int status, const std::string& body) {
  const std::lock_guard lock(mutex_);
  answers_[name] = {status, body};
}

answer twilio_fixture::executions(const std::string& conversation, std::size_t count) {
  const auto limit = std::chrono::steady_clock::now() + patience;
  std::string seen = "0";
  for (;;) {
    auto shown = control("GET", "/studio?conversation=" + conversation);
    std::size_t resting = 0;
    for (std::size_t i = 0; i < shown.size("executions"); ++i) {
      const auto one = "executions." + std::to_string(i);
      if (shown.at(one + ".status") == "ended" || shown.at(one + ".stuck") == "true") ++resting;
    }
    if (resting >= count || std::chrono::steady_clock::now() > limit) return shown;
    seen = control("GET", "/events?since=" + seen + "&timeout_ms=1000").at("next");
  }
}

std::string twilio_fixture::publish_flow(const std::string& plane) {
  return rest("POST", "/studio/v2/Flows",
              {{"FriendlyName", "flexcord"},
               {"Status", "published"},
               {"Definition", shipped_flow(plane, base() + "/hook")}})
      .at("sid");
}

std::string twilio_fixture::new_conversation(const std::string& unique_name) {
  auto sid = rest("POST", service_path("/Conversations"), {{"UniqueName", unique_name}}).at("sid");
  rest("POST", service_path("/Conversations/" + sid + "/Participants"),
       {{"Identity", "discord-42"}});
  form hook{{"Target", "webhook"},
            {"Configuration.Method", "post"},
            {"Configuration.Url", hook_url("talk") + "?k=discord%3A42"}};
  for (auto filter :
       {"onMessageAdded", "onMessageUpdated", "onMessageRemoved", "onParticipantAdded",
        "onParticipantRemoved", "onConversationStateUpdated", "onConversationRemoved"})
    hook.emplace_back("Configuration.Filters", filter);
  rest("POST", service_path("/Conversations/" + sid + "/Webhooks"), hook);
  return sid;
}

std::string twilio_fixture::new_agent(const std::string& name) {
  return control("POST", "/agents", "{\"name\":\"" + name + "\",\"full_name\":\"Mike Agent\"}")
      .at("id");
}

answer twilio_fixture::open_interaction(const std::string& conversation,
                                        const std::string& attributes) {
  auto opened = rest(
      "POST", "/flex-api/v1/Interactions",
      {{"Channel",
        R"({"type":"web","initiated_by":"customer","properties":{"media_channel_sid":")" +
            conversation + "\"}}"},
       {"Routing",
        R"({"type":"TaskRouter","properties":{"workspace_sid":"WS00000000000000000000000000000003","workflow_sid":"WW00000000000000000000000000000004","task_channel_unique_name":"chat","attributes":)" +
            attributes + "}}"}});
  // The set-up takes 50 ms of the sandbox's clock.
  advance(1000);
  return opened;
}

} // namespace flexcord::test
