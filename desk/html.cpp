#include "desk/html.hpp"
#include "desk/text.hpp"

namespace flexcord::desk {

void html::escaped(std::string_view value) {
  for (char c : clean(value)) {
    switch (c) {
    case '&':
      out_ += "&amp;";
      break;
    case '<':
      out_ += "&lt;";
      break;
    case '>':
      out_ += "&gt;";
      break;
    case '"':
      out_ += "&quot;";
      break;
    case '\'':
      out_ += "&#39;";
      break;
    case '`':
      out_ += "&#96;";
      break;
    default:
      out_ += c;
    }
  }
}

} // namespace flexcord::desk
