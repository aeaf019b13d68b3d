#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::net::discord {

/// What a button or form of ours stands for: "v1:<action>:<argument>:…". Whoever sees a button can
/// send anything under its name, so an id that was read says only what is wanted, never that it is
/// allowed.
struct custom_id {
  std::string action;
  std::vector<std::string> arguments;
};

/// Empty when an action or argument is not of the form that read_custom_id() takes, or when the
/// whole is longer than Discord's 100 characters: such an id must not be sent.
std::string make_custom_id(std::string_view action,
                           std::initializer_list<std::string_view> arguments = {});

/// Nothing unless it is one of ours: an action of a-z, 0-9, '-' (1 to 32), at most 6 arguments of
/// letters, digits, '-', '_' (1 to 64), 100 characters in all.
std::optional<custom_id> read_custom_id(std::string_view text);

/// An argument that must be a case's number or the like: 1 to 18 digits, not 0.
std::optional<std::uint64_t> number_of(std::string_view argument);

} // namespace flexcord::net::discord
