#include "net/discord/text.hpp"
#include "net/discord/write_parts.hpp"

#include <algorithm>

namespace flexcord::net::discord::parts {
namespace {

using limits = form_limits;

void put(json::object& o, const char* key, std::string text) {
  if (!text.empty()) o[key] = std::move(text);
}

json::object text_json(const form_question& q) {
  const int longest = limits::text;
  const auto most = q.most > 0 ? std::min(q.most, longest) : longest;
  json::object o{{"type", 4},
                 {"custom_id", cut(q.id, limits::id)},
                 {"style", q.what == form_question::kind::long_text ? 2 : 1},
                 {"required", q.required},
                 {"max_length", most}};
  if (q.least > 0) o["min_length"] = std::min(q.least, most);
  put(o, "placeholder", cut(q.sample, limits::sample));
  put(o, "value", cut(q.value, static_cast<std::size_t>(most)));
  return o;
}

json::object choice_json(const form_question& q) {
  json::array options;
  bool chosen = false; // one only: that many are taken
  for (const auto& c : q.choices) {
    if (options.size() == limits::choices) break;
    json::object o{{"label", cut(c.label, limits::choice)},
                   {"value", cut(c.value, limits::choice)}};
    put(o, "description", cut(c.hint, limits::choice));
    if (c.chosen && !chosen) o["default"] = chosen = true;
    options.push_back(std::move(o));
  }
  json::object o{{"type", 3},
                 {"custom_id", cut(q.id, limits::id)},
                 {"options", std::move(options)},
                 {"required", q.required},
                 {"min_values", q.required ? 1 : 0},
                 {"max_values", 1}};
  put(o, "placeholder", cut(q.sample, limits::sample));
  return o;
}

json::object files_json(const form_question& q) {
  const int all = limits::files;
  return {{"type", 19},
          {"custom_id", cut(q.id, limits::id)},
          {"required", q.required},
          {"min_values", q.required ? 1 : 0},
          {"max_values", q.most > 0 ? std::min(q.most, all) : all}};
}

json::object component(const form_question& q) {
  switch (q.what) {
  case form_question::kind::choice:
    return choice_json(q);
  case form_question::kind::files:
    return files_json(q);
  default:
    return text_json(q);
  }
}

} // namespace

json::object modal(const form& f) {
  json::array labels;
  for (const auto& q : f.questions) {
    if (labels.size() == limits::questions) break;
    json::object o{{"type", 18}, {"label", cut(q.label, limits::label)}};
    put(o, "description", cut(q.hint, limits::hint));
    o["component"] = component(q);
    labels.push_back(std::move(o));
  }
  return {{"custom_id", cut(f.id, limits::id)},
          {"title", cut(f.title, limits::title)},
          {"components", std::move(labels)}};
}

} // namespace flexcord::net::discord::parts
