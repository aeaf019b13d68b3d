#pragma once
#include "store/journal.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// One person's talks, as the journal holds them. Pure.
namespace flexcord::actors::privacy {

/// A Discord user id: digits, at most 20.
bool is_user_id(const std::string& text);

/// Whether a conversation is that person's; a record that cannot be read is theirs when it names
/// them.
bool is_of(const store::recent_row& row, const std::string& user);
/// The same for a dead letter, whose conversation may have no record.
bool is_of(const store::dead_letter& letter, const std::string& user);

struct talk {
  std::string conversation;
  store::whole all;
  std::vector<store::case_row> cases; ///< of this conversation
};

struct person {
  std::string user;
  std::vector<talk> talks;
  std::vector<store::case_row> other_cases; ///< reported by them in no talk of theirs
  /// What is remembered of their cases beside that, by number: as it is stored.
  std::map<std::uint64_t, store::snapshot> records;
  /// What could not be done for a case and tells of them: its record's key and the letter's id.
  std::vector<std::pair<std::string, std::string>> case_letters;

  /// Cases that know them beside their own: they voted there, or wait for news of it. Each with
  /// its master, where what a duplicate has just handed on may be known a moment later.
  std::set<std::uint64_t> named_in;

  /// Their own cases that can forget them. While a talk refuses, only those of the other talks: it
  /// is all asked for again. `with_record`: not those that are only a number so far.
  std::vector<std::uint64_t> own_cases_to_forget(bool with_record = false) const;
  /// Those of `named_in` that are not their own.
  std::vector<std::uint64_t> cases_of_others() const;
  /// Their own first, since a case hands on whom it knows to its master; then those of others.
  std::vector<std::uint64_t> cases_to_forget() const;
};
/// Looks whether a record that is no conversation knows them.
void look_at(person& p, const store::recent_row& record);
/// The numbers of all their cases.
std::vector<std::uint64_t> cases_of(const person& p);
/// True for the key of a dialogue, false for that of another record.
bool is_talk(const std::string& key);

/// Why a talk cannot be erased as it stands; empty: it can.
std::string why_not(const talk& t);

/// The channel of a talk; empty when none was ever opened.
std::string channel_of(const std::string& conversation);
/// The desk's ids of its conversations.
std::vector<std::string> desks_of(const talk& t);
/// Whether one of them is a channel of Programmable Chat.
bool has_channels(const talk& t);

} // namespace flexcord::actors::privacy
