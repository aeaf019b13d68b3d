#include "config/test_tools.hpp"
#include "config/crash_point.hpp"
#include "config/load.hpp"
#include "config/schema.hpp"
#include "config/url.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace flexcord::config {
namespace {

constexpr std::string_view clock_option = "--test-clock", crash_option = "--test-crash";
constexpr const char* clock_form = "--test-clock=HOST:PORT of a sandbox on this machine";

std::string crash_form() {
  std::string form = "--test-crash=POINT:N, with N from 1 and POINT one of";
  for (auto& p : crash::points) form += ' ' + std::string{p.name};
  return form;
}

using problems = std::vector<problem>;

void add(problems& p, std::string_view path, std::string what, std::string expected) {
  p.push_back({std::string{path}, std::move(what), std::move(expected)});
}

/// What follows `name=`; nothing when the argument is another option.
std::optional<std::string> value_of(const std::string& argument, std::string_view name) {
  if (!argument.starts_with(name)) return {};
  const auto rest = std::string_view{argument}.substr(name.size());
  if (rest.empty()) return std::string{};
  if (rest.front() != '=') return {};
  return std::string{rest.substr(1)};
}

void take_clock(const std::string& value, test_tools& tools, problems& p) {
  const auto url = split_url("ws://" + value);
  if (!url || url->port.empty() || !url->path.empty() || url->has_query)
    return add(p, clock_option, "is not the address of a sandbox", clock_form);
  if (!is_loopback(url->host)) return add(p, clock_option, "is not on this machine", clock_form);
  tools.clock = value;
}

void take_crash(const std::string& value, test_tools& tools, problems& p) {
  const auto colon = std::min(value.find(':'), value.size());
  const auto name = value.substr(0, colon);
  std::uint64_t n = 0;
  const auto* end = value.data() + value.size();
  const auto* digits = value.data() + std::min(colon + 1, value.size());
  const auto [at, error] = std::from_chars(digits, end, n);
  if (crash::point_named(name) == crash::point::none || error != std::errc{} || at != end || n == 0)
    return add(p, crash_option, "is not a point and a number", crash_form());
  tools.crash_point = name;
  tools.crash_at = n;
}

/// Does a node with these settings call the URL of that key?
bool in_use(std::string_view path, const settings& s) {
  if (path == "http.public-url" || path == "store.url") return false; // ours; judged by itself
  if (path == "twilio.studio-url") return false; // a node calls no Studio; it is called
  if (path == "twilio.chat-url")                 // a talk that began there ends there
    return s.twilio.enabled() &&
           (s.twilio.plane == "legacy-chat" || !s.twilio.flex_flow_sid.empty());
  if (path.starts_with("twilio.")) return s.twilio.enabled();
  if (path == "cases.webhook-url") return !s.cases.webhook_url.empty();
  if (path == "chatbot.url") return s.chatbot.kind != "knowledge";
  return true;
}

bool host_is_here(std::string_view host) {
  if (host.starts_with('[')) return is_loopback(host.substr(1, host.find(']') - 1));
  return is_loopback(host.substr(0, host.find(':')));
}

} // namespace

bool database_is_here(const std::string& url) {
  if (url.starts_with("sqlite:")) return true;
  const auto begin = url.find("://");
  if (begin == std::string::npos) return false;
  std::string_view rest{url};
  rest.remove_prefix(begin + 3);
  // Parameters may name another host than the one in front.
  for (auto* word : {"host", "service"})
    if (rest.find('?') != rest.npos && rest.find(word, rest.find('?')) != rest.npos) return false;
  auto hosts = rest.substr(0, rest.find_first_of("/?"));
  if (const auto at = hosts.rfind('@'); at != hosts.npos) hosts.remove_prefix(at + 1);
  for (;;) {
    const auto comma = hosts.find(',');
    if (!host_is_here(hosts.substr(0, comma))) return false;
    if (comma == hosts.npos) return true;
    hosts.remove_prefix(comma + 1);
  }
}

bool take_test_option(const std::string& argument, test_tools& tools, std::vector<problem>& wrong) {
  if (auto clock = value_of(argument, clock_option)) {
    take_clock(*clock, tools, wrong);
    return true;
  }
  if (auto crash = value_of(argument, crash_option)) {
    take_crash(*crash, tools, wrong);
    return true;
  }
  return false;
}

void check_test_tools(loaded& l) {
  if (!l.tests.crash_point.empty() && l.tests.clock.empty())
    add(l.problems, crash_option, "works with --test-clock only", clock_form);
  if (l.tests.clock.empty()) return;
  for (const auto& k : keys()) {
    if (!k.path.ends_with("url") || !in_use(k.path, l.values)) continue;
    const auto& text = *std::get<std::string*>(k.in(l.values));
    const auto url = split_url(text);
    if (text.empty())
      add(l.problems, k.path, "is not set, and --test-clock allows no upstream that is not known",
          "a URL of this machine");
    else if (!url || !is_loopback(url->host))
      add(l.problems, k.path, "is not on this machine, as --test-clock demands",
          "a URL of this machine");
  }
  for (const auto& feed : l.values.announcements.feeds)
    if (const auto url = split_url(feed); !url || !is_loopback(url->host)) {
      add(l.problems, "announcements.feeds", "is not on this machine, as --test-clock demands",
          "URLs of this machine");
      break;
    }
  if (!database_is_here(l.values.store.url))
    add(l.problems, "store.url", "is not on this machine, as --test-clock demands",
        "sqlite:PATH, or a server of this machine");
}

} // namespace flexcord::config
