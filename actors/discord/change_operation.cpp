#include "actors/discord/operation.hpp"
#include "net/discord/text.hpp"

namespace flexcord::actors::discord {
namespace {

/// An agent changed a message: the copies are changed, pieces too few are added, pieces too many
/// removed.
class edit_operation : public operation {
public:
  edit_operation(std::shared_ptr<const tools> t, perform p, std::vector<std::string> copies)
      : operation(std::move(t), std::move(p)), copies_(std::move(copies)) {}

  void start() override {
    if (copies_.empty()) {
      delivered(); // never relayed: nothing to change
      return;
    }
    pieces_ = net::discord::split(
        net::discord::sanitize(std::get<conversation::edit_said>(job_.what.what).text));
    next(0);
  }

private:
  std::shared_ptr<edit_operation> self() {
    return std::static_pointer_cast<edit_operation>(shared_from_this());
  }

  void next(std::size_t i) {
    auto go_on = [self = self(), i](const auto& answer) {
      if (answer || answer.error().http_status == 404)
        self->next(i + 1);
      else if (!self->settled(answer.error()))
        self->later(answer.error(), [self, i] { self->next(i); });
    };
    if (i < pieces_.size()) {
      net::discord::outgoing m;
      m.content = pieces_[i];
      auto done = [go_on](net::result<net::discord::message> r) { go_on(r); };
      if (i < copies_.size()) {
        tools_->discord->edit_message(channel(), copies_[i], std::move(m), priority(), done);
      } else {
        m.nonce = net::discord::make_nonce(job_.key, job_.what.id, static_cast<std::uint32_t>(i));
        tools_->discord->create_message(channel(), std::move(m), priority(), {}, done);
      }
    } else if (i < copies_.size()) {
      tools_->discord->delete_message(
          channel(), copies_[i], priority(),
          [go_on](net::result<net::discord::rest::nothing> r) { go_on(r); });
    } else {
      delivered();
    }
  }

  std::vector<std::string> copies_, pieces_;
};

class delete_operation : public operation {
public:
  delete_operation(std::shared_ptr<const tools> t, perform p, std::vector<std::string> copies)
      : operation(std::move(t), std::move(p)), copies_(std::move(copies)) {}

  void start() override { next(0); }

private:
  void next(std::size_t i) {
    if (i == copies_.size()) {
      delivered();
      return;
    }
    auto self = std::static_pointer_cast<delete_operation>(shared_from_this());
    tools_->discord->delete_message(channel(), copies_[i], priority(),
                                    [self, i](net::result<net::discord::rest::nothing> r) {
                                      if (r || r.error().http_status == 404)
                                        self->next(i + 1);
                                      else if (!self->settled(r.error()))
                                        self->later(r.error(), [self, i] { self->next(i); });
                                    });
  }

  std::vector<std::string> copies_;
};

/// Tells where the user asked for help how it went. The place is open for 15 minutes.
class ticket_operation : public operation {
public:
  using operation::operation;

  void start() override {
    auto& a = std::get<conversation::answer_ticket>(job_.what.what);
    auto bar = a.ticket.find('|');
    if (bar == std::string::npos) {
      delivered();
      return;
    }
    net::discord::outgoing m;
    m.content = a.text;
    using style = net::discord::button::style;
    if (a.link)
      m.rows = {{{style::link, a.link_label, {}, "https://discord.com/channels/@me/" + channel()}}};
    if (a.retry) m.rows = {{{style::primary, a.retry_label, "v1:retry", {}}}};
    auto self = std::static_pointer_cast<ticket_operation>(shared_from_this());
    tools_->discord->edit_original(
        a.ticket.substr(0, bar), a.ticket.substr(bar + 1), std::move(m),
        [self](net::result<net::discord::rest::nothing> r) {
          const bool over = self->tools_->now() - self->job_.what.created > 15 * 60'000;
          const bool verdict = !r && r.error().kind == net::failure_kind::refused &&
                               r.error().http_status < 500 && r.error().http_status != 429;
          if (r || verdict || over)
            self->delivered(); // too late or gone: the user has the direct message anyway
          else
            self->later(r.error(), [self] { self->start(); });
        });
  }
};

} // namespace

std::shared_ptr<operation> make_edit(std::shared_ptr<const tools> t, perform p,
                                     std::vector<std::string> copies) {
  return std::make_shared<edit_operation>(std::move(t), std::move(p), std::move(copies));
}
std::shared_ptr<operation> make_delete(std::shared_ptr<const tools> t, perform p,
                                       std::vector<std::string> copies) {
  return std::make_shared<delete_operation>(std::move(t), std::move(p), std::move(copies));
}
std::shared_ptr<operation> make_ticket(std::shared_ptr<const tools> t, perform p) {
  return std::make_shared<ticket_operation>(std::move(t), std::move(p));
}

} // namespace flexcord::actors::discord
