#include "actors/doctor/findings.hpp"

#include <ostream>

namespace flexcord::actors::doctor {
namespace {
constexpr const char* indent = "         ";
}

void findings::good(const std::string& what) { out_ << "ok       " << what << std::endl; }

void findings::note(const std::string& what, const std::string& mend) {
  out_ << "note     " << what << '\n';
  if (!mend.empty()) out_ << indent << mend << '\n';
  out_.flush();
}

void findings::wrong(const std::string& what, const std::string& breaks, const std::string& mend) {
  out_ << "problem  " << what << '\n';
  if (!breaks.empty()) out_ << indent << "breaks: " << breaks << '\n';
  out_ << indent << "mend:   " << mend << std::endl;
  ++problems_;
}

bool findings::close() {
  out_ << (problems_ == 0 ? "everything looks good\n" : std::to_string(problems_) + " to mend\n");
  return problems_ == 0;
}

} // namespace flexcord::actors::doctor
