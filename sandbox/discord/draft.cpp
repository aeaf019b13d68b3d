#include "sandbox/discord/draft.hpp"
#include "sandbox/core/json.hpp"

#include <algorithm>

namespace json = boost::json;

namespace flexcord::sandbox::discord {

namespace {

constexpr std::size_t most_content = 2000, most_nonce = 25, most_embeds = 10, most_files = 10,
                      most_description = 1024;

std::string trim(std::string_view s) {
  constexpr std::string_view space = " \t\r\n\v\f";
  const auto first = s.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return std::string(s.substr(first, s.find_last_not_of(space) - first + 1));
}

/// The array at `key`; null counts as an empty one, anything else is an error.
std::optional<json::array> list_at(const json::object& o, const char* key, form_errors& errors) {
  auto* v = o.if_contains(key);
  if (!v) return std::nullopt;
  if (v->is_null()) return json::array();
  if (v->is_array()) return v->get_array();
  errors.add(key, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
  return std::nullopt;
}

void read_nonce(const json::value& v, draft& d, form_errors& errors) {
  if (v.is_string()) {
    d.nonce = std::string(v.get_string());
    if (code_points(d.nonce) > most_nonce) errors.too_long("nonce", most_nonce);
  } else if (v.is_int64() || v.is_uint64()) {
    d.nonce = id_of(v);
    d.nonce_is_number = true;
  } else if (!v.is_null()) {
    errors.add("nonce", "NONCE_TYPE_INVALID", "Must be a string or an integer.");
  }
}

void check_mentions(const json::object& o, form_errors& errors) {
  auto* m = object_at(o, "allowed_mentions");
  if (!m) return;
  auto* parse = array_at(*m, "parse");
  if (!parse) return;
  for (auto& kind : *parse) {
    const auto name = kind.is_string() ? std::string(kind.get_string()) : std::string();
    if (name != "users" && name != "roles" && name != "everyone")
      errors.add("allowed_mentions.parse", "BASE_TYPE_CHOICES",
                 "Value must be one of ('users', 'roles', 'everyone').");
    auto* ids = array_at(*m, name);
    if (ids && !ids->empty())
      errors.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                 "parse:[\"" + name + "\"] and " + name + ": [ids...] are mutually exclusive.");
  }
}

/// "parse" with "users" allows all, else those that are listed.
void read_mentions(const json::object& o, draft& d) {
  auto* m = object_at(o, "allowed_mentions");
  if (!m) return;
  if (auto* parse = array_at(*m, "parse"))
    for (auto& kind : *parse)
      if (kind == "users") return;
  d.may_mention.emplace();
  if (auto* users = array_at(*m, "users"))
    for (auto& id : *users) d.may_mention->push_back(id_of(id));
}

void read_reference(const json::object& o, draft& d, form_errors& errors) {
  auto* r = object_at(o, "message_reference");
  if (!r) return;
  d.reply_to = to_number(id_at(*r, "message_id"));
  d.reply_must_exist = bool_at(*r, "fail_if_not_exists").value_or(true);
  if (d.reply_to == 0) errors.required("message_reference.message_id");
  if (number_at(*r, "type").value_or(0) != 0)
    errors.add("message_reference.type", "BASE_TYPE_CHOICES", "The sandbox has replies only.");
}

void check_attachments(const json::array& list, form_errors& errors) {
  if (list.size() > most_files) errors.bad_length("attachments", 0, most_files);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto path = join("attachments", i);
    auto* a = list[i].if_object();
    if (!a)
      errors.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
    else if (id_at(*a, "id").empty())
      errors.required(join(path, "id"));
    else if (code_points(text_at(*a, "description")) > most_description)
      errors.too_long(join(path, "description"), most_description);
  }
}

} // namespace

