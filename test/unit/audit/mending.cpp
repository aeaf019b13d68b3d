#include "actors/audit/mending.hpp"

#include "actors/audit/page.hpp"
#include "actors/codec.hpp"
#include "test/unit/audit/scene.hpp"

#define CAF_SUITE audit_mending
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors;
using namespace flexcord::actors::audit;
using conversation::command_revived;

namespace {

struct bench {
  scene s;
  sides_read read;
  std::vector<store::dead_letter> dead;
  std::optional<conversation::envelope> mended(gap g) {
    read.sides = s.sides;
    return event_for(g, s.journal, read, dead, now);
  }
};

gap of(gap_kind kind) {
  gap g;
  g.kind = kind;
  return g;
}

template <class Command>
const Command* revived(const std::optional<conversation::envelope>& e) {
  auto* r = e ? std::get_if<command_revived>(&e->what) : nullptr;
  return r && r->letter.empty() ? std::get_if<Command>(&r->what) : nullptr;
}

} // namespace

SCENARIO("what was never seen is given to its conversation as if it came now, and counts once") {
  GIVEN("a member's text and an agent's that were missed") {
    bench b;
    net::discord::message m;
    m.id = "103", m.channel_id = "77", m.author.id = "5", m.text = "are you there?";
    b.read.user_messages = {m};
    net::twilio::message n;
    n.sid = "IM3", n.author = "mike", n.index = 4, n.created_ms = then, n.body = "yes";
    b.read.desk_messages = {n};
    WHEN("they are mended") {
      auto g = of(gap_kind::unseen_user_text);
      g.user_message = "103";
      const auto user = b.mended(g);
      auto h = of(gap_kind::unseen_agent_text);
      h.desk = "CH1", h.desk_message = "IM3";
      const auto agent = b.mended(h);
      THEN("each is the event that its side would have sent") {
        REQUIRE(user && agent);
        CHECK_EQ(user->id, "discord:msg:103");
        CHECK(user->late);
        CHECK_EQ(user->conversation, "discord:77");
        CHECK_EQ(agent->id, "twilio:IM3:added");
        CHECK_EQ(agent->desk, "CH1");
        auto* said = std::get_if<conversation::agent_wrote>(&agent->what);
        REQUIRE(said);
        CHECK(said->listed);
        CHECK_EQ(said->text, "yes");
      }
    }
  }
}

SCENARIO("desks are closed, completed and looked at by the commands that do it anyway") {
  GIVEN("a forgotten desk, one without a webhook, and one that is over") {
    bench b;
    b.s.sides.desks.push_back({"fc-9", "CH9", "active", {}, {}, {}});
    WHEN("they are mended") {
      auto surplus = of(gap_kind::surplus_desk), webhook = of(gap_kind::missing_webhook),
           over = of(gap_kind::closed_at_desk);
      surplus.desk = "CH9", webhook.desk = over.desk = "CH1";
      const auto close = b.mended(surplus), open = b.mended(webhook), look = b.mended(over);
      THEN("each is the right one, and asked for twice within a minute it counts once") {
        REQUIRE(revived<conversation::close_desk>(close));
        CHECK_EQ(revived<conversation::close_desk>(close)->desk, "fc-9");
        REQUIRE(revived<conversation::open_desk>(open));
        CHECK_EQ(revived<conversation::open_desk>(open)->name, "fc-1");
        CHECK_EQ(close->id, b.mended(surplus)->id);
        CHECK(!close->id.empty());
        REQUIRE(look);
        CHECK(std::holds_alternative<conversation::desk_changed>(look->what));
        CHECK_EQ(look->desk, "CH1");
      }
    }
  }
}

SCENARIO("a dead letter is tried again as its kind is") {
  GIVEN("a dead command") {
    bench b;
    b.dead = {{"discord:77", "command:3", then, "say", "closed",
               encode(conversation::order{3, then, "t", conversation::say{}})}};
    auto g = of(gap_kind::dead_letter);
    g.command = "command:3";
    THEN("it is revived under its own id") {
      const auto e = b.mended(g);
      REQUIRE(e);
      CHECK_EQ(std::get<command_revived>(e->what).letter, "command:3");
    }
  }
}

SCENARIO("what people deleted or have read is not mended, and it is said why") {
  GIVEN("every kind of gap") {
    bench b;
    for (auto k = gap_kind{}; k <= gap_kind::missing_webhook;
         k = static_cast<gap_kind>(static_cast<int>(k) + 1)) {
      CHECK_EQ(can_be_mended(k), std::string{why_not(k)}.empty());
      if (!can_be_mended(k)) CHECK(!b.mended(of(k)).has_value());
    }
    CHECK(!can_be_mended(gap_kind::gone_from_user));
    CHECK(!can_be_mended(gap_kind::doubled_to_user));
    CHECK(can_be_mended(gap_kind::stuck_command));
  }
}

SCENARIO("a report is read as it was written") {
  GIVEN("a report with a gap of every kind") {
    report r;
    r.conversation = "discord:77";
    for (auto k = gap_kind{}; k <= gap_kind::missing_webhook;
         k = static_cast<gap_kind>(static_cast<int>(k) + 1))
      r.gaps.push_back({k, k == gap_kind{} ? 0 : then, "1", "CH1", "IM1", "say 3"});
    r.asked = {"surplus-desk"};
    r.not_compared = {"Discord was not compared: timeout"};
    WHEN("it goes over the wire") {
      report back;
      REQUIRE(read_report(to_json(r), back));
      THEN("nothing is lost") {
        CHECK(back.gaps == r.gaps);
        CHECK_EQ(back.conversation, r.conversation);
        CHECK(back.asked == r.asked);
        CHECK(back.not_compared == r.not_compared);
      }
    }
    WHEN("it is something else") {
      report back;
      THEN("it is refused") {
        for (auto* text : {"", "[]", "{}", R"({"gaps":[1]})", R"({"gaps":[{"kind":"odd"}]})"})
          CHECK(!read_report(text, back));
      }
    }
  }
  GIVEN("a list of conversations") {
    std::vector<listed> back;
    bool more = false;
    THEN("so is it") {
      REQUIRE(read_list(to_json({{"discord:77", "5", then}}, true), back, more));
      REQUIRE_EQ(back.size(), 1u);
      CHECK_EQ(back[0].conversation, "discord:77");
      CHECK_EQ(back[0].updated, then);
      CHECK(more);
      CHECK(!read_list("{}", back, more));
    }
  }
}
