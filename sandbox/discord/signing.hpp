#pragma once
#include <string>
#include <string_view>

namespace flexcord::sandbox::discord {

/// The application's fixed key, test 1 of RFC 8032: who signs as Discord here is no secret.
inline constexpr std::string_view interaction_public_key =
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
inline constexpr std::string_view interaction_seed =
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
/// Another key, test 2 of RFC 8032: signs the probes that an endpoint has to refuse.
inline constexpr std::string_view foreign_seed =
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";

/// Ed25519 over `text` with the key that `seed` (64 hexadecimal digits) stands for: 128 hexadecimal
/// digits.
std::string sign_ed25519(std::string_view seed, std::string_view text);

} // namespace flexcord::sandbox::discord
