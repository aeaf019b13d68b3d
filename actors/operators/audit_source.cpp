#include "actors/operators/audit_source.hpp"

#include "actors/audit/journal_view.hpp"
#include "actors/audit/reading.hpp"
#include "actors/codec.hpp"
#include "actors/operators/node_api.hpp"
#include "net/http/client.hpp"
#include "store/journal.hpp"

#include <chrono>
#include <future>

namespace flexcord::actors {
namespace {

constexpr std::size_t rows_a_page = 200;
constexpr auto patience = std::chrono::seconds(300); // of one long talk behind everybody else

std::string says(const net::http::response& r) {
  auto text = r.body.empty() ? "status " + std::to_string(r.status) : r.body;
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return "the node says: " + text;
}

class node_source final : public audit_source {
public:
  explicit node_source(const config::settings& s) : settings_(s) {}
  std::optional<page> list(const std::optional<audit::listed>& last) override {
    std::string target = "/audit/conversations";
    if (last)
      target += "?after=" + net::http::percent_encode(last->conversation) +
                "&updated=" + std::to_string(last->updated);
    page p;
    auto body = ask("GET", target);
    if (!body) return std::nullopt;
    if (audit::read_list(*body, p.rows, p.more)) return p;
    why = "the node's answer is no list of conversations";
    return std::nullopt;
  }
  std::optional<audit::report> compare(const std::string& key, std::int64_t days,
                                       bool repair) override {
    auto body = ask("POST", "/audit?conversation=" + net::http::percent_encode(key) +
                                "&days=" + std::to_string(days) + (repair ? "&repair=yes" : ""));
    if (!body) return std::nullopt;
    audit::report r;
    if (audit::read_report(*body, r)) return r;
    why = "the node's answer is no report";
    return std::nullopt;
  }
  bool can_repair() const override { return true; }

private:
  std::optional<std::string> ask(const char* method, const std::string& target) {
    auto got = ask_node(settings_, method, target, patience);
    if (got && got->status == 200) return std::move(got->body);
    why = got ? says(*got) : "the node does not answer: " + to_string(got.error());
    return std::nullopt;
  }
  const config::settings& settings_;
};

class store_source final : public audit_source {
public:
  store_source(const config::settings& s, std::unique_ptr<store::journal> j)
      : settings_(s), journal_(std::move(j)) {
    if (!s.discord.token.empty()) {
      net::discord::rest_options o;
      o.api_url = s.discord.api_url;
      o.cdn_url = s.discord.cdn_url;
      o.token = s.discord.token.reveal();
      o.global_rate = s.discord.global_rate;
      o.request_timeout = s.discord.request_timeout;
      discord_ = std::make_unique<net::discord::rest>(runtime_, http_, std::move(o));
    }
    if (!s.twilio.enabled()) return;
    twilio_ = std::make_unique<net::twilio::rest>(runtime_, http_, s.twilio);
    chat_ = std::make_unique<net::twilio::legacy>(runtime_, http_, s.twilio);
  }
  ~store_source() override {
    if (discord_) discord_->stop();
    if (twilio_) twilio_->stop();
    if (chat_) chat_->stop();
    http_.stop();
    runtime_.stop();
  }

  std::optional<page> list(const std::optional<audit::listed>& last) override {
    std::optional<store::recent_row> row;
    if (last) row = store::recent_row{last->conversation, last->updated, {}};
    auto got = journal_->recent(0, row, rows_a_page);
    if (!got) {
      why = got.error().detail;
      return std::nullopt;
    }
    page p;
    for (auto& r : *got) {
      auto state = decode_state(r.state);
      p.rows.push_back({r.conversation, state ? state->shared.user.id : std::string{}, r.updated});
    }
    p.more = p.rows.size() == rows_a_page;
    return p;
  }

  std::optional<audit::report> compare(const std::string& key, std::int64_t days, bool) override {
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count();
    const auto when = audit::back_to(now, days, settings_.store.retention.events.count());
    auto found = journal_->history_of(key, when.since - audit::read_before);
    auto view = found && *found ? audit::view_of(key, **found) : std::nullopt;
    if (!view) {
      why = !found    ? found.error().detail
            : !*found ? "there is no such conversation"
                      : "its record cannot be read by this version";
      return std::nullopt;
    }
    auto promise = std::make_shared<std::promise<audit::sides_read>>();
    auto answer = promise->get_future();
    audit::read_sides({discord_.get(), twilio_.get(), chat_.get(), settings_.http.public_url},
                      *view, when.since,
                      [promise](audit::sides_read r) { promise->set_value(std::move(r)); });
    const auto read = answer.get();
    return audit::report{key, audit::compare(*view, read.sides, when), {}, read.sides.not_compared};
  }
  bool can_repair() const override { return false; }

private:
  const config::settings& settings_;
  std::unique_ptr<store::journal> journal_;
  net::runtime runtime_;
  net::http::client http_{runtime_};
  std::unique_ptr<net::discord::rest> discord_;
  std::unique_ptr<net::twilio::rest> twilio_;
  std::unique_ptr<net::twilio::legacy> chat_;
};

} // namespace

std::unique_ptr<audit_source> find_audit_source(const config::settings& s, std::string& why) {
  auto there = ask_node(s, "GET", "/audit/conversations");
  if (there && there->status == 200) return std::make_unique<node_source>(s);
  if (!no_node(there)) {
    why = there ? says(*there) : "the node does not answer: " + to_string(there.error());
    return nullptr;
  }
  auto opened = store::open(s.store.url, {s.store.durability != "relaxed"});
  if (opened) return std::make_unique<store_source>(s, std::move(*opened));
  why = "no node answers on port " + std::to_string(s.http.port) + ", and " + opened.error().detail;
  return nullptr;
}

} // namespace flexcord::actors
