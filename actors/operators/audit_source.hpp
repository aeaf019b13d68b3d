#pragma once
#include "actors/audit/page.hpp"
#include "config/settings.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace flexcord::actors {

/// Who does an audit: the running node, or this process on the store of one that does not run.
/// Every call blocks. A call that fails gives nothing and sets `why`.
class audit_source {
public:
  virtual ~audit_source() = default;
  struct page {
    std::vector<audit::listed> rows;
    bool more = false;
  };
  virtual std::optional<page> list(const std::optional<audit::listed>& last) = 0;
  virtual std::optional<audit::report> compare(const std::string& key, std::int64_t days,
                                               bool repair) = 0;
  /// Whether gaps can be closed: only a node has conversations.
  virtual bool can_repair() const = 0;
  std::string why;
};

/// Nothing, with the reason, when neither can be used.
std::unique_ptr<audit_source> find_audit_source(const config::settings& s, std::string& why);

} // namespace flexcord::actors
