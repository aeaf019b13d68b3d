#include "net/discord/posting_check.hpp"

#include "net/discord/json_fields.hpp"

#include <memory>

namespace flexcord::net::discord {
namespace {

constexpr std::size_t most_members = 20;
constexpr int unknown_member = 10007;

/// One check under way; the callbacks in flight keep it.
class check : public std::enable_shared_from_this<check> {
public:
  check(rest& api, std::string self, std::function<void(result<posting_check>)> done)
      : api_(api), self_(std::move(self)), done_(std::move(done)) {}

  void start(const std::string& channel_id) {
    api_.get_channel(channel_id, [me = shared_from_this()](result<guild_channel> r) {
      if (r.has_error()) return me->done_(r.error());
      me->out_.channel = std::move(*r);
      me->look_at_guild();
    });
  }

private:
  void look_at_guild() {
    if (out_.channel.guild_id.empty()) return done_(fields::malformed("channel: guild_id"));
    api_.get_guild(out_.channel.guild_id, [me = shared_from_this()](result<guild> r) {
      if (r.has_error()) return me->done_(r.error());
      me->guild_ = std::move(*r);
      auto open = open_to_others(me->guild_, me->out_.channel, me->self_);
      me->out_.roles = std::move(open.roles);
      me->named_ = std::move(open.members);
      if (me->named_.size() > most_members) me->named_.resize(most_members);
      me->look_at_self();
    });
  }

  void look_at_self() {
    api_.get_member(guild_.id, self_, [me = shared_from_this()](result<guild_member> r) {
      if (r.has_error()) return me->done_(r.error());
      me->out_.ours = channel_permissions(me->guild_, *r, me->out_.channel);
      me->look_at_member(0);
    });
  }

  void look_at_member(std::size_t i) {
    if (i == named_.size()) return done_(std::move(out_));
    api_.get_member(guild_.id, named_[i], [me = shared_from_this(), i](result<guild_member> r) {
      if (r.has_error() && r.error().code != unknown_member) return me->done_(r.error());
      if (r.has_value() && is_outsider_writing(me->guild_, *r, me->out_.channel))
        me->out_.members.push_back(me->named_[i]);
      me->look_at_member(i + 1);
    });
  }

  rest& api_;
  const std::string self_;
  const std::function<void(result<posting_check>)> done_;
  posting_check out_;
  guild guild_;
  std::vector<std::string> named_;
};

} // namespace

void check_posting(rest& api, const std::string& channel_id, const std::string& self,
                   std::function<void(result<posting_check>)> done) {
  std::make_shared<check>(api, self, std::move(done))->start(channel_id);
}

} // namespace flexcord::net::discord
