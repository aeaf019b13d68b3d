#pragma once
#include <string>

/// Forms of single texts, for the rows in keys.cpp. An empty text is judged only where the default
/// is not empty.
namespace flexcord::config::forms {

bool base_url(const std::string& text);   ///< http or https, no query
bool socket_url(const std::string& text); ///< ws or wss, no query
bool call_url(const std::string& text);   ///< http or https, a query is welcome
bool snowflake(const std::string& text);  ///< a Discord id
bool public_key(const std::string& text); ///< 32 bytes in hexadecimal
bool sid(const std::string& text); ///< a Twilio id: two capitals, then letters, digits, - or _
bool iso_duration(const std::string& text);   ///< "P1D", "PT30M", or empty
bool network(const std::string& text);        ///< an address, maybe with a prefix length
bool address(const std::string& text);        ///< an address in numbers
bool opening_hours(const std::string& text);  ///< see config/hours.hpp
bool holiday(const std::string& text);        ///< see config/holidays.hpp
bool member(const std::string& text);         ///< a Discord user's id, not empty
bool frame_ancestor(const std::string& text); ///< an origin, its first label may be "*"
bool not_blank(const std::string& text);      ///< has a character that is no space
bool store_url(const std::string& text);      ///< sqlite:PATH or postgresql://…

} // namespace flexcord::config::forms
