#pragma once
#include <filesystem>
#include <memory>
#include <string>

namespace flexcord::test {

/// A certificate authority made for this test run, and certificates it signed, as PEM files in a
/// folder that goes with it.
class certificates {
public:
  certificates();
  ~certificates();
  certificates(const certificates&) = delete;
  certificates& operator=(const certificates&) = delete;

  std::string ca() const { return file("ca.pem"); }
  struct pair {
    std::string certificate, key;
  };
  /// `names` as OpenSSL writes them: "DNS:localhost,IP:127.0.0.1".
  pair issue(const std::string& names);
  /// Signed by an authority that nobody trusts.
  pair issue_untrusted(const std::string& names);
  pair issue_expired(const std::string& names);

private:
  struct authority;
  std::string file(const std::string& name) const { return (folder_ / name).string(); }
  pair issue_by(const authority& by, const std::string& names, long valid_from, long valid_to);
  std::filesystem::path folder_;
  int count_ = 0;
  std::unique_ptr<authority> trusted_, stranger_;
};

} // namespace flexcord::test
