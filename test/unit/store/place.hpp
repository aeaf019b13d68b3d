#pragma once
#include "store/journal.hpp"
#include "test/unit/config/scratch.hpp"

#include <string>
#include <vector>

/// Where the tests keep a store: on the database that FLEXCORD_TEST_STORE names, "sqlite" (default)
/// or "postgres". Every suite runs on both.
namespace flexcord::store {

bool on_postgres();

/// A value of the environment; the test is skipped, with the reason, when it is missing. With
/// FLEXCORD_TEST_REQUIRED it fails.
std::string required(const char* variable);

/// An empty place: a file in a folder, or a schema of its own on the server. Gone at the end of the
/// scope.
class place {
public:
  explicit place(bool postgres = on_postgres());
  ~place();
  place(const place&) = delete;
  place& operator=(const place&) = delete;
  /// On PostgreSQL through another port, for a proxy.
  std::string url(const std::string& port = {}) const;
  /// How the journal's connections are called on the server: their application_name.
  const std::string& name() const { return schema_; }
  /// Rows of a query behind the journal's back, each as "a|b|c". The SQLite file must be closed.
  std::vector<std::string> ask(const std::string& sql) const;
  /// Makes every commit fail that writes the text "poison".
  void poison() const;

private:
  test::scratch_folder folder_;
  std::string schema_; ///< empty: SQLite
};

/// A journal in a place of its own.
struct fresh {
  std::unique_ptr<place> where = std::make_unique<place>();
  std::unique_ptr<journal> store = std::move(open(where->url(), {}).value());
  journal& operator*() const { return *store; }
  journal* operator->() const { return store.get(); }
};

} // namespace flexcord::store
