#pragma once
#include "actors/cases/event.hpp"
#include "actors/gates/gate.hpp"
#include "actors/reports/drafts.hpp"
#include "actors/reports/mine.hpp"
#include "actors/reports/show.hpp"
#include "actors/reports/votes.hpp"
#include "net/discord/types.hpp"
#include "store/cases.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Reports as cases, and cases as reports. Pure.
namespace flexcord::actors::reports_desk {

cases::kind case_kind(reports::kind k);
/// Nothing for cases that are no reports.
std::optional<reports::kind> report_kind(cases::kind k);
reports::status status_of(cases::status s);

/// The case of a report; its number, and where it is shown, are the caller's.
cases::opened opened_of(const reports::report& r, const net::discord::interaction& from);
/// As it is posted. Severity and texts come from the answers that opened_of() wrote.
reports::standing standing_of(const cases::picture& p);
/// What its author wrote, for comparing.
reports::report report_of(cases::kind what, const std::string& title,
                          const std::vector<cases::answer>& answers);
reports::ballot ballot_of(const cases::state& s);
/// True when that member is told what becomes of the case.
bool listens(const cases::state& s, const std::string& member);
/// News for whose locale we have no texts are said in the language of the server.
cases::tell in_known_language(cases::tell news, const std::string& fallback);
reports::my_case my_case_of(const store::case_facts& f);

/// Who asks, with the role that is looked for.
gates::applicant applicant_of(const net::discord::interaction& i, const gates::limits& limits);

/// What the journal calls the request of a form: the same for each of its presses.
std::string request_key(std::string_view draft);

/// A draft as it is stored.
std::string encode(const reports::draft& d);
/// Nothing when the text is not one of ours.
std::optional<reports::draft> decode_draft(std::string_view text);

} // namespace flexcord::actors::reports_desk
