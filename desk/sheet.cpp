#include "desk/sheet.hpp"

namespace flexcord::desk {

html sheet(std::string_view title, const asset_names& names, const html& body) {
  html out;
  out.put("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
          "name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
          "name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>",
          title);
  out.asset(assets(names).style).put("</style>\n</head>\n");
  return out.add(body).put("</html>\n");
}

} // namespace flexcord::desk
