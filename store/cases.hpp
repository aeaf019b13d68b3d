#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Cases as they are listed and searched. The truth about a case is its record; this is what the
/// record says of itself with every step, so that lists need not read records.
namespace flexcord::store {

struct case_facts {
  std::uint64_t number = 0;
  std::string kind;     ///< "handoff", "bug", "feature", "question"
  std::string status;   ///< "open", "pending", "resolved", "closed"
  std::string priority; ///< "low", "normal", "high", "urgent"
  std::string title, assignee;
  std::vector<std::string> tags;       ///< lower case, without blanks and commas
  std::string reporter, reporter_name; ///< the channel's user id, and what they are called
  std::string talk;                    ///< the conversation it belongs to; empty: none
  std::string guild, channel;          ///< where it was reported; empty: in a talk
  std::uint64_t master = 0;            ///< the case that this one is a duplicate of; 0: none
  std::uint64_t votes = 0;
  std::int64_t opened = 0, updated = 0;
  /// 0: not yet. When an agent first wrote or noted, came, went, and when it was resolved.
  std::int64_t answered = 0, joined = 0, left = 0, resolved = 0;
  /// For the search: lower case, each once. Not given: they are as they were.
  std::optional<std::vector<std::string>> words;
  /// Whom this step makes the case forget: no entry of its timeline refers to them any more. When
  /// they reported it, `forget_timeline`, none is left.
  std::string forget;
  bool forget_timeline = false;
};

/// What a list is to show. Empty: all.
struct case_filter {
  std::string status, kind, assignee, reporter, tag;
  std::vector<std::string> words; ///< beginnings of words; at most 4 count, all must be there
  /// "updated", "opened", "votes" (largest first) or "priority" (most urgent first); else by
  /// number.
  std::string sort;
  std::uint64_t skip = 0, most = 50;
  std::uint64_t below = 0; ///< only cases of a smaller number; 0: all
};

} // namespace flexcord::store