draft read_draft(const json::object& body, form_errors& errors) {
  draft d;
  if (auto* c = body.if_contains("content")) {
    if (c->is_string())
      d.content = trim(std::string_view(c->get_string()));
    else if (c->is_null())
      d.content = "";
    else
      errors.add("content", "BASE_TYPE_STRING", "Could not interpret value as string.");
    if (d.content && code_points(*d.content) > most_content)
      errors.too_long("content", most_content);
  }
  if (auto* f = body.if_contains("flags"); f && !f->is_null()) {
    const auto flags = number_at(body, "flags");
    if (flags && *flags >= 0)
      d.flags = static_cast<std::uint64_t>(*flags);
    else
      errors.add("flags", "NUMBER_TYPE_COERCE", "Value is not an integer.");
  }
  const bool v2 = d.flags && (*d.flags & components_v2) != 0;
  if ((d.embeds = list_at(body, "embeds", errors))) {
    if (d.embeds->size() > most_embeds) errors.bad_length("embeds", 0, most_embeds);
    check_embeds(*d.embeds, errors);
  }
  if ((d.components = list_at(body, "components", errors)))
    check_components(*d.components, v2, errors);
  if (v2 && ((d.content && !d.content->empty()) || (d.embeds && !d.embeds->empty())))
    errors.add(d.content && !d.content->empty() ? "content" : "embeds",
               "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
               "The field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
  if ((d.attachments = list_at(body, "attachments", errors)))
    check_attachments(*d.attachments, errors);
  if (auto* n = body.if_contains("nonce")) read_nonce(*n, d, errors);
  d.enforce_nonce = bool_at(body, "enforce_nonce").value_or(false);
  d.tts = bool_at(body, "tts").value_or(false);
  check_mentions(body, errors);
  read_mentions(body, d);
  read_reference(body, d, errors);
  for (auto* key : {"poll", "sticker_ids"})
    if (auto* v = body.if_contains(key);
        v && !v->is_null() && !(v->is_array() && v->get_array().empty()))
      errors.add(key, "SANDBOX_UNSUPPORTED", "The sandbox has no such thing.");
  return d;
}

bool is_empty(const message& m) {
  return m.content.empty() && m.embeds.empty() && m.components.empty() && m.attachments.empty();
}

void apply(world& w, const draft& d, std::vector<upload> files, message& m) {
  if (d.content) {
    m.content = *d.content;
    m.may_mention = d.may_mention;
  }
  if (d.embeds) {
    m.embeds = *d.embeds;
    for (auto& e : m.embeds)
      if (auto* o = e.if_object(); o && !o->contains("type")) (*o)["type"] = "rich";
  }
  if (d.components) {
    m.components = *d.components;
    // Components without an id get one, counted through the message.
    std::int64_t next = 1;
    for (auto& row : m.components) {
      auto* r = row.if_object();
      if (!r) continue;
      if (!r->contains("id")) (*r)["id"] = next;
      ++next;
      if (auto* inner = r->if_contains("components"); inner && inner->is_array())
        for (auto& c : inner->get_array()) {
          if (auto* o = c.if_object(); o && !o->contains("id")) (*o)["id"] = next;
          ++next;
        }
    }
  }
  std::vector<attachment> kept;
  for (auto& a : m.attachments) {
    const bool listed =
        !d.attachments || std::any_of(d.attachments->begin(), d.attachments->end(), [&](auto& v) {
          return v.is_object() && id_at(v.get_object(), "id") == std::to_string(a.id);
        });
    if (listed) kept.push_back(a);
  }
  for (auto& f : files) {
    auto a = w.keep_file(f.filename, f.content_type, std::move(f.bytes));
    if (d.attachments)
      for (auto& v : *d.attachments)
        if (v.is_object() && id_at(v.get_object(), "id") == f.key) {
          a.description = text_at(v.get_object(), "description");
          a.filename = text_at(v.get_object(), "filename", a.filename);
        }
    // The name under which the CDN gives it out.
    if (auto file = w.files.find(a.id); file != w.files.end()) file->second.filename = a.filename;
    kept.push_back(std::move(a));
  }
  m.attachments = std::move(kept);
}

} // namespace flexcord::sandbox::discord
