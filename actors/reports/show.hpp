#pragma once
#include "actors/reports/report.hpp"
#include "actors/reports/words.hpp"

#include <span>

/// What members see of reports: the post in the channel, suggestions, answers to presses.
namespace flexcord::reports {

/// A report as it stands now.
struct standing {
  std::uint64_t number = 0; ///< of its case
  report said;
  std::string reporter; ///< user id; empty: the name is shown
  std::string name;     ///< what the reporter is called
  status now = status::open;
  std::size_t votes = 1;
  std::uint64_t master = 0; ///< the case that this one is a duplicate of; 0: none
};

/// The post of a report, and its edit after every change: only what was uploaded stays as it is.
/// Files and nonce are the caller's: `files` with the first post only, `nonce` from post_nonce().
net::discord::outgoing post_of(const standing& s, language l);

/// The nonce of a report's post: the same for every attempt, so that it is posted once.
std::string post_nonce(std::uint64_t number);

/// One report in the list of those that look alike.
struct suggestion {
  std::uint64_t number = 0;
  std::string title;
  status now = status::open;
  std::size_t votes = 0;
  std::string link; ///< of the post; empty: none
};

/// "Perhaps reported already": for the writer alone, with a button to join each (at most four) and
/// one to post `draft` all the same.
net::discord::outgoing suggest(std::span<const suggestion> like, const std::string& draft,
                               language l);

/// The link to a message in a guild; empty unless all three are ids.
std::string link_to(const std::string& guild, const std::string& channel,
                    const std::string& message);

/// A text with a button: news of case `number` are to come by direct message.
net::discord::outgoing with_tell_me(std::string text, std::uint64_t number, language l);

/// What is wrong with a form, and a button that opens it again with what was written.
net::discord::outgoing correct(std::span<const std::string> problems, const std::string& draft,
                               language l);

/// "Case #12 …: resolved", for a direct message; with `mention` (a user id) for the channel, where
/// it calls that member and nobody else.
net::discord::outgoing news_of(std::uint64_t number, const std::string& title, status now,
                               language l, const std::string& mention = {});

} // namespace flexcord::reports
