#pragma once
#include <string>
#include <vector>

/// The PostgreSQL server of the tests, as its operator sees it.
namespace flexcord::store {

/// Its URL: FLEXCORD_TEST_POSTGRES.
std::string server_url();

/// The same with another user, password, host and port, or database; "" leaves a part out.
struct url_parts {
  std::string user = "flexcord";
  std::string password;
  std::string port; ///< empty: the server's own
  std::string database = "postgres";
  std::string parameters; ///< "a=b&c=d"
};
std::string url_of(const url_parts& parts);
std::string server_port();

/// A connection of its own, for what happens beside the journal.
class rival {
public:
  /// In a schema of the tests.
  explicit rival(const std::string& schema = "public");
  ~rival();
  rival(const rival&) = delete;
  rival& operator=(const rival&) = delete;
  /// Runs statements; rows as "a|b|c".
  std::vector<std::string> say(const std::string& sql);

private:
  void* connection_;
};

/// Runs statements on the server; rows as "a|b|c".
std::vector<std::string> operate(const std::string& sql);

/// Ends the connections of an application and says how many there were.
std::size_t disconnect(const std::string& application);

/// A name that no other test uses.
std::string unique_name();

} // namespace flexcord::store
