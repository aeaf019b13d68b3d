#pragma once
#include "net/discord/types.hpp"

#include <string>
#include <vector>

namespace flexcord::net::discord {

struct multipart {
  std::string content_type, body;
};

/// multipart/form-data with `payload_json` first and the files as files[0], files[1], …
/// `boundary` must not occur in any of the parts: give a random one.
multipart make_multipart(const std::string& payload_json, const std::vector<upload>& files,
                         const std::string& boundary);

} // namespace flexcord::net::discord
