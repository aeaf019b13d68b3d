#include "actors/reports_desk/doers.hpp"

#include "actors/discord/ours.hpp"
#include "actors/reports/forms.hpp"
#include "actors/reports/presses.hpp"
#include "actors/reports_desk/values.hpp"
#include "net/discord/text.hpp"
#include "net/discord/trouble.hpp"

#include <algorithm>

namespace flexcord::actors::reports_desk {
namespace {

using discord::channel_work;
using discord::work_order;
using net::discord::message;
using net::discord::outgoing;
constexpr auto level = net::discord::priority::case_update;

work_order order_of(const char* name, std::uint64_t number, const case_doers::show_order& o) {
  return {"reports", name, "case", number, o.created, o.trace, level};
}

/// A member's name for a file is not shown to others: it could say anything.
std::string file_name(std::size_t n, std::string_view type) {
  const auto slash = type.find('/');
  auto ending = std::string(type.substr(slash + 1));
  return "screenshot-" + std::to_string(n) + "." + (ending == "jpeg" ? "jpg" : ending);
}

class posting_report : public channel_work {
public:
  posting_report(std::shared_ptr<const channel_tools> t, work_order w, outcome done, cases::show s,
                 bool maybe_done, reports::language l)
      : channel_work(std::move(t), std::move(w), std::move(done)),
        show_(std::move(s)),
        maybe_done_(maybe_done) {
    post_ = reports::post_of(standing_of(show_.it), l);
    post_.nonce = reports::post_nonce(show_.it.number);
  }

  void start() override { maybe_done_ ? find() : fetch(0); }

private:
  std::shared_ptr<posting_report> self() {
    return std::static_pointer_cast<posting_report>(shared_from_this());
  }

  void find() {
    reports::press vote;
    vote.number = show_.it.number;
    look(
        show_.channel,
        [me = self(), button = reports::id_of(vote)](const message& m) {
          return discord::has_its_nonce(m, me->post_) ||
                 (m.author.bot && std::ranges::find(m.custom_ids, button) != m.custom_ids.end());
        },
        [me = self()](std::string id) { id.empty() ? me->fetch(0) : me->finish(std::move(id)); });
  }

  void fetch(std::size_t at) {
    const reports::report_limits limits;
    if (at == show_.it.files.size() || post_.files.size() == limits.shots) return send();
    tools_->discord->fetch_file(show_.it.files[at].place, limits.shot_bytes,
                                [me = self(), at](net::result<std::string> got) {
                                  if (got) {
                                    const auto type = reports::image_type(*got);
                                    if (!type.empty())
                                      me->post_.files.push_back(
                                          {file_name(me->post_.files.size() + 1, type),
                                           std::string(type), std::move(*got)});
                                    return me->fetch(at + 1);
                                  }
                                  using net::discord::trouble;
                                  const auto t = net::discord::trouble_of(got.error());
                                  if (t == trouble::stopped || is_passing(t))
                                    return me->failed(got.error(), [me, at] { me->fetch(at); });
                                  me->fetch(at + 1); // its address is not good any more
                                });
  }

  void send() {
    tools_->discord->create_message(
        show_.channel, post_, level, {}, [me = self()](net::result<message> sent) {
          if (sent) return me->finish(sent->id);
          using net::discord::trouble;
          const auto t = net::discord::trouble_of(sent.error());
          // A server may forbid files, or want smaller ones: the report matters more.
          if ((t == trouble::no_permission || t == trouble::refused) && !me->post_.files.empty()) {
            me->post_.files.clear();
            return me->send();
          }
          me->failed(sent.error(),
                     [me, t] { t == trouble::ambiguous ? me->look_again() : me->send(); });
        });
  }

  void look_again() {
    post_.files.clear();
    find();
  }

  const cases::show show_;
  const bool maybe_done_;
  outgoing post_;
};

class redrawing : public channel_work {
public:
  redrawing(std::shared_ptr<const channel_tools> t, work_order w, outcome done, cases::redraw r,
            reports::language l)
      : channel_work(std::move(t), std::move(w), std::move(done)),
        where_(r.where),
        post_(reports::post_of(standing_of(r.it), l)) {
    post_.drop_files = r.it.files.empty(); // they are forgotten with whoever gave them
  }

  void start() override {
    auto me = std::static_pointer_cast<redrawing>(shared_from_this());
    tools_->discord->edit_message(where_.channel, where_.message, post_, level,
                                  [me](net::result<message> r) {
                                    if (r) return me->finish(r->id);
                                    me->failed(r.error(), [me] { me->start(); });
                                  });
  }

private:
  const cases::shown_at where_;
  outgoing post_;
};

class mentioning : public channel_work {
public:
  mentioning(std::shared_ptr<const channel_tools> t, work_order w, outcome done, cases::tell what,
             std::uint64_t command, bool maybe_done)
      : channel_work(std::move(t), std::move(w), std::move(done)),
        channel_(what.channel),
        maybe_done_(maybe_done) {
    post_ = reports::news_of(what.number, what.title, status_of(what.now),
                             reports::language_of(what.whom.who.locale), what.whom.who.id);
    // Another change back to the same status is another piece of news.
    post_.nonce = net::discord::make_nonce("report-news:" + std::to_string(what.number) + ":" +
                                               what.whom.who.id + ":" + to_string(what.now) + ":" +
                                               std::to_string(what_.created),
                                           command, 0);
  }

  void start() override { maybe_done_ ? find() : send(); }

private:
  std::shared_ptr<mentioning> self() {
    return std::static_pointer_cast<mentioning>(shared_from_this());
  }

  void find() {
    look(
        channel_,
        [me = self()](const message& m) {
          return discord::is_ours(m, me->post_, me->what_.created);
        },
        [me = self()](std::string id) { id.empty() ? me->send() : me->finish(std::move(id)); });
  }

  void send() {
    tools_->discord->create_message(
        channel_, post_, level, {}, [me = self()](net::result<message> sent) {
          if (sent) return me->finish(sent->id);
          const bool perhaps =
              net::discord::trouble_of(sent.error()) == net::discord::trouble::ambiguous;
          me->failed(sent.error(), [me, perhaps] { perhaps ? me->find() : me->send(); });
        });
  }

  const std::string channel_;
  const bool maybe_done_;
  outgoing post_;
};

} // namespace

void post_report(std::shared_ptr<const channel_tools> tools, const case_doers::show_order& o,
                 const cases::show& s, bool maybe_done, reports::language l, case_outcome done) {
  std::make_shared<posting_report>(std::move(tools), order_of("show", s.it.number, o),
                                   std::move(done), s, maybe_done, l)
      ->start();
}

void redraw_report(std::shared_ptr<const channel_tools> tools, const case_doers::show_order& o,
                   const cases::redraw& r, reports::language l, case_outcome done) {
  std::make_shared<redrawing>(std::move(tools), order_of("redraw", r.it.number, o), std::move(done),
                              r, l)
      ->start();
}

void mention(std::shared_ptr<const channel_tools> tools, const case_doers::show_order& o,
             const cases::tell& t, bool maybe_done, case_outcome done) {
  std::make_shared<mentioning>(std::move(tools), order_of("tell", t.number, o), std::move(done), t,
                               o.id, maybe_done)
      ->start();
}

} // namespace flexcord::actors::reports_desk
