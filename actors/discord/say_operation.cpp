#include "actors/conversation/texts.hpp"
#include "actors/discord/operation.hpp"
#include "actors/discord/ours.hpp"
#include "net/discord/text.hpp"

#include <algorithm>

namespace flexcord::actors::discord {
namespace {

constexpr std::uint64_t upload_limit = 10u << 20; // Discord's default for one file
constexpr std::size_t files_in_a_message = 10;

/// A text for the user: files are fetched, the text is cut, the pieces are posted in order.
/// Whatever may have been sent before is looked for first: by nonce, else by the same text.
class say_operation : public operation {
public:
  using operation::operation;

  void start() override {
    if (!addressed())
      undeliverable("closed");
    else
      fetch_files(0);
  }

private:
  const conversation::say& text() const { return std::get<conversation::say>(job_.what.what); }
  std::shared_ptr<say_operation> self() {
    return std::static_pointer_cast<say_operation>(shared_from_this());
  }

  void fetch_files(std::size_t i) {
    if (i == text().files.size()) {
      cut();
      if (job_.maybe_done)
        look();
      else
        send_next();
      return;
    }
    auto& f = text().files[i];
    if (!tools_->twilio || f.size > upload_limit || uploads_.size() == files_in_a_message) {
      lose(f);
      fetch_files(i + 1);
      return;
    }
    tools_->twilio->download(
        f.place, upload_limit, [self = self(), i](net::result<net::twilio::file> got) {
          auto& wanted = self->text().files[i];
          if (got) {
            self->uploads_.push_back(
                {wanted.name.empty() ? got->filename : wanted.name,
                 wanted.content_type.empty() ? got->content_type : wanted.content_type,
                 std::move(got->bytes)});
            self->fetch_files(i + 1);
          } else if (got.error().kind == net::failure_kind::refused &&
                     got.error().http_status < 500 && got.error().http_status != 429) {
            self->lose(wanted);
            self->fetch_files(i + 1);
          } else if (got.error().kind == net::failure_kind::malformed) {
            self->lose(wanted); // larger than it said
            self->fetch_files(i + 1);
          } else {
            self->later(got.error(), [self, i] { self->fetch_files(i); });
          }
        });
  }

  void lose(const conversation::file& f) {
    lost_ += '\n' + conversation::text(conversation::phrase::file_lost, job_.user.locale, "en",
                                       {.name = f.name});
  }

  void cut() {
    auto whole = net::discord::sanitize(text().text + lost_);
    if (!text().image.empty()) whole += '\n' + text().image;
    for (auto& piece : net::discord::split(whole)) {
      net::discord::outgoing m;
      m.content = std::move(piece);
      pieces_.push_back(std::move(m));
    }
    if (pieces_.empty() && (!uploads_.empty() || !text().rows.empty())) pieces_.emplace_back();
    if (pieces_.empty()) return;
    pieces_.back().rows = buttons(text().rows);
    pieces_.back().files = std::move(uploads_);
    for (std::uint32_t i = 0; i < pieces_.size(); ++i)
      pieces_[i].nonce = net::discord::make_nonce(job_.key, job_.what.id, i);
  }

  bool wanted() const {
    return text().as != conversation::voice::bot || job_.owner->epoch.load() == text().epoch;
  }

  void send_next() {
    if (ids_.size() == pieces_.size()) {
      delivered(std::move(ids_));
      return;
    }
    net::discord::rest::guard guard;
    if (text().as == conversation::voice::bot) guard = [self = self()] { return self->wanted(); };
    tools_->discord->create_message(
        channel(), pieces_[ids_.size()], priority(), std::move(guard),
        [self = self()](net::result<net::discord::message> sent) {
          if (sent) {
            self->ids_.push_back(sent->id);
            self->send_next();
            return;
          }
          const auto why = sent.error();
          if (why.kind == net::failure_kind::stopped && why.detail == "withdrawn") {
            // What has gone out has gone out; nothing more of it follows.
            if (self->ids_.empty())
              self->finish(conversation::withdrawn{self->job_.what.what});
            else
              self->delivered(std::move(self->ids_));
            return;
          }
          if (self->settled(why)) return;
          const bool ambiguous = is_ambiguous(why) || why.kind == net::failure_kind::malformed;
          self->later(why, [self, ambiguous] { ambiguous ? self->look() : self->send_next(); });
        });
  }

  /// Which pieces are there already?
  void look() {
    seen_.clear();
    look_from(look_begins(job_.what.created));
  }

  void look_from(const std::string& after) {
    tools_->discord->messages_after(
        channel(), after, 100, priority(),
        [self = self()](net::result<std::vector<net::discord::message>> page) {
          if (!page) {
            if (!self->settled(page.error())) self->later(page.error(), [self] { self->look(); });
            return;
          }
          const auto last = page->empty() ? std::string{} : page->back().id;
          const bool more = page->size() == 100;
          for (auto& m : *page)
            if (m.author.bot) self->seen_.push_back(std::move(m));
          more ? self->look_from(last) : self->match();
        });
  }

  void match() {
    while (ids_.size() < pieces_.size()) {
      auto& p = pieces_[ids_.size()];
      auto found = std::ranges::find_if(seen_, [&](auto& m) { return has_its_nonce(m, p); });
      // A list that does not carry nonces: behind what earlier commands said, and not taken for
      // another piece.
      if (found == seen_.end())
        found = std::ranges::find_if(seen_, [&](auto& m) {
          return looks_the_same(m, p, job_.what.created, job_.last_said) &&
                 std::ranges::find(ids_, m.id) == ids_.end();
        });
      if (found == seen_.end()) break;
      ids_.push_back(found->id);
    }
    // It is not to be said any more, and may still come from an earlier life of the node: nothing
    // behind it goes out before that is known.
    const bool may_come = job_.maybe_done && ids_.empty() && !pieces_.empty();
    if (may_come && text().as == conversation::voice::bot && !wanted())
      if (auto pause = unsettled(); pause.count() > 0)
        return wait(pause, [self = self()] { self->look(); });
    send_next();
  }

  std::vector<net::discord::upload> uploads_;
  std::vector<net::discord::outgoing> pieces_;
  std::vector<std::string> ids_;
  std::vector<net::discord::message> seen_;
  std::string lost_;
};

} // namespace

std::shared_ptr<operation> make_say(std::shared_ptr<const tools> t, perform p) {
  return std::make_shared<say_operation>(std::move(t), std::move(p));
}

} // namespace flexcord::actors::discord
