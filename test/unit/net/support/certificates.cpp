#include "certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace flexcord::test {

namespace {

constexpr long day = 24 * 3600;

using key_ptr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using cert_ptr = std::unique_ptr<X509, decltype(&X509_free)>;

void add_extension(X509* cert, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, cert, nullptr, nullptr, 0);
  auto* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  if (extension == nullptr) throw std::runtime_error("bad extension " + value);
  X509_add_ext(cert, extension, -1);
  X509_EXTENSION_free(extension);
}

cert_ptr make_certificate(EVP_PKEY* key, const char* name, long serial, long from, long to) {
  cert_ptr cert(X509_new(), X509_free);
  X509_set_version(cert.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(cert.get()), serial);
  X509_gmtime_adj(X509_getm_notBefore(cert.get()), from);
  X509_gmtime_adj(X509_getm_notAfter(cert.get()), to);
  X509_set_pubkey(cert.get(), key);
  auto* subject = X509_get_subject_name(cert.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
  return cert;
}

template <class Write>
void write_pem(const std::string& file, Write write) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(file.c_str(), "w"), std::fclose);
  if (!out || write(out.get()) != 1) throw std::runtime_error("cannot write " + file);
}

} // namespace

struct certificates::authority {
  explicit authority(const char* name)
      : key(EVP_EC_gen("P-256"), EVP_PKEY_free),
        cert(make_certificate(key.get(), name, 1, -day, 30 * day)) {
    X509_set_issuer_name(cert.get(), X509_get_subject_name(cert.get()));
    add_extension(cert.get(), cert.get(), NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(cert.get(), key.get(), EVP_sha256());
  }
  key_ptr key;
  cert_ptr cert;
};

certificates::certificates()
    : trusted_(std::make_unique<authority>("test authority")),
      stranger_(std::make_unique<authority>("strange authority")) {
  auto pattern = (std::filesystem::temp_directory_path() / "flexcord-net-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
  write_pem(ca(), [&](std::FILE* f) { return PEM_write_X509(f, trusted_->cert.get()); });
}

certificates::~certificates() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

certificates::pair certificates::issue_by(const authority& by, const std::string& names, long from,
                                          long to) {
  const key_ptr key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const auto number = ++count_;
  const auto cert = make_certificate(key.get(), "test peer", 100 + number, from, to);
  X509_set_issuer_name(cert.get(), X509_get_subject_name(by.cert.get()));
  add_extension(cert.get(), by.cert.get(), NID_subject_alt_name, names);
  X509_sign(cert.get(), by.key.get(), EVP_sha256());
  pair out{file(std::to_string(number) + ".pem"), file(std::to_string(number) + ".key")};
  write_pem(out.certificate, [&](std::FILE* f) { return PEM_write_X509(f, cert.get()); });
  write_pem(out.key, [&](std::FILE* f) {
    return PEM_write_PrivateKey(f, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  return out;
}

certificates::pair certificates::issue(const std::string& names) {
  return issue_by(*trusted_, names, -day, 20 * day);
}

certificates::pair certificates::issue_untrusted(const std::string& names) {
  return issue_by(*stranger_, names, -day, 20 * day);
}

certificates::pair certificates::issue_expired(const std::string& names) {
  return issue_by(*trusted_, names, -20 * day, -day);
}

} // namespace flexcord::test
