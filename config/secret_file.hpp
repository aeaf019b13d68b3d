#pragma once
#include "config/secret.hpp"

#include <string>

namespace flexcord::config {

/// The content of a file that holds one secret, without the line break at its end. On failure the
/// secret is empty and `problem` says why ("is empty", "cannot be read: …"); the content is never
/// part of it.
struct read_secret {
  secret value;
  std::string problem;
};
read_secret read_secret_file(const std::string& path);

} // namespace flexcord::config
