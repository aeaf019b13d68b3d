#pragma once
#include <functional>
#include <string>
#include <string_view>

namespace flexcord::net::chatbot {

/// Cuts a text/event-stream into the data of its events, however the bytes come. Lines may end in
/// LF, CR or CRLF; comments and other fields are skipped. Pure. Holds at most one event: the feeder
/// limits the total.
class sse_parser {
public:
  using handler = std::function<void(std::string_view data)>;
  explicit sse_parser(handler on_data) : on_data_(std::move(on_data)) {}
  void feed(std::string_view piece);
  void finish(); ///< the stream ended: a last event without its blank line counts

private:
  void end_line();
  void dispatch();

  handler on_data_;
  std::string line_;
  std::string data_;
  bool has_data_ = false;
  bool after_cr_ = false; ///< a LF that comes next belongs to the CR before it
};

} // namespace flexcord::net::chatbot
