#include "desk/link.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <charconv>
#include <optional>

namespace flexcord::desk {

namespace {

constexpr std::size_t signature_size = 43; // 32 bytes in base64 without padding

const char* name_of(purpose p) { return p == purpose::read ? "read" : "write"; }

std::string base64url(const unsigned char* bytes, std::size_t size) {
  static constexpr char digits[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  unsigned pending = 0;
  int bits = 0;
  for (std::size_t i = 0; i < size; ++i) {
    pending = (pending << 8 | bytes[i]) & 0xFFFF;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text += digits[pending >> bits & 63];
    }
  }
  if (bits > 0) text += digits[pending << (6 - bits) & 63];
  return text;
}

std::string seal(const std::string& key, std::uint64_t number, purpose what, std::int64_t expires) {
  const auto data =
      "case:" + std::to_string(number) + ":" + name_of(what) + ":" + std::to_string(expires);
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(data.data()), data.size(), out, &size) == nullptr)
    return {};
  return base64url(out, size);
}

/// A number as we write it: digits without sign and leading zeros. One case has one link.
template <class T>
std::optional<T> plain_number(std::string_view text) {
  if (text.empty() || text.size() > 19 || text.front() < '1' || text.front() > '9') return {};
  T value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == signature_size && b.size() == signature_size &&
         CRYPTO_memcmp(a.data(), b.data(), signature_size) == 0;
}

} // namespace

std::string signature_of(const link_keys& keys, std::uint64_t number, purpose what,
                         std::int64_t expires) {
  for (const auto& key : keys)
    if (!key.empty()) return seal(key, number, what, expires);
  return {};
}

std::string case_path(const link_keys& keys, std::uint64_t number, std::int64_t expires) {
  const auto s = signature_of(keys, number, purpose::read, expires);
  if (s.empty()) return {};
  return "/case/" + std::to_string(number) + "?e=" + std::to_string(expires) + "&s=" + s;
}

opened_link open_link(const link_keys& keys, std::string_view number, purpose what,
                      std::string_view e, std::string_view s, std::int64_t now) {
  opened_link out;
  const auto n = plain_number<std::uint64_t>(number);
  const auto expires = plain_number<std::int64_t>(e);
  if (!n || !expires || s.size() != signature_size) return out;
  // Every key is tried, so that the time tells nothing about which one fits.
  bool right = false;
  for (const auto& key : keys)
    if (!key.empty() && same(seal(key, *n, what, *expires), s)) right = true;
  if (!right) {
    out.why = refusal::wrong;
    return out;
  }
  out = {*n, *expires, now > *expires ? refusal::expired : refusal::none};
  return out;
}

opened_link open_write_link(const link_keys& keys, std::string_view number, std::string_view e,
                            std::string_view s, std::string_view w, std::int64_t now) {
  const auto read = open_link(keys, number, purpose::read, e, s, now);
  return read ? open_link(keys, number, purpose::write, e, w, now) : read;
}

} // namespace flexcord::desk
