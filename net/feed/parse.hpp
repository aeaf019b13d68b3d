#pragma once
#include <boost/system/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace flexcord::net::feed {

/// One entry of a feed, ready to be told.
struct item {
  std::string id;      ///< 20 hexadecimal digits made of the entry's guid, id or link
  std::string twin;    ///< the same of link and title; empty when one is missing
  std::string print;   ///< the same of everything that is shown
  std::string title;   ///< plain text of one line
  std::string text;    ///< Discord Markdown; with title and link it fits into one message
  std::string link;    ///< http or https, empty when there is none
  std::string image;   ///< URL of its picture, empty when none
  std::int64_t at = 0; ///< Unix ms when it was published, 0 when it does not say
  friend bool operator==(const item&, const item&) = default;
};

struct document {
  std::string title, link;    ///< the feed's own: plain text; http or https
  std::vector<item> items;    ///< in the document's order
  std::uint32_t skipped = 0;  ///< entries with nothing in them
  std::uint32_t repeated = 0; ///< entries whose id stands further up
  std::uint32_t dropped = 0;  ///< entries beyond the limit; those with the latest dates are kept
};

struct limits {
  std::size_t items = 500;
  std::size_t bytes = 2u << 20;    ///< of the document
  std::size_t content = 64u << 10; ///< of one entry's text that is looked at
};

/// Why a document gives no items. `what` is for operators; it quotes nothing of the document.
struct parse_problem {
  std::string what;
};

/// RSS 2.0 (and 0.9x) or Atom 1.0. `url` is where it came from, for relative links. Entities of a
/// DTD are never expanded, and nothing it names is fetched. A document that is cut short or not
/// well-formed is refused whole, so that no half entry is told.
boost::system::result<document, parse_problem> parse(std::string_view bytes,
                                                     std::string_view content_type,
                                                     std::string_view url, const limits& most = {});

/// Called by boost::system::result::value() on a problem; our code tests first.
[[noreturn]] void throw_exception_from_error(const parse_problem& p, const boost::source_location&);

} // namespace flexcord::net::feed
