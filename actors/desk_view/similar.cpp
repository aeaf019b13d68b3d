#include "actors/desk_view/similar.hpp"

#include "actors/reports/similar.hpp"

#include <algorithm>

namespace flexcord::actors::desk_view {

bool is_compared(const std::string& kind) { return kind == "bug" || kind == "feature"; }

std::vector<store::case_facts> similar_to(const found& f, std::size_t most) {
  std::vector<store::case_facts> out;
  if (!is_compared(f.facts.kind)) return out;
  // Lists have titles only, so titles are what is compared.
  std::vector<reports::fingerprint> prints;
  for (auto& c : f.candidates) {
    const bool related = c.master == f.facts.number || c.number == f.facts.master;
    if (!related && c.kind == f.facts.kind)
      prints.push_back(reports::fingerprint_of(c.number, c.title, {}));
  }
  const auto own = reports::fingerprint_of(f.facts.number, f.facts.title, {});
  for (auto& l : reports::similar(own, prints, most))
    out.push_back(*std::ranges::find(f.candidates, l.number, &store::case_facts::number));
  return out;
}

} // namespace flexcord::actors::desk_view
