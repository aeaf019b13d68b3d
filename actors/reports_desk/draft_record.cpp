#include "actors/conversation/fields.hpp"
#include "actors/field_codec.hpp"
#include "actors/reports_desk/values.hpp"

namespace flexcord::actors::reports_desk {
namespace {

/// A draft lives for minutes, so its form may change from one version to the next: an unknown one
/// is forgotten, and its writer told to begin again.
struct stored {
  std::string id, member, title, text, extra;
  std::int64_t at = 0;
  bool good = false;
  std::string kind, severity;
  std::vector<conversation::file> shots;
  std::vector<std::string> problems;
};

template <class F>
void fields(F& f, stored& x) {
  f("id", x.id);
  f("member", x.member);
  f("at", x.at);
  f("good", x.good);
  f("kind", x.kind);
  f("severity", x.severity);
  f("title", x.title);
  f("text", x.text);
  f("extra", x.extra);
  f("shots", x.shots);
  f("problems", x.problems);
}

} // namespace

std::string encode(const reports::draft& d) {
  stored s;
  s.id = d.id;
  s.member = d.member;
  s.at = d.at;
  s.good = d.good;
  s.kind = name_of(d.said.what);
  s.severity = name_of(d.said.how_bad);
  s.title = d.said.title;
  s.text = d.said.text;
  s.extra = d.said.extra;
  for (const auto& f : d.said.shots) s.shots.push_back({f.url, f.filename, f.content_type, f.size});
  s.problems = d.problems;
  return field_codec::encode_any(s);
}

std::optional<reports::draft> decode_draft(std::string_view text) {
  if (text.empty()) return std::nullopt;
  auto s = field_codec::decode_any<stored>(text);
  const auto kind = s ? reports::kind_of(s->kind) : std::nullopt;
  const auto severity = s ? reports::severity_of(s->severity) : std::nullopt;
  if (!kind || !severity) return std::nullopt;
  reports::draft d{s->id, s->member, s->at, s->good, {}};
  d.said.what = *kind;
  d.said.how_bad = *severity;
  d.said.title = s->title;
  d.said.text = s->text;
  d.said.extra = s->extra;
  for (const auto& f : s->shots)
    d.said.shots.push_back({{}, f.name, f.place, f.content_type, f.size});
  d.problems = s->problems;
  return d;
}

} // namespace flexcord::actors::reports_desk
