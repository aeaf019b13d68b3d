#include "net/discord/embed.hpp"

#include "net/discord/text.hpp"
#include "net/discord/utf8.hpp"

#include <algorithm>

namespace flexcord::net::discord {
namespace {

using limits = embed_limits;

/// Discord trims before it counts, and takes no field of white space.
bool is_blank(const std::string& s) {
  for (std::size_t at = 0; at < s.size();) {
    const auto c = utf8::decode(s, at);
    if (!utf8::is_space(c.value)) return false;
    at += c.bytes;
  }
  return true;
}

void shorten(std::string& s, std::size_t most) { s = shortened(sanitize(s), most); }

void fit_texts(embed& e) {
  shorten(e.title, limits::title);
  shorten(e.description, limits::description);
  shorten(e.footer, limits::footer);
  // A cut address would lead somewhere else.
  if (length(e.url) > limits::url) e.url.clear();
  for (auto& f : e.fields) {
    shorten(f.name, limits::field_name);
    shorten(f.value, limits::field_value);
  }
  std::erase_if(e.fields, [](const auto& f) { return is_blank(f.name) || is_blank(f.value); });
  if (e.fields.size() > limits::fields) e.fields.resize(limits::fields);
}

void fit_total(embed& e, std::size_t most) {
  const auto description = length(e.description);
  const auto rest = size_of(e) - description;
  if (rest + description <= most) return;
  shorten(e.description, rest < most ? most - rest : 0);
  while (size_of(e) > most && !e.fields.empty()) e.fields.pop_back();
  if (size_of(e) > most) shorten(e.footer, most > length(e.title) ? most - length(e.title) : 0);
  if (size_of(e) > most) shorten(e.title, most);
}

bool shows_nothing(const embed& e) {
  return is_blank(e.title) && is_blank(e.description) && is_blank(e.footer) && e.fields.empty();
}

} // namespace

std::size_t size_of(const embed& e) {
  auto sum = length(e.title) + length(e.description) + length(e.footer);
  for (const auto& f : e.fields) sum += length(f.name) + length(f.value);
  return sum;
}

std::vector<embed> fitted(std::vector<embed> embeds) {
  std::vector<embed> out;
  auto left = limits::total;
  for (auto& e : embeds) {
    if (out.size() == limits::embeds) break;
    fit_texts(e);
    fit_total(e, left);
    if (shows_nothing(e)) continue;
    left -= size_of(e);
    out.push_back(std::move(e));
  }
  return out;
}

} // namespace flexcord::net::discord
