#include "net/chatbot/sse.hpp"

namespace flexcord::net::chatbot {

void sse_parser::feed(std::string_view piece) {
  for (char c : piece) {
    bool second_half = after_cr_ && c == '\n';
    after_cr_ = c == '\r';
    if (second_half) continue;
    if (c == '\n' || c == '\r') {
      end_line();
    } else {
      line_ += c;
    }
  }
}

void sse_parser::finish() {
  if (!line_.empty()) end_line();
  dispatch();
}

void sse_parser::end_line() {
  std::string_view line = line_;
  if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  if (line.empty()) {
    dispatch();
  } else if (line.starts_with("data:")) {
    auto value = line.substr(5);
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (has_data_) data_ += '\n';
    data_.append(value);
    has_data_ = true;
  }
  line_.clear();
}

void sse_parser::dispatch() {
  if (!has_data_) return;
  std::string data;
  data.swap(data_);
  has_data_ = false;
  on_data_(data);
}

} // namespace flexcord::net::chatbot
