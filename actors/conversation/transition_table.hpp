#pragma once
// Turns a matrix of small functions into a look-up by (event, phase).
// A missing cell, a missing row, a row out of order, or a cell that does not take its phase and
// event does not compile.
#include <array>
#include <type_traits>
#include <utility>
#include <variant>

namespace flexcord {

/// `Work` is what a cell acts on besides phase and event; a cell returns the next phase.
template <class Phase, class Event, class Work>
class transition_table {
  static constexpr auto n_phases = std::variant_size_v<Phase>;
  static constexpr auto n_events = std::variant_size_v<Event>;
  using cell = Phase (*)(const Phase&, const Event&, Work&);

public:
  template <class E>
  struct row {
    std::array<cell, n_phases> cells;

    template <class... Fs>
    consteval row(Fs... fs) : cells{make(std::index_sequence_for<Fs...>{}, fs...)} {}

  private:
    template <std::size_t... Is, class... Fs>
    static consteval auto make(std::index_sequence<Is...>, Fs...) {
      static_assert(sizeof...(Fs) == n_phases, "one cell per phase");
      static_assert((std::is_invocable_r_v<Phase, Fs, const std::variant_alternative_t<Is, Phase>&,
                                           const E&, Work&> &&
                     ...),
                    "a cell does not accept its phase and event");
      return std::array<cell, n_phases>{+[](const Phase& p, const Event& e, Work& w) -> Phase {
        return Fs{}(*std::get_if<Is>(&p), *std::get_if<E>(&e), w);
      }...};
    }
  };

  template <class... Es>
  consteval transition_table(row<Es>... rows) : cells_{rows.cells...} {
    static_assert(std::is_same_v<std::variant<Es...>, Event>,
                  "one row per event, in declaration order");
  }

  Phase operator()(const Phase& p, const Event& e, Work& w) const {
    return cells_[e.index()][p.index()](p, e, w);
  }

private:
  std::array<std::array<cell, n_phases>, n_events> cells_;
};

} // namespace flexcord
