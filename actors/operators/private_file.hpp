#pragma once
#include <iosfwd>
#include <string>

namespace flexcord::actors {

/// A new file that only its owner may read; without a name, a given stream. It is made at once, so
/// that what cannot be written is known before anything is done.
class private_file {
public:
  /// An existing file is not overwritten: it may be the receipt of an earlier erasure.
  explicit private_file(const std::string& path);
  ~private_file();
  private_file(const private_file&) = delete;
  private_file& operator=(const private_file&) = delete;

  const std::string& problem() const { return problem_; }
  /// Writes all of it and waits until it is on disk.
  bool write(const std::string& text, std::ostream& unnamed);

private:
  std::string path_, problem_;
  int file_ = -1;
  bool written_ = false;
};

} // namespace flexcord::actors
