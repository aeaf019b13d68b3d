#include "sandbox/core/json.hpp"
#include "sandbox/discord/draft.hpp"

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

/// Checks one text of an embed and adds its length to `total`.
void text(const json::object& o, const char* key, const std::string& path, std::size_t most,
          std::size_t& total, form_errors& errors) {
  const auto n = code_points(text_at(o, key));
  total += n;
  if (n > most) errors.too_long(join(path, key), most);
}

} // namespace

void check_embeds(const json::array& list, form_errors& errors) {
  std::size_t total = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto path = join("embeds", i);
    auto* e = list[i].if_object();
    if (!e) {
      errors.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
      continue;
    }
    text(*e, "title", path, 256, total, errors);
    text(*e, "description", path, 4096, total, errors);
    if (auto* f = object_at(*e, "footer"))
      text(*f, "text", join(path, "footer"), 2048, total, errors);
    if (auto* a = object_at(*e, "author"))
      text(*a, "name", join(path, "author"), 256, total, errors);
    auto* fields = array_at(*e, "fields");
    if (!fields) continue;
    if (fields->size() > 25) errors.bad_length(join(path, "fields"), 0, 25);
    for (std::size_t k = 0; k < fields->size(); ++k) {
      const auto at = join(join(path, "fields"), k);
      auto* f = (*fields)[k].if_object();
      if (!f || text_at(*f, "name").empty()) errors.required(join(at, "name"));
      if (!f || text_at(*f, "value").empty()) errors.required(join(at, "value"));
      if (!f) continue;
      text(*f, "name", at, 256, total, errors);
      text(*f, "value", at, 1024, total, errors);
    }
  }
  if (total > 6000)
    errors.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
}

} // namespace flexcord::sandbox::discord
