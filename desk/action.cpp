#include "desk/action.hpp"
#include "desk/body.hpp"
#include "desk/text.hpp"
#include "desk/words.hpp"

#include <algorithm>

namespace flexcord::desk {

namespace {

/// Collects what is wrong with single fields.
class reader {
public:
  explicit reader(parsed_action& out) : out_(out) {}

  void wrong(std::string field, std::string text) {
    out_.problems.push_back({std::move(field), std::move(text)});
  }
  bool has(std::string_view name) const {
    return std::any_of(out_.fields.begin(), out_.fields.end(),
                       [&](const auto& f) { return f.first == name; });
  }
  std::string one_line(const std::string& name, std::size_t most) {
    return limited(name, on_one_line(typed(out_.fields, name)), most);
  }
  std::string words(const std::string& name, std::size_t most) {
    return limited(name, std::string{trimmed(typed(out_.fields, name))}, most);
  }
  std::string needed(const std::string& name, std::size_t most, const char* if_missing) {
    auto text = one_line(name, most);
    if (text.empty()) wrong(name, if_missing);
    return text;
  }
  std::string choice(const std::string& name, std::span<const word> list) {
    auto text = std::string{trimmed(typed(out_.fields, name))};
    if (!is_one_of(list, text)) wrong(name, "Choose one of those offered.");
    return text;
  }
  /// False, with a problem, for a change without what was seen: it could undo another's unseen.
  bool saw(const std::string& name) {
    if (has("saw-" + name)) return true;
    wrong(name, "What you saw before (saw-" + name + ") is missing.");
    return false;
  }

private:
  std::string limited(const std::string& name, std::string text, std::size_t most) {
    if (length_of(text) > most)
      wrong(name, "This is too long: at most " + std::to_string(most) + " characters.");
    return text;
  }
  parsed_action& out_;
};

std::optional<setting<std::string>> changed_choice(reader& in, const typed_fields& fields,
                                                   const std::string& name,
                                                   std::span<const word> list) {
  if (!in.has(name) || !in.saw(name)) return {};
  auto saw = std::string{trimmed(typed(fields, "saw-" + name))};
  // What stays as it was is not judged: it may be a word of a later version.
  if (trimmed(typed(fields, name)) == saw) return {};
  return setting<std::string>{in.choice(name, list), std::move(saw)};
}

std::optional<setting<std::vector<std::string>>> changed_tags(reader& in,
                                                              const typed_fields& fields) {
  if (!in.has("tags") || !in.saw("tags")) return {};
  auto now = read_tags(typed(fields, "tags"));
  auto saw = read_tags(typed(fields, "saw-tags"));
  if (now == saw) return {};
  if (now.size() > most_tags)
    in.wrong("tags", "There are too many tags: at most " + std::to_string(most_tags) + ".");
  for (const auto& t : now)
    if (length_of(t) > longest_tag)
      in.wrong("tags", "A tag has at most " + std::to_string(longest_tag) + " characters.");
  return setting<std::vector<std::string>>{std::move(now), std::move(saw)};
}

update read_update(reader& in, const typed_fields& fields) {
  update u;
  u.agent = in.needed("agent", longest_name, "Say who you are.");
  u.note = in.words("note", longest_note);
  u.status = changed_choice(in, fields, "status", statuses());
  u.priority = changed_choice(in, fields, "priority", priorities());
  u.tags = changed_tags(in, fields);
  if (in.has("assignee") && in.saw("assignee")) {
    auto now = in.one_line("assignee", longest_name);
    auto saw = on_one_line(typed(fields, "saw-assignee"));
    if (now != saw) u.assignee = {std::move(now), std::move(saw)};
  }
  return u;
}

bool changes_nothing(const update& u) {
  return u.note.empty() && !u.status && !u.priority && !u.assignee && !u.tags;
}

create read_create(reader& in) {
  create c;
  c.agent = in.needed("agent", longest_name, "Say who you are.");
  c.kind = in.choice("kind", kinds());
  c.title = in.needed("title", longest_title, "Give the case a title.");
  c.text = in.words("text", longest_note);
  c.priority = in.has("priority") ? in.choice("priority", priorities()) : "normal";
  return c;
}

std::string listed(const std::vector<std::string>& tags) {
  std::string out;
  for (const auto& t : tags) out += (out.empty() ? "" : ", ") + t;
  return out;
}

} // namespace

std::string_view typed(const typed_fields& fields, std::string_view name) {
  for (const auto& [n, value] : fields)
    if (n == name) return value;
  return {};
}

parsed_action read_action(std::string_view content_type, std::string_view body) {
  parsed_action out;
  std::string why;
  auto fields = read_body(content_type, body, why);
  if (!fields) {
    out.problems.push_back({"", std::move(why)});
    return out;
  }
  out.fields = std::move(*fields);
  reader in{out};
  const auto wanted = typed(out.fields, "do");
  if (wanted == "update") {
    auto u = read_update(in, out.fields);
    if (out.problems.empty() && changes_nothing(u))
      in.wrong("", "Nothing is changed: write a note or choose something else.");
    out.what = std::move(u);
  } else if (wanted == "create") {
    out.what = read_create(in);
  } else {
    in.wrong("do", "Say what to do: update or create.");
  }
  return out;
}

std::vector<problem> conflicts(const update& wanted, const case_facts& now) {
  std::vector<problem> out;
  const auto compare = [&](const char* field, const auto& change, const auto& is, const char* what,
                           const std::string& shown) {
    if (!change || is == change->saw || is == change->now) return;
    out.push_back({field, std::string{"Somebody else has changed the "} + what +
                              " meanwhile. It is now: " + shown + "."});
  };
  compare("status", wanted.status, now.status, "status", word_for(statuses(), now.status));
  compare("priority", wanted.priority, now.priority, "priority",
          word_for(priorities(), now.priority));
  compare("assignee", wanted.assignee, now.assignee, "assignee",
          now.assignee.empty() ? "nobody" : now.assignee);
  auto tags = now.tags;
  std::sort(tags.begin(), tags.end());
  compare("tags", wanted.tags, tags, "tags", tags.empty() ? "none" : listed(tags));
  return out;
}

std::vector<std::string> read_tags(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    auto tag = lower(on_one_line(part));
    std::replace(tag.begin(), tag.end(), ' ', '-');
    if (!tag.empty()) out.push_back(std::move(tag));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

} // namespace flexcord::desk
