#include "desk/headers.hpp"

#include <openssl/evp.h>

namespace flexcord::desk {

namespace {

std::string hash_source(std::string_view asset) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (EVP_Digest(asset.data(), asset.size(), digest, &size, EVP_sha256(), nullptr) != 1)
    return "'none'";
  unsigned char text[64];
  const int n = EVP_EncodeBlock(text, digest, static_cast<int>(size));
  return "'sha256-" + std::string(reinterpret_cast<char*>(text), static_cast<std::size_t>(n)) + "'";
}

std::string policy(const inline_assets& assets, const std::vector<std::string>& frames) {
  std::string out = "default-src 'none'; script-src " + hash_source(assets.script) +
                    "; style-src " + hash_source(assets.style) +
                    "; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
                    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'; "
                    "frame-ancestors";
  for (const auto& f : frames) out += " " + f;
  return frames.empty() ? out + " 'none'" : out;
}

} // namespace

header_list page_headers(const inline_assets& assets, const std::vector<std::string>& frames) {
  auto out = data_headers("text/html; charset=utf-8");
  out.emplace_back("Content-Security-Policy", policy(assets, frames));
  out.emplace_back("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  return out;
}

header_list data_headers(std::string_view content_type) {
  return {{"Content-Type", std::string{content_type}},
          {"Cache-Control", "no-store"},
          {"Referrer-Policy", "no-referrer"},
          {"X-Content-Type-Options", "nosniff"},
          {"X-Robots-Tag", "noindex"}};
}

} // namespace flexcord::desk
