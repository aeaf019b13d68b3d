#pragma once
#include "net/http/message.hpp"
#include "net/result.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace flexcord::net::twilio {

/// The parameters of one webhook. Every reader takes the names under which a parameter is known
/// (current, legacy) and gives the first that is there. What was required and missing or unreadable
/// is remembered for problem().
class parameters {
public:
  using names = std::initializer_list<std::string_view>;
  explicit parameters(http::form values) : values_(std::move(values)) {}

  std::string text(names alternatives) const; ///< empty when absent
  std::string required(names alternatives);
  std::int64_t required_integer(names alternatives);
  std::int64_t integer(names alternatives,
                       std::int64_t absent); ///< a problem when there but not an integer
  std::int64_t time(names alternatives)
      const; ///< ISO date as milliseconds since 1970; 0 when absent or not a date
  void reject(std::string_view name, std::string_view why); ///< the first problem counts
  bool has_problem() const { return !problem_.empty(); }
  failure problem() const;

private:
  http::form values_;
  std::string problem_;
};

/// Reads the parameters of a form, of a JSON object, or of the query of a GET.
result<parameters> read_parameters(const http::incoming& req);

} // namespace flexcord::net::twilio
