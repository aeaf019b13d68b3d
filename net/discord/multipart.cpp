#include "net/discord/multipart.hpp"

#include "net/discord/text.hpp"

namespace flexcord::net::discord {

namespace {

constexpr std::size_t most_files = 10;

/// What may stand between the quotes of a header parameter; browsers escape the same three.
std::string quoted(const std::string& name) {
  std::string out;
  for (char c : sanitize(name)) {
    if (c == '"') {
      out += "%22";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else {
      out += c;
    }
  }
  return out.empty() ? "file" : out;
}

std::string header_value(const std::string& type) {
  bool clean = !type.empty() && type.find_first_of("\r\n") == std::string::npos;
  return clean ? type : "application/octet-stream";
}

} // namespace

multipart make_multipart(const std::string& payload_json, const std::vector<upload>& files,
                         const std::string& boundary) {
  multipart out;
  out.content_type = "multipart/form-data; boundary=" + boundary;
  auto& b = out.body;
  auto begin_part = [&] { b += "--" + boundary + "\r\nContent-Disposition: form-data; name=\""; };
  begin_part();
  b += "payload_json\"\r\nContent-Type: application/json\r\n\r\n" + payload_json + "\r\n";
  for (std::size_t i = 0; i < files.size() && i < most_files; ++i) {
    begin_part();
    b += "files[" + std::to_string(i) + "]\"; filename=\"" + quoted(files[i].filename) + "\"\r\n";
    b += "Content-Type: " + header_value(files[i].content_type) + "\r\n\r\n" + files[i].bytes +
         "\r\n";
  }
  b += "--" + boundary + "--\r\n";
  return out;
}

} // namespace flexcord::net::discord
