#include "desk/body.hpp"
#include "desk/text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace flexcord::desk {

namespace {

constexpr std::size_t most_fields = 64;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size();
    const int high = escape ? hex_value(text[i + 1]) : -1,
              low = escape ? hex_value(text[i + 2]) : -1;
    if (high >= 0 && low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return clean(out);
}

std::optional<typed_fields> read_form(std::string_view body, std::string& problem) {
  typed_fields out;
  while (!body.empty()) {
    const auto pair = body.substr(0, body.find('&'));
    body.remove_prefix(std::min(pair.size() + 1, body.size()));
    if (pair.empty()) continue;
    if (out.size() == most_fields) {
      problem = "There are too many fields.";
      return {};
    }
    const auto equals = std::min(pair.find('='), pair.size());
    out.emplace_back(decoded(pair.substr(0, equals)),
                     decoded(pair.substr(std::min(equals + 1, pair.size()))));
  }
  return out;
}

std::optional<std::string> text_of(const boost::json::value& v) {
  if (v.is_string()) return clean(std::string_view{v.get_string().data(), v.get_string().size()});
  if (!v.is_array()) return {};
  std::string out;
  for (const auto& item : v.get_array()) {
    if (!item.is_string()) return {};
    const auto& text = item.get_string();
    out += (out.empty() ? "" : ", ") + clean(std::string_view{text.data(), text.size()});
  }
  return out;
}

std::optional<typed_fields> read_json(std::string_view body, std::string& problem) {
  boost::json::error_code wrong;
  boost::json::parse_options options;
  options.max_depth = 4;
  const auto value = boost::json::parse({body.data(), body.size()}, wrong, {}, options);
  if (wrong || !value.is_object()) {
    problem = "The body is not a JSON object.";
    return {};
  }
  typed_fields out;
  for (const auto& [name, field] : value.get_object()) {
    auto text = text_of(field);
    if (!text || out.size() == most_fields) {
      problem =
          text ? "There are too many fields." : "Every field must be a text, or a list of texts.";
      return {};
    }
    out.emplace_back(clean(std::string_view{name.data(), name.size()}), std::move(*text));
  }
  return out;
}

} // namespace

std::optional<typed_fields> read_body(std::string_view content_type, std::string_view body,
                                      std::string& problem) {
  if (body.size() > longest_body) {
    problem = "This is too long.";
    return {};
  }
  const auto type = lower(trimmed(content_type.substr(0, content_type.find(';'))));
  if (type == "application/x-www-form-urlencoded") return read_form(body, problem);
  if (type == "application/json") return read_json(body, problem);
  problem = "The body must be a form (application/x-www-form-urlencoded) or JSON.";
  return {};
}

} // namespace flexcord::desk
