#include "desk/live.hpp"

#include <boost/json/parse.hpp>

#define CAF_SUITE desk_live
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::desk;

namespace {

/// The data of one frame as JSON.
boost::json::value data_of(const std::string& frame) {
  const auto at = frame.find("\ndata: ") + 7;
  return boost::json::parse(frame.substr(at, frame.find('\n', at) - at));
}
std::string text_at(const boost::json::value& v, std::string_view pointer) {
  return std::string{v.at_pointer(pointer).as_string()};
}

const std::string break_out = "x\n\nevent: facts\ndata: {}\n\n</script>\xFF\xE2\x80\xAE";

} // namespace

SCENARIO("an open page hears what happens, from where it has read") {
  GIVEN("entries, lines and facts") {
    WHEN("they are written as events") {
      THEN("each carries the cursor after it") {
        entry e{7, 1000, "note", "see https://a.example", "Mike", ""};
        const auto frame = live_entry(e, {7, "4.1"});
        CHECK(frame.starts_with("event: entry\nid: 7~4.1\ndata: {"));
        CHECK(frame.ends_with("}\n\n"));
        const auto data = data_of(frame);
        CHECK_EQ(text_at(data, "/title"), "Note");
        CHECK_EQ(text_at(data, "/body/1/url"), "https://a.example");
        CHECK_EQ(text_at(data, "/author"), "Mike");
        CHECK_EQ(data.at_pointer("/position").to_number<int>(), 7);
      }
      THEN("a deleted line no longer has its words and files") {
        line l;
        l.id = "m1";
        l.text = "secret";
        l.files = {{"secret.png", "image/png", "https://a.example/secret.png", 9}};
        l.deleted = true;
        CHECK_EQ(live_line(l, {}).find("secret"), std::string::npos);
        l.deleted = false;
        CHECK_EQ(text_at(data_of(live_line(l, {})), "/files/0/url"),
                 "https://a.example/secret.png");
        l.files[0].url = "javascript:alert(1)";
        CHECK_EQ(text_at(data_of(live_line(l, {})), "/files/0/url"), "");
      }
      THEN("facts come with their words") {
        case_facts f;
        f.status = "pending";
        f.priority = "urgent";
        f.tags = {"a", "b"};
        const auto data = data_of(live_facts(f, {1, ""}));
        CHECK_EQ(text_at(data, "/status_text"), "Pending");
        CHECK_EQ(text_at(data, "/priority_text"), "Urgent");
        CHECK_EQ(text_at(data, "/tags/1"), "b");
      }
    }
  }
}

SCENARIO("no text can begin an event of its own") {
  GIVEN("names and messages with line breaks and broken bytes") {
    WHEN("they are written as events") {
      THEN("each event is three lines and an empty one") {
        line l{break_out, 1, speaker::user, break_out, break_out, {{break_out, "", break_out, 1}}};
        entry e{1, 1, break_out, break_out, break_out, break_out};
        case_facts f;
        f.status = f.priority = f.assignee = f.title = f.talk_now = break_out;
        f.tags = {break_out};
        for (const auto& frame :
             {live_line(l, {1, break_out}), live_entry(e, {1, break_out}), live_facts(f, {})}) {
          CHECK_EQ(std::count(frame.begin(), frame.end(), '\n'), 4);
          CHECK(data_of(frame).is_object());
          CHECK_EQ(frame.find('\xFF'), std::string::npos);
        }
      }
    }
  }
}

SCENARIO("a browser that comes back says where it was") {
  GIVEN("cursors") {
    WHEN("they are read") {
      THEN("ours are, others are not") {
        CHECK((read_cursor(cursor_text({12, "4.1"})) == cursor{12, "4.1"}));
        CHECK(read_cursor("0~") == cursor{});
        for (std::string bad :
             {"", "12", "~", "x~1", "-1~1", "1~a b", "1~a~b", "99999999999999999999999~", "1 ~"})
          CHECK(!read_cursor(bad));
        CHECK(!read_cursor("1~" + std::string(65, 'a')));
        CHECK_EQ(live_start(1500), "retry: 1500\n\n");
        CHECK(live_beat().starts_with(":"));
      }
    }
  }
}

SCENARIO("a POST of the page's script is answered with what stands there now") {
  GIVEN("a case and problems") {
    case_facts f;
    f.status = "open";
    WHEN("the answer is written") {
      const auto good = boost::json::parse(action_answer({}, f, "/case/8?e=1&s=x"));
      const auto bad = boost::json::parse(action_answer({{"note", "too long"}}, f, "javascript:x"));
      THEN("it says whether it was done, why not, and where the new case is") {
        CHECK(good.at("ok").as_bool());
        CHECK_EQ(text_at(good, "/created"), "/case/8?e=1&s=x");
        CHECK_EQ(text_at(good, "/facts/status"), "open");
        CHECK(!bad.at("ok").as_bool());
        CHECK_EQ(text_at(bad, "/problems/0/field"), "note");
        CHECK_EQ(text_at(bad, "/created"), "");
      }
    }
  }
}
