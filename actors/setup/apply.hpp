#pragma once
#include "actors/setup/plan.hpp"

#include <iosfwd>

namespace flexcord::actors::setup {

/// Does what a plan says, in its order, one line to `out` for each thing done and to `err` for each
/// that failed. What needs something that failed is not tried. Blocks.
class applying {
public:
  applying(const config::settings& s, net::discord::rest& discord, net::twilio::provision& twilio,
           std::ostream& out, std::ostream& err)
      : s_(s), discord_(discord), twilio_(twilio), out_(out), err_(err) {}

  /// True when all of it was done. `application_id` names whose commands are registered.
  bool run(const plan& p, const std::string& application_id);
  /// What the settings are now.
  const outcome& made() const { return now_; }

private:
  bool step(const item& i, const std::string& application_id);
  bool report(const item& i, const std::optional<net::failure>& why);
  bool refused(const std::string& what, const std::string& mend);

  const config::settings& s_;
  net::discord::rest& discord_;
  net::twilio::provision& twilio_;
  std::ostream &out_, &err_;
  outcome now_;
  std::string made_; ///< the sid of what was made just now
};

} // namespace flexcord::actors::setup
