#include "actors/twilio/posting.hpp"

namespace flexcord::actors::twilio {

namespace {

/// Changes or removes the copies of one of the user's messages.
class edit_op : public operation {
public:
  edit_op(std::shared_ptr<flex_context> c, perform p, std::shared_ptr<message_api> messages)
      : operation(std::move(c), std::move(p), patience::order), messages_(std::move(messages)) {
    auto& what = job().what.what;
    edit_ = std::get_if<conversation::edit_post>(&what);
    source_ = edit_ ? edit_->source : std::get<conversation::delete_post>(what).source;
  }

private:
  void attempt() override {
    if (desk_sid().empty()) return finish_delivered();
    if (read_) return next();
    ask_journal<link_list>(read_links{job().key, source_, false}, [this](const link_list& all) {
      for (auto& row : all.rows)
        if (row.user_id == source_) copies_.push_back(row.desk_id);
      if (edit_ && copies_.size() > 1) copies_.resize(1); // the text is the first copy
      read_ = true;
      next();
    });
  }

  void impossible(const std::string& reason, const net::failure&) override {
    finish_undeliverable(reason);
  }

  void next() {
    if (next_ == copies_.size()) return finish_delivered(std::move(changed_));
    const auto& sid = copies_[next_];
    // A copy that is gone needs no change.
    auto skip = [this](const net::failure& f) {
      if (!is_missing(f)) return false;
      advance(false);
      return true;
    };
    if (edit_)
      messages_->update(desk_sid(), sid, edit_->text,
                        then<net::twilio::message>([this](const auto&) { advance(true); }, skip));
    else
      messages_->remove(desk_sid(), sid,
                        then<net::twilio::rest::nothing>([this](auto) { advance(true); }, skip));
  }

  void advance(bool changed) {
    if (changed) changed_.push_back(copies_[next_]);
    ++next_;
    next();
  }

  std::shared_ptr<message_api> messages_;
  const conversation::edit_post* edit_ = nullptr; ///< null: the copies are deleted
  std::string source_;
  bool read_ = false;
  std::vector<std::string> copies_, changed_;
  std::size_t next_ = 0;
};

} // namespace

operation_ptr make_copies_changed(std::shared_ptr<flex_context> c, perform p,
                                  std::shared_ptr<message_api> messages) {
  return std::make_shared<edit_op>(std::move(c), std::move(p), std::move(messages));
}

operation_ptr make_edit_post(std::shared_ptr<flex_context> c, perform p) {
  auto messages = conversation_messages(c->deps.twilio);
  return make_copies_changed(std::move(c), std::move(p), std::move(messages));
}

operation_ptr make_delete_post(std::shared_ptr<flex_context> c, perform p) {
  return make_edit_post(std::move(c), std::move(p));
}

} // namespace flexcord::actors::twilio
