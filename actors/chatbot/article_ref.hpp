#pragma once
#include <string>
#include <string_view>
#include <vector>

/// How an answer, its buttons and the records name the articles that were shown: their ids with
/// commas between. A button of Discord's has 100 bytes for all that it carries, so what would be
/// longer than `longest_reference` is made of marks.
namespace flexcord::actors {

constexpr std::size_t longest_reference = 80;

/// "~" and six letters or digits made of the id (30 bits of FNV-1a).
std::string mark_of(std::string_view id);

/// Ids as they are while they fit and are plain ASCII without a comma, else their marks; at most
/// ten.
std::string reference_to(const std::vector<std::string>& ids);

/// A bot's own name for an article, fit for a button.
std::string fit_reference(const std::string& name);

/// The ids and marks of a reference.
std::vector<std::string_view> parts_of(std::string_view reference);

} // namespace flexcord::actors
