#include "actors/twilio/attributes.hpp"
#include "actors/twilio/identities.hpp"
#include "actors/twilio/posting.hpp"

#include <map>

namespace flexcord::actors::twilio {

namespace {

constexpr std::size_t most_lines = 1000;  // the newest of the talk
constexpr std::size_t most_bytes = 30000; // Twilio takes 32 KB

/// Copies lines of the transcript, one message each. A nonce made of the line's time tells which
/// are there already.
class backfill_op : public operation {
public:
  backfill_op(std::shared_ptr<flex_context> c, perform p, std::shared_ptr<message_api> messages)
      : operation(std::move(c), std::move(p), patience::handoff),
        messages_(std::move(messages)),
        fill_(std::get<conversation::backfill>(job().what.what)) {}

private:
  void attempt() override {
    if (desk_sid().empty()) return impossible("gone", {});
    if (!read_) return read();
    if (must_look()) return look();
    post_next();
  }

  void impossible(const std::string& reason, const net::failure&) override {
    finish(conversation::desk_failed{fill_.desk, reason}, reason, desk_sid());
  }

  void read() {
    ask_journal<transcript_lines>(read_transcript{job().key, most_lines},
                                  [this](const transcript_lines& all) {
                                    for (auto& row : all.rows)
                                      if (wanted(row)) rows_.push_back(row);
                                    read_ = true;
                                    attempt();
                                  });
  }

  bool wanted(const store::transcript_row& row) const {
    return row.at > fill_.after && row.at <= fill_.upto && row.author != "notice" &&
           !body_of(row).empty();
  }

  static std::string body_of(const store::transcript_row& row) {
    auto body = row.text;
    for (auto& name : file_names(row.attachments)) {
      if (!body.empty()) body += '\n';
      body += "[file " + name + "]";
    }
    if (row.author == "agent" && !row.name.empty()) body = row.name + ": " + body;
    return shorten(std::move(body), most_bytes);
  }

  std::string nonce_of(const store::transcript_row& row) const {
    return job().key + "#t" + std::to_string(row.at);
  }

  void look() {
    messages_->list(
        desk_sid(), -1, then<std::vector<net::twilio::message>>([this](const auto& all) {
          looked();
          there_.clear();
          for (auto& m : all)
            if (!m.nonce.empty()) there_[m.nonce] = {m.sid, m.index};
          const bool complete = rows_.empty() || there_.contains(nonce_of(rows_.back()));
          if (complete || !looks_again_later()) post_next();
        }));
  }

  void post_next() {
    for (; next_ < rows_.size(); ++next_) {
      auto found = there_.find(nonce_of(rows_[next_]));
      if (found == there_.end()) break;
      done(found->second.first, found->second.second);
    }
    if (next_ == rows_.size()) return finish_delivered(std::move(ids_), index_);
    auto& row = rows_[next_];
    net::twilio::new_message m;
    m.author = row.author == "user" ? user_identity(fill_.user) : std::string(bot_identity);
    m.body = body_of(row);
    m.attributes = message_attributes(nonce_of(row));
    m.created_ms = row.at;
    auto posted = [this](net::twilio::message made) {
      done(std::move(made.sid), made.index);
      ++next_;
      progress();
      post_next();
    };
    // A line that Twilio does not take must not keep the user from an agent.
    auto not_taken = [this](const net::failure& f) {
      if (is_over(f) || (f.http_status != 400 && f.http_status != 413)) return false;
      context().count("line-refused");
      ++next_;
      post_next();
      return true;
    };
    messages_->create(desk_sid(), std::move(m), false,
                      then<net::twilio::message>(posted, not_taken));
  }

  void done(std::string sid, std::int64_t index) {
    ids_.push_back(std::move(sid));
    index_ = index;
  }

  std::shared_ptr<message_api> messages_;
  const conversation::backfill& fill_;
  bool read_ = false;
  std::vector<store::transcript_row> rows_;
  std::size_t next_ = 0;
  std::map<std::string, std::pair<std::string, std::int64_t>> there_; ///< nonce -> id, index
  std::vector<std::string> ids_;
  std::int64_t index_ = -1;
};

} // namespace

operation_ptr make_copied_transcript(std::shared_ptr<flex_context> c, perform p,
                                     std::shared_ptr<message_api> messages) {
  return std::make_shared<backfill_op>(std::move(c), std::move(p), std::move(messages));
}

operation_ptr make_backfill(std::shared_ptr<flex_context> c, perform p) {
  auto messages = conversation_messages(c->deps.twilio);
  return make_copied_transcript(std::move(c), std::move(p), std::move(messages));
}

} // namespace flexcord::actors::twilio
