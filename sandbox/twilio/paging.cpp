// Twilio's list pages. A page token names the last key that was shown, so that a page neither
// repeats nor skips anything when objects come and go between two pages.
#include "sandbox/twilio/api.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>

namespace flexcord::sandbox::twilio {

namespace {

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct request {
  std::size_t size = 50;
  std::int64_t page = 0;
  std::optional<std::int64_t> after, before; ///< keys from the page token
  bool descending = false;
};

outcome<request> read(const call& c, std::size_t max_size, bool may_descend) {
  request r;
  r.size = std::min<std::size_t>(50, max_size);
  if (auto size = c.in.query_value("PageSize"); !size.empty()) {
    auto value = number(size);
    if (!value || *value < 1) return bad_request("Invalid PageSize parameter");
    r.size = std::min(static_cast<std::size_t>(*value), max_size);
  }
  if (auto page = c.in.query_value("Page"); !page.empty()) {
    auto value = number(page);
    if (!value || *value < 0) return bad_request("Invalid Page parameter");
    r.page = *value;
  }
  if (auto token = c.in.query_value("PageToken"); !token.empty()) {
    auto key = number(token.substr(std::min<std::size_t>(2, token.size())));
    if (!key || (!token.starts_with("PA") && !token.starts_with("PB")))
      return bad_request("Invalid PageToken parameter");
    (token[1] == 'A' ? r.after : r.before) = key;
  }
  auto order = c.in.query_value("Order");
  if (may_descend && !order.empty() && order != "asc" && order != "desc")
    return bad_request("Invalid Order parameter");
  r.descending = may_descend && order == "desc";
  return r;
}

std::string page_url(const call& c, const request& r, std::int64_t page, const std::string& token) {
  net::http::form query;
  for (const auto& [name, value] : c.in.query)
    if (name != "PageSize" && name != "Page" && name != "PageToken")
      query.emplace_back(name, value);
  query.emplace_back("PageSize", std::to_string(r.size));
  query.emplace_back("Page", std::to_string(page));
  if (!token.empty()) query.emplace_back("PageToken", token);
  return c.root + c.in.target.substr(0, c.in.target.find('?')) + "?" +
         net::http::encode_form(query);
}

} // namespace

void answer_page(const call& c, std::string_view key, std::vector<listed> items,
                 std::size_t max_size, bool may_descend) {
  auto asked = read(c, max_size, may_descend);
  if (!asked) return c.refuse(asked.error());
  auto& r = *asked;
  auto earlier = [&](std::int64_t a, std::int64_t b) { return r.descending ? a > b : a < b; };
  std::sort(items.begin(), items.end(),
            [&](const listed& a, const listed& b) { return earlier(a.key, b.key); });
  auto first = items.begin(), last = items.end();
  if (r.after)
    first = std::find_if(first, last, [&](const listed& i) { return earlier(*r.after, i.key); });
  if (r.before) {
    last = std::find_if(first, last, [&](const listed& i) { return !earlier(i.key, *r.before); });
    if (static_cast<std::size_t>(last - first) > r.size)
      first = last - static_cast<std::ptrdiff_t>(r.size);
  }
  auto stop = static_cast<std::size_t>(last - first) > r.size
                  ? first + static_cast<std::ptrdiff_t>(r.size)
                  : last;
  boost::json::array shown;
  for (auto at = first; at != stop; ++at) shown.push_back(at->view());
  boost::json::object meta{{"page", r.page}, {"page_size", r.size}};
  meta["first_page_url"] = page_url(c, r, 0, "");
  meta["previous_page_url"] = nullptr;
  if (first != items.begin() && first != stop)
    meta["previous_page_url"] =
        page_url(c, r, std::max<std::int64_t>(0, r.page - 1), "PB" + std::to_string(first->key));
  meta["url"] = page_url(c, r, r.page, std::string(c.in.query_value("PageToken")));
  meta["next_page_url"] = nullptr;
  if (stop != items.end() && first != stop)
    meta["next_page_url"] = page_url(c, r, r.page + 1, "PA" + std::to_string((stop - 1)->key));
  meta["key"] = key;
  c.answer(200,
           boost::json::object{{std::string(key), std::move(shown)}, {"meta", std::move(meta)}});
}

} // namespace flexcord::sandbox::twilio
