#include "sandbox/twilio/multipart.hpp"

#include <algorithm>

namespace flexcord::sandbox::twilio {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

// The value of `name=` in a header value, without its quotes.
std::string parameter(std::string_view header, std::string_view name) {
  auto at = lower(header).find(std::string(name) + "=");
  // "filename=" must not be taken for "name=".
  while (at != std::string::npos && at > 0 && header[at - 1] != ' ' && header[at - 1] != ';')
    at = lower(header).find(std::string(name) + "=", at + 1);
  if (at == std::string::npos) return {};
  auto value = header.substr(at + name.size() + 1);
  if (value.starts_with('"')) return std::string(value.substr(1, value.find('"', 1) - 1));
  return std::string(value.substr(0, value.find_first_of("; \t")));
}

form_part read_part(std::string_view head, std::string_view bytes) {
  form_part part;
  part.bytes = bytes;
  while (!head.empty()) {
    auto line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(head.size(), line.size() + 2));
    auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    auto name = lower(line.substr(0, colon));
    auto value = line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
    if (name == "content-type") part.content_type = value;
    if (name == "content-disposition") {
      part.name = parameter(value, "name");
      part.filename = parameter(value, "filename");
    }
  }
  return part;
}

} // namespace

std::optional<form_part> file_part(std::string_view content_type, std::string_view body) {
  auto boundary = parameter(content_type, "boundary");
  if (boundary.empty()) return std::nullopt;
  auto mark = "--" + boundary;
  std::optional<form_part> found;
  auto at = body.find(mark);
  while (at != std::string_view::npos) {
    auto head = at + mark.size() + 2;
    if (body.substr(at + mark.size(), 2) != "\r\n") break;
    auto content = body.find("\r\n\r\n", head);
    auto end = content == std::string_view::npos ? content : body.find("\r\n" + mark, content + 2);
    if (end == std::string_view::npos) return std::nullopt;
    // An empty part has its separator right after the head's blank line.
    auto from = content + 4;
    auto part = read_part(body.substr(head, content - head),
                          end < from ? std::string_view() : body.substr(from, end - from));
    if (!found || (found->filename.empty() && !part.filename.empty())) found = std::move(part);
    at = end + 2;
  }
  return found;
}

} // namespace flexcord::sandbox::twilio
