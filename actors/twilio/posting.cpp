#include "actors/twilio/posting.hpp"

#include "actors/twilio/attributes.hpp"
#include "actors/twilio/identities.hpp"

#include <map>

namespace flexcord::actors::twilio {

namespace {

constexpr std::uint64_t largest_file = 25u << 20;
constexpr std::size_t most_bytes = 30000; // Twilio takes 32 KB
constexpr std::uint32_t file_attempts = 3;

class posting : public operation {
public:
  posting(std::shared_ptr<flex_context> c, perform p, posting_plan plan)
      : operation(std::move(c), std::move(p), patience::order),
        plan_(std::move(plan)),
        post_(std::get<conversation::post>(job().what.what)) {}

private:
  /// Part 0 is the text, part i + 1 the file i.
  std::size_t parts() const { return post_.files.size() + 1; }

  void attempt() override {
    if (desk_sid().empty()) return finish_undeliverable("gone");
    if (must_look()) return look();
    send_next();
  }

  void impossible(const std::string& reason, const net::failure&) override {
    finish_undeliverable(reason);
  }

  std::string nonce_of(std::size_t part) const {
    auto nonce = job().key + "#" + std::to_string(job().what.id);
    return part == 0 ? nonce : nonce + "/" + std::to_string(part - 1);
  }

  void look() {
    // After a restart others may have written for a while; else only what came in this moment.
    const int count = job().maybe_done ? 100 : 20;
    plan_.messages->newest(desk_sid(), count,
                           then<std::vector<net::twilio::message>>([this](const auto& newest) {
                             looked();
                             for (auto& m : newest)
                               if (!m.nonce.empty()) there_[m.nonce] = {m.sid, m.index};
                             const bool complete = there_.contains(nonce_of(parts() - 1));
                             if (complete || !looks_again_later()) attempt();
                           }));
  }

  void send_next() {
    for (; part_ < parts(); ++part_) {
      if (part_ == 0 && post_.text.empty()) continue;
      auto found = there_.find(nonce_of(part_));
      if (found == there_.end()) break;
      ids_.push_back(found->second.first);
      index_ = found->second.second;
    }
    if (part_ == parts()) return plan_.still_open ? confirm() : posted();
    if (part_ == 0) return create(shorten(post_.text, most_bytes), {});
    if (!media_.empty()) return create({}, media_);
    fetch();
  }

  void confirm() {
    auto known = [this](bool open) {
      if (open) return posted();
      finish_undeliverable("gone");
    };
    auto not_told = [this](const net::failure& f) {
      if (judge(f) == verdict::again || is_missing(f)) return false;
      posted();
      return true;
    };
    plan_.still_open(then<bool>(known, not_told));
  }

  void posted() { finish_delivered(std::move(ids_), index_); }

  const conversation::file& file() const { return post_.files[part_ - 1]; }

  void fetch() {
    const bool too_large = file().size > largest_file;
    if (!context().deps.fetch_file || too_large || file_failures_ >= file_attempts)
      return tell_of();
    context().deps.fetch_file(
        file().place, largest_file,
        then<std::string>([this](std::string bytes) { upload(std::move(bytes)); },
                          [this](const net::failure& f) { return lost(f); }));
  }

  void upload(std::string bytes) {
    auto type = file().content_type.empty() ? "application/octet-stream" : file().content_type;
    twilio().upload({std::move(bytes), std::move(type), file().name},
                    then<std::string>(
                        [this](std::string sid) {
                          media_ = std::move(sid);
                          create({}, media_);
                        },
                        [this](const net::failure& f) { return lost(f); }));
  }

  /// A file is tried a few times only: the texts behind it are waiting.
  bool lost(const net::failure& f) {
    const bool again = judge(f) == verdict::again && f.kind != net::failure_kind::malformed;
    if (again && ++file_failures_ < file_attempts) return false;
    tell_of();
    return true;
  }

  void tell_of() {
    context().count("file-lost");
    create("[file " + shorten(file().name, 256) + " could not be passed on]", {});
  }

  void create(std::string body, std::string media) {
    net::twilio::new_message m;
    m.author = author();
    m.body = std::move(body);
    m.attributes = plan_.attributes(nonce_of(part_));
    m.media_sid = std::move(media);
    auto made_it = [this](net::twilio::message made) {
      ids_.push_back(std::move(made.sid));
      index_ = made.index;
      ++part_;
      media_.clear();
      file_failures_ = 0;
      progress();
      send_next();
    };
    const bool first = part_ == 0 || (part_ == 1 && post_.text.empty());
    plan_.messages->create(desk_sid(), std::move(m), plan_.heard && first,
                           then<net::twilio::message>(made_it));
  }

  std::string author() const {
    switch (post_.by) {
    case conversation::author::user:
      return user_identity(post_.user);
    case conversation::author::bot:
      return std::string(bot_identity);
    case conversation::author::system:
      break;
    }
    return std::string(system_identity);
  }

  posting_plan plan_;
  const conversation::post& post_;
  std::size_t part_ = 0;
  std::string media_; ///< of the part that is being sent, once uploaded
  std::uint32_t file_failures_ = 0;
  std::map<std::string, std::pair<std::string, std::int64_t>> there_; ///< nonce -> id, index
  std::vector<std::string> ids_;
  std::int64_t index_ = -1;
};

} // namespace

operation_ptr make_posting(std::shared_ptr<flex_context> c, perform p, posting_plan plan) {
  return std::make_shared<posting>(std::move(c), std::move(p), std::move(plan));
}

} // namespace flexcord::actors::twilio
