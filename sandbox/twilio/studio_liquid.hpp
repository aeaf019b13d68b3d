#pragma once
#include <boost/json/fwd.hpp>

#include <string>
#include <string_view>

// The part of Liquid that the sandbox's Studio knows: `{{a.b.c}}`, a path into the context.
namespace flexcord::sandbox::twilio {

/// `text` with every `{{path}}` replaced by what stands there in `context`: text as it is, other
/// values as JSON, nothing for what is not there. A number in a path counts the items of a list.
std::string render_liquid(std::string_view text, const boost::json::object& context);

/// Why `text` is more than plain text and paths; empty when it is not.
std::string liquid_problem(std::string_view text);

/// `text` with every `{{path}}` replaced by `with`.
std::string replace_liquid(std::string_view text, std::string_view with);

} // namespace flexcord::sandbox::twilio
