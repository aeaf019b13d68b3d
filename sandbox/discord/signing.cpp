#include "sandbox/discord/signing.hpp"

#include <openssl/evp.h>

#include <memory>
#include <vector>

namespace flexcord::sandbox::discord {

std::string sign_ed25519(std::string_view seed, std::string_view text) {
  std::vector<unsigned char> raw;
  for (std::size_t i = 0; i + 1 < seed.size(); i += 2)
    raw.push_back(
        static_cast<unsigned char>(std::stoi(std::string(seed.substr(i, 2)), nullptr, 16)));
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw.data(), raw.size()),
      &EVP_PKEY_free);
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                  &EVP_MD_CTX_free);
  unsigned char out[64];
  std::size_t size = sizeof out;
  if (!key || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), out, &size, reinterpret_cast<const unsigned char*>(text.data()),
                     text.size()) != 1)
    return {};
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (std::size_t i = 0; i < size; ++i) {
    hex += digits[out[i] >> 4];
    hex += digits[out[i] & 15];
  }
  return hex;
}

} // namespace flexcord::sandbox::discord
