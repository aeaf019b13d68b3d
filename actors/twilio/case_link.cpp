#include "actors/twilio/attributes.hpp"
#include "actors/twilio/identities.hpp"
#include "actors/twilio/operation.hpp"

#include <algorithm>

namespace flexcord::actors::twilio {

void operation::post_case_link(std::shared_ptr<message_api> messages, const std::string& desk,
                               std::uint64_t case_number, std::function<void()> next) {
  constexpr int looked_through = 100; // others may have written since an earlier life posted it
  const auto url = case_url(case_number);
  if (url.empty()) return next();
  const auto nonce = perform_.key + "#" + std::to_string(perform_.what.id) + "/case";
  auto create = [=, this] {
    link_tried_ = true;
    net::twilio::new_message m;
    m.author = std::string(bot_identity);
    m.body = "Case #" + std::to_string(case_number) + ": " + url;
    m.attributes = message_attributes(nonce);
    auto refused = [next](const net::failure& f) {
      if (judge(f) == verdict::again) return false;
      next(); // the page is in the task too; nobody is to wait for an agent because of it
      return true;
    };
    messages->create(desk, std::move(m), false,
                     then<net::twilio::message>([next](const auto&) { next(); }, refused));
  };
  if (!link_tried_ && !perform_.maybe_done) return create();
  messages->newest(
      desk, looked_through, then<std::vector<net::twilio::message>>([=, this](const auto& all) {
        const bool there = std::ranges::find(all, nonce, &net::twilio::message::nonce) != all.end();
        if (there) return next();
        if (!looks_again_later()) create();
      }));
}

} // namespace flexcord::actors::twilio
