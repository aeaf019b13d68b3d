#pragma once
#include <iosfwd>
#include <string>

/// `flexcord check`: looks at a set-up from all sides and says what is wrong with it.
namespace flexcord::actors::doctor {

/// What is found, told as it is found. Every problem says what is wrong, what it breaks and how to
/// mend it. Secrets never come here.
class findings {
public:
  explicit findings(std::ostream& out) : out_(out) {}
  void good(const std::string& what);
  /// Not wrong, but worth knowing.
  void note(const std::string& what, const std::string& mend = {});
  void wrong(const std::string& what, const std::string& breaks, const std::string& mend);
  /// The last line; true when nothing is wrong.
  bool close();
  int problems() const { return problems_; }

private:
  std::ostream& out_;
  int problems_ = 0;
};

} // namespace flexcord::actors::doctor
