#pragma once

namespace flexcord {

/// The names under which the alternatives of a variant are stored, in order: `names`, specialized
/// beside the `fields` of each variant that is stored.
template <class Variant>
struct alternatives;

} // namespace flexcord
