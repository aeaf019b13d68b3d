#pragma once
#include <cstdint>
#include <string_view>

namespace flexcord::net::discord {

/// What a gateway close code means for the session.
enum class close_verdict {
  resume,      ///< connect again and RESUME
  resume_once, ///< RESUME; when that fails, Identify
  slow_down,   ///< we sent too much: pause, then as resume_once
  identify,    ///< the session is gone: a new one
  fatal,       ///< a human must change something: stop
};

struct close_meaning {
  close_verdict verdict = close_verdict::resume;
  std::string_view text;
  bool our_fault = false; ///< a bug of ours; worth an alarm although the session goes on
};

/// 0 stands for a socket that went without a close frame. Codes not listed mean a network loss.
close_meaning meaning_of_close(std::uint16_t code);

} // namespace flexcord::net::discord
