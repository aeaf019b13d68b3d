#include "net/discord/interaction_signature.hpp"

#include <openssl/evp.h>

#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <string>

namespace flexcord::net::discord {
namespace {

constexpr std::size_t key_bytes = 32, signature_bytes = 64;

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

template <std::size_t N>
std::optional<std::array<unsigned char, N>> bytes_of(std::string_view hex) {
  std::array<unsigned char, N> out{};
  if (hex.size() != 2 * N) return std::nullopt;
  for (std::size_t i = 0; i < N; ++i) {
    const int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out[i] = static_cast<unsigned char>(high * 16 + low);
  }
  return out;
}

/// Digits only, as Discord writes it.
std::optional<std::int64_t> seconds_of(std::string_view text) {
  std::int64_t at = -1;
  const auto* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, at);
  if (error != std::errc() || last != end || at < 0) return std::nullopt;
  return at;
}

} // namespace

bool valid_interaction_signature(std::string_view public_key, std::string_view signature,
                                 std::string_view timestamp, std::string_view body) {
  const auto key = bytes_of<key_bytes>(public_key);
  const auto given = bytes_of<signature_bytes>(signature);
  if (!key || !given) return false;
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> verifier(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key->data(), key->size()),
      &EVP_PKEY_free);
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                  &EVP_MD_CTX_free);
  if (!verifier || !context ||
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, verifier.get()) != 1)
    return false;
  std::string text(timestamp);
  text += body;
  return EVP_DigestVerify(context.get(), given->data(), given->size(),
                          reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
}

interaction_seal judge_interaction(std::string_view public_key, const http::incoming& request,
                                   std::int64_t now) {
  const auto signature = request.headers.get("X-Signature-Ed25519");
  const auto timestamp = request.headers.get("X-Signature-Timestamp");
  if (signature.empty() || timestamp.empty()) return interaction_seal::missing;
  if (!valid_interaction_signature(public_key, signature, timestamp, request.body))
    return interaction_seal::wrong;
  const auto at = seconds_of(timestamp);
  // Neither is negative, so the difference cannot overflow.
  const auto apart = at ? (now > *at ? now - *at : *at - now) : interaction_tolerance_seconds + 1;
  return apart > interaction_tolerance_seconds ? interaction_seal::stale : interaction_seal::good;
}

} // namespace flexcord::net::discord
