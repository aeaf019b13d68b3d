#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace flexcord::test {

/// A fresh folder in the working directory, removed at the end of the scope.
class scratch_folder {
public:
  scratch_folder() {
    std::string name = (std::filesystem::current_path() / "scratch-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~scratch_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;
  std::string path(const std::string& name) const { return (path_ / name).string(); }
  /// Writes a file and returns its path.
  std::string write(const std::string& name, const std::string& content) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream{path_ / name, std::ios::binary} << content;
    return path(name);
  }

private:
  std::filesystem::path path_;
};

} // namespace flexcord::test
