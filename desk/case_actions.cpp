#include "desk/case_parts.hpp"
#include "desk/text.hpp"
#include "desk/words.hpp"

namespace flexcord::desk {

namespace {

/// The forms as they are shown: what had been typed goes before what stands in the case.
class form {
public:
  form(const case_view& v, const looking& who) : view_(v), who_(who) {}

  /// What a field of the update form shows. One that was left as it was follows the case: to send
  /// what had been there would undo the change of somebody else.
  std::string updated(std::string_view name, std::string_view now) const {
    const auto left = typed(who_.typed, name) == typed(who_.typed, "saw-" + std::string{name});
    return creating() || left ? std::string{now} : value(name, now);
  }
  std::string value(std::string_view name, std::string_view now) const {
    for (const auto& [n, text] : who_.typed)
      if (n == name) return text;
    return std::string{now};
  }
  /// The place where the problem of a field is shown; hidden when there is none.
  html problem_of(std::string_view id, std::string_view field, bool mine) const {
    std::string text;
    if (mine)
      for (const auto& p : who_.problems)
        if (p.field == field) text += (text.empty() ? "" : " ") + p.text;
    return html{}.put("<p class=\"problem\" id=\"{}-problem\"{}>{}</p>", id,
                      when(text.empty(), " hidden"), text);
  }
  html options(std::span<const word> list, std::string_view chosen) const {
    html out;
    if (!is_one_of(list, chosen))
      out.put("<option value=\"{}\" selected>{}</option>", chosen, chosen);
    for (const auto& w : list)
      out.put("<option value=\"{}\"{}>{}</option>", w.name, when(w.name == chosen, " selected"),
              w.text);
    return out;
  }
  html saw(std::string_view name, std::string_view now) const {
    return html{}.put("<input type=\"hidden\" name=\"saw-{}\" value=\"{}\">", name, now);
  }
  bool creating() const { return typed(who_.typed, "do") == "create"; }
  html general_problem(std::string_view id, bool mine) const {
    std::string text;
    if (mine)
      for (const auto& p : who_.problems)
        if (p.field.empty() || p.field == "do") text += (text.empty() ? "" : " ") + p.text;
    return html{}.put("<p class=\"outcome\" id=\"{}\" role=\"status\"{}>{}</p>", id,
                      when(!text.empty(), " data-bad"), text);
  }
  html nonce() const {
    return html{}.put("<input type=\"hidden\" name=\"nonce\" value=\"{}\">", who_.nonce);
  }
  address target() const { return address::here(who_.link + "&w=" + who_.write); }

private:
  const case_view& view_;
  const looking& who_;
};

std::string tags_text(const std::vector<std::string>& tags) {
  std::string out;
  for (const auto& t : tags) out += (out.empty() ? "" : ", ") + t;
  return out;
}

html choice(const form& f, const char* id, const char* label, std::span<const word> list,
            const std::string& now) {
  return html{}.put("<div class=\"field\"><label for=\"{}\">{}</label><select id=\"{}\" "
                    "name=\"{}\" aria-describedby=\"{}-problem\">{}</select>{}{}</div>",
                    id, label, id, id, id, f.options(list, f.updated(id, now)), f.saw(id, now),
                    f.problem_of(id, id, !f.creating()));
}

html line_field(const form& f, const char* id, html label, const std::string& now,
                std::size_t most) {
  return html{}.put("<div class=\"field\">{}<input id=\"{}\" name=\"{}\" value=\"{}\" "
                    "maxlength=\"{}\" autocomplete=\"off\" "
                    "aria-describedby=\"{}-problem\">{}{}</div>",
                    label, id, id, f.updated(id, now), most, id, f.saw(id, now),
                    f.problem_of(id, id, !f.creating()));
}

html agent_field(const form& f, const char* id, bool mine) {
  return html{}.put(
      "<div class=\"field agent\"><label for=\"{}\">Your name</label><input id=\"{}\" "
      "name=\"agent\" value=\"{}\" maxlength=\"{}\" required autocomplete=\"name\" "
      "aria-describedby=\"{}-problem\">{}</div>",
      id, id, mine ? f.value("agent", "") : std::string{}, longest_name, id,
      f.problem_of(id, "agent", mine));
}

html update_form(const form& f, const case_facts& now) {
  const bool mine = !f.creating();
  html out;
  out.put("<form method=\"post\" action=\"{}\" id=\"update\"><input type=\"hidden\" name=\"do\" "
          "value=\"update\">{}\n<div class=\"field wide\"><label for=\"note\">Note <span "
          "class=\"hint\">only agents see it</span></label><textarea id=\"note\" name=\"note\" "
          "rows=\"2\" maxlength=\"{}\" aria-describedby=\"note-problem\">",
          f.target(), f.nonce(), longest_note);
  // A line break right after the tag is dropped by browsers.
  out.put("\n{}</textarea>{}</div>\n", mine ? f.value("note", "") : std::string{},
          f.problem_of("note", "note", mine));
  out.add(choice(f, "status", "Status", statuses(), now.status));
  out.add(choice(f, "priority", "Priority", priorities(), now.priority));
  out.add(line_field(f, "assignee",
                     html{}.put("<div class=\"label-line\"><label "
                                "for=\"assignee\">Assignee</label><button type=\"button\" "
                                "class=\"small\" id=\"to-me\" hidden>Assign to me</button></div>"),
                     now.assignee, longest_name));
  out.add(line_field(f, "tags",
                     html{}.put("<label for=\"tags\">Tags <span class=\"hint\">with "
                                "commas</span></label>"),
                     tags_text(now.tags), 700));
  out.add(agent_field(f, "agent", mine));
  out.put("<div class=\"field send\"><button type=\"submit\" "
          "class=\"primary\">Save</button></div>\n{}</form>\n",
          f.general_problem("outcome", mine));
  return out;
}

html create_form(const form& f) {
  const bool mine = f.creating();
  const auto text_of = [&](const char* name) { return mine ? f.value(name, "") : std::string{}; };
  html out;
  out.put(
      "<details class=\"create\"{}><summary>Create another case for this person</summary>\n<form "
      "method=\"post\" action=\"{}\" id=\"create\"><input type=\"hidden\" name=\"do\" "
      "value=\"create\">{}\n",
      when(mine, " open"), f.target(), f.nonce());
  out.put("<div class=\"field wide\"><label for=\"new-title\">Title</label><input id=\"new-title\" "
          "name=\"title\" value=\"{}\" maxlength=\"{}\" required autocomplete=\"off\" "
          "aria-describedby=\"new-title-problem\">{}</div>\n",
          text_of("title"), longest_title, f.problem_of("new-title", "title", mine));
  const auto chosen = [&](const char* name, const char* first) {
    return mine ? f.value(name, first) : std::string{first};
  };
  out.put("<div class=\"field\"><label for=\"new-kind\">Kind</label><select id=\"new-kind\" "
          "name=\"kind\" aria-describedby=\"new-kind-problem\">{}</select>{}</div>\n",
          f.options(kinds().subspan(1), chosen("kind", "question")),
          f.problem_of("new-kind", "kind", mine));
  out.put("<div class=\"field\"><label for=\"new-priority\">Priority</label><select "
          "id=\"new-priority\" name=\"priority\" "
          "aria-describedby=\"new-priority-problem\">{}</select>{}</div>\n",
          f.options(priorities(), chosen("priority", "normal")),
          f.problem_of("new-priority", "priority", mine));
  out.put("<div class=\"field wide\"><label for=\"new-text\">What it is about</label><textarea "
          "id=\"new-text\" name=\"text\" rows=\"3\" maxlength=\"{}\" "
          "aria-describedby=\"new-text-problem\">\n{}</textarea>{}</div>\n",
          longest_note, text_of("text"), f.problem_of("new-text", "text", mine));
  out.add(agent_field(f, "new-agent", mine));
  out.put("<div class=\"field send\"><button type=\"submit\">Create case</button></div>\n{}"
          "</form></details>\n",
          f.general_problem("create-outcome", mine));
  return out;
}

} // namespace

html actions_part(const case_view& v, const looking& who) {
  if (who.write.empty()) return {};
  const form f{v, who};
  html out;
  out.put("<section class=\"card actions\" id=\"actions\" aria-labelledby=\"actions-name\"><h2 "
          "id=\"actions-name\">Actions</h2>\n");
  out.add(update_form(f, v.facts)).add(create_form(f));
  return out.put("</section>\n");
}

} // namespace flexcord::desk
