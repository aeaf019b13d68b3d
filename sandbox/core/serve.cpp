#include "sandbox/core/core_impl.hpp"

namespace flexcord::sandbox {

namespace {

/// A responder that first tells `told` what goes out, then lets it out.
net::http::responder overheard(net::http::responder out,
                               std::function<void(int, std::string_view)> told) {
  return net::http::responder::to(
      [out, told](net::http::response r) {
        told(r.status, r.body);
        out(std::move(r));
      },
      [out, told] {
        told(0, "");
        out.drop();
      });
}

} // namespace

void core::impl::enter(const std::string& service, const net::http::handler& handle,
                       net::http::incoming in, net::http::responder out) {
  const auto n = requests.begin(service, in, clock.now_ms());
  auto answer = overheard(std::move(out), [this, n](int status, std::string_view body) {
    requests.end(n, status, body);
  });
  const auto fault = faults.strike_request(service, in.method, in.path);
  if (!fault) {
    handle(std::move(in), std::move(answer));
    return;
  }
  const bool answers_late = fault->effect && fault->delay_ms > 0 && fault->status == 0 &&
                            !fault->cloudflare && fault->reset.empty();
  if (answers_late) {
    auto later = [this, answer, ms = fault->delay_ms](net::http::response r) {
      clock.after(ms, [answer, r = std::move(r)]() mutable { answer(std::move(r)); });
    };
    handle(std::move(in), net::http::responder::to(later, [answer] { answer.drop(); }));
    return;
  }
  auto go_on = [this, handle, service, f = *fault, in = std::move(in), answer]() mutable {
    const bool answers = f.status != 0 || f.cloudflare;
    if (f.reset == "before") {
      answer.drop();
    } else if (f.reset == "after") {
      auto drop = [answer] { answer.drop(); };
      handle(std::move(in),
             net::http::responder::to([drop](const net::http::response&) { drop(); }, drop));
    } else if (answers && f.effect) {
      auto lie = [answer, f, service] { answer(fault_answer(f, service)); };
      handle(std::move(in),
             net::http::responder::to([lie](const net::http::response&) { lie(); }, lie));
    } else if (answers) {
      answer(fault_answer(f, service));
    } else {
      handle(std::move(in), answer);
    }
  };
  if (fault->delay_ms > 0)
    clock.after(fault->delay_ms, std::move(go_on));
  else
    go_on();
}

} // namespace flexcord::sandbox
