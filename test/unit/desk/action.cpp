#include "desk/action.hpp"
#include "desk/view.hpp"

#define CAF_SUITE desk_action
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::desk;

namespace {

constexpr auto form = "application/x-www-form-urlencoded";

const std::string as_seen = "&saw-status=open&status=open&saw-priority=normal&priority=normal"
                            "&saw-assignee=&assignee=&saw-tags=login&tags=login";

std::string problems(const parsed_action& p) {
  std::string out;
  for (const auto& x : p.problems) out += x.field + ": " + x.text + "\n";
  return out;
}
parsed_action posted(const std::string& body) { return read_action(form, body); }
std::string refused(const std::string& body) { return problems(posted(body)); }

case_facts facts(std::string status, std::string priority, std::string assignee,
                 std::vector<std::string> tags) {
  case_facts f;
  f.status = std::move(status);
  f.priority = std::move(priority);
  f.assignee = std::move(assignee);
  f.tags = std::move(tags);
  return f;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

} // namespace

SCENARIO("an agent notes and changes a case until it is resolved (checklist 34)") {
  GIVEN("the form as the page sends it") {
    WHEN("it is read") {
      THEN("a note alone changes nothing else") {
        const auto p = posted("do=update&agent=Mike+M%C3%BCller&note=called%0D%0Aback" + as_seen);
        CHECK_EQ(problems(p), "");
        update wanted;
        wanted.agent = "Mike Müller";
        wanted.note = "called\nback";
        CHECK(std::get<update>(p.what) == wanted);
      }
      THEN("only what differs from what was seen is a change") {
        const auto p = posted("do=update&agent=Mike&saw-status=open&status=resolved"
                              "&saw-assignee=Sara&assignee=&saw-tags=a&tags=B%2C+a%2Ctwo+words%2C,"
                              "&saw-priority=normal&priority=normal");
        CHECK_EQ(problems(p), "");
        const auto& u = std::get<update>(p.what);
        CHECK((u.status == setting<std::string>{"resolved", "open"}));
        CHECK((u.assignee == setting<std::string>{"", "Sara"}));
        CHECK((u.tags == setting<std::vector<std::string>>{{"a", "b", "two-words"}, {"a"}}));
        CHECK(!u.priority);
      }
      THEN("JSON says the same") {
        const auto p = read_action(
            "Application/JSON; charset=utf-8",
            R"({"do":"update","agent":"Mike","tags":["b","a"],"saw-tags":"","note":"n"})");
        CHECK_EQ(problems(p), "");
        CHECK((std::get<update>(p.what).tags == setting<std::vector<std::string>>{{"a", "b"}, {}}));
      }
    }
  }
}

SCENARIO("an agent creates a case (checklist 35)") {
  GIVEN("the form for a new case") {
    WHEN("it is read") {
      THEN("title, kind and text are taken") {
        const auto p = posted("do=create&agent=Mike&kind=bug&priority=high&title=+Lantern+%0A+goes"
                              "+out&text=In+the+rain");
        CHECK_EQ(problems(p), "");
        CHECK((std::get<create>(p.what) ==
               create{"Mike", "bug", "Lantern goes out", "In the rain", "high"}));
      }
      THEN("what is missing or unknown is named") {
        CHECK_EQ(refused("do=create&agent=Mike&kind=bug"), "title: Give the case a title.\n");
        CHECK(has(refused("do=create&agent=Mike&kind=magic&title=x"), "kind: Choose"));
        CHECK(has(refused("do=create&kind=bug&title=x"), "agent: Say who you are."));
      }
    }
  }
}

SCENARIO("what is typed wrongly is answered in plain words") {
  GIVEN("forms with something wrong") {
    WHEN("they are read") {
      THEN("each field says what it wants") {
        CHECK(has(refused("do=update&note=x"), "agent: Say who you are."));
        CHECK(has(refused("do=update&agent=%20%0A&note=x"), "agent: Say who you are."));
        CHECK(has(refused("do=update&agent=M" + as_seen), ": Nothing is changed"));
        CHECK(has(refused("agent=M&note=x"), "do: Say what to do"));
        CHECK(has(refused("do=update&agent=M&status=resolved"), "saw-status"));
        CHECK(has(refused("do=update&agent=M&saw-status=open&status=gone"), "status: Choose"));
        CHECK(has(refused("do=update&agent=" + std::string(81, 'x') + "&note=x"),
                  "agent: This is too long: at most 80"));
        CHECK_EQ(refused("do=update&agent=M&note=" + std::string(4000, 'x')), "");
        CHECK(has(refused("do=update&agent=M&note=" + std::string(4001, 'x')), "note: "));
        CHECK(has(refused("do=update&agent=M&saw-tags=&tags=" + std::string(33, 'x')),
                  "tags: A tag has at most 32"));
      }
      THEN("characters are counted, not bytes") {
        std::string wide;
        for (int i = 0; i < 80; ++i) wide += "%E6%97%A5";
        CHECK_EQ(refused("do=update&note=x&agent=" + wide), "");
      }
      THEN("more tags than anybody reads are refused") {
        std::string tags = "t0";
        for (int i = 1; i <= 20; ++i) tags += "%2Ct" + std::to_string(i);
        CHECK(has(refused("do=update&agent=M&saw-tags=&tags=" + tags), "tags: There are too many"));
      }
      THEN("a status of a later version may stay as it is") {
        CHECK_EQ(refused("do=update&agent=M&note=x&saw-status=waiting&status=waiting"), "");
      }
    }
  }
}

SCENARIO("a body that is no form is refused whole") {
  GIVEN("bodies of peers that mean no good") {
    WHEN("they are read") {
      THEN("the refusal says why and nothing is taken") {
        CHECK(has(problems(read_action("text/plain", "do=update")), "must be a form"));
        CHECK(has(problems(read_action("", "")), "must be a form"));
        CHECK(has(problems(read_action("application/json", "[1]")), "not a JSON object"));
        CHECK(has(problems(read_action("application/json", "{\"do\":")), "not a JSON object"));
        CHECK(has(problems(read_action("application/json", "{\"do\":1}")), "must be a text"));
        CHECK(has(problems(read_action("application/json", "{\"do\":[[]]}")), "must be a text"));
        CHECK(has(problems(read_action("application/json", std::string(60000, '['))),
                  "not a JSON object"));
        CHECK(has(refused(std::string(longest_body + 1, 'x')), "too long"));
        std::string many;
        for (int i = 0; i < 65; ++i) many += "a=b&";
        CHECK(has(refused(many), "too many fields"));
      }
      THEN("broken escapes and bytes are kept as text") {
        const auto p = posted("do=update&agent=%4&note=%zz%FF%00" + as_seen);
        CHECK_EQ(problems(p), "");
        CHECK_EQ(std::get<update>(p.what).agent, "%4");
        CHECK_EQ(std::get<update>(p.what).note, "%zz\xEF\xBF\xBD\xEF\xBF\xBD");
      }
    }
  }
}

SCENARIO("what somebody else changed meanwhile is shown, not overwritten") {
  GIVEN("an agent who saw an open, unassigned case") {
    const auto p = posted("do=update&agent=Mike&saw-status=open&status=resolved"
                          "&saw-assignee=&assignee=Mike&saw-tags=a&tags=a,b"
                          "&saw-priority=normal&priority=high");
    const auto& wanted = std::get<update>(p.what);
    WHEN("it is compared with the case") {
      THEN("without changes of others there is no conflict") {
        CHECK(conflicts(wanted, facts("open", "normal", "", {"a"})).empty());
      }
      THEN("each field that another changed is a conflict with what it is now") {
        const auto all = conflicts(wanted, facts("pending", "urgent", "Sara", {"z", "a"}));
        REQUIRE_EQ(all.size(), 4u);
        CHECK_EQ(all[0].field, "status");
        CHECK(has(all[0].text, "now: Pending"));
        CHECK(has(all[1].text, "now: Urgent"));
        CHECK(has(all[2].text, "now: Sara"));
        CHECK(has(all[3].text, "now: a, z"));
      }
      THEN("who did the same before is no conflict") {
        CHECK(conflicts(wanted, facts("resolved", "high", "Mike", {"b", "a"})).empty());
      }
      THEN("a note alone is never in conflict") {
        update note;
        note.note = "n";
        CHECK(conflicts(note, facts("closed", "low", "X", {})).empty());
      }
    }
  }
}
