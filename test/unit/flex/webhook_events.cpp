#define CAF_SUITE flex_webhook_events
#include "actors/twilio/webhook_events.hpp"

#include <caf/test/bdd_dsl.hpp>
#include <caf/test/dsl.hpp>

using namespace flexcord::conversation;
using namespace flexcord::actors::twilio;
namespace tw = flexcord::net::twilio;

namespace {

tw::message from(std::string author, std::string nonce = {}) {
  tw::message m;
  m.conversation_sid = "CH1";
  m.sid = "IM1";
  m.author = std::move(author);
  m.body = "hello";
  m.index = 4;
  m.created_ms = 1000;
  m.nonce = std::move(nonce);
  m.files = {{"ME1", "image/png", "a.png", 7}};
  return m;
}

} // namespace

SCENARIO("a message of an agent becomes an event with its files") {
  GIVEN("a message that an agent wrote") {
    WHEN("its webhook is read") {
      auto s = to_signal(tw::message_added{from("mike")}, 9);
      name_agent(s, "Mike");
      THEN("the conversation hears it with name, index and file") {
        CHECK_EQ(s.conversation_sid, "CH1");
        CHECK_EQ(s.id, tw::added_id(from("mike")));
        CHECK_EQ(s.at, 1000);
        CHECK_EQ(s.identity_to_name, "mike");
        agent_wrote e{
            "IM1", 4, {"mike", "Mike", true}, "hello", {{"ME1", "a.png", "image/png", 7}}};
        CHECK(s.what == event{e});
      }
    }
  }
}

SCENARIO("what we wrote ourselves says nothing") {
  GIVEN("messages of the user, the bot, the system, and one with our mark") {
    WHEN("their webhooks are read") {
      std::vector<tw::webhook_event> all;
      for (auto author : {"discord-42", "flexcord-bot", "system", ""}) {
        all.push_back(tw::message_added{from(author)});
        all.push_back(tw::message_updated{from(author)});
        all.push_back(tw::message_removed{from(author)});
      }
      all.push_back(tw::message_added{from("mike", "discord:1#7")});
      all.push_back(tw::participant_added{"CH1", "MB1", "discord-42"});
      all.push_back(tw::participant_removed{"CH1", "MB1", "discord-42"});
      THEN("all are our own") {
        for (auto& e : all) {
          auto s = to_signal(e, 9);
          CHECK(s.own);
          CHECK(!s.what);
        }
      }
    }
  }
}

SCENARIO("in Programmable Chat only what an agent's client sent is heard") {
  GIVEN("a legacy message of an agent") {
    auto m = from("mike");
    m.legacy = true;
    m.source = "SDK";
    WHEN("it comes from the SDK, from the API, from ourselves, and without its file") {
      auto heard = to_signal(tw::message_added{m}, 9);
      auto edited = to_signal(tw::message_updated{m}, 9);
      auto whole = m;
      m.incomplete = true;
      auto half = to_signal(tw::message_added{m}, 9);
      m = whole;
      std::vector<tw::message> own(4, m);
      own[0].source = "API";
      own[1].source.clear();
      own[2].author = "discord-42";
      own[3].nonce = "discord:1#7";
      THEN("the event and its ids are those of every plane") {
        CHECK_EQ(heard.id, tw::added_id(m));
        CHECK(heard.what && std::holds_alternative<agent_wrote>(*heard.what));
        CHECK_EQ(edited.id, tw::updated_id(m));
        CHECK((edited.what == event{agent_edited{"IM1", "hello"}}));
      }
      THEN("everything else is our own, or nobody's that we believe") {
        for (auto& one : own) {
          CHECK(to_signal(tw::message_added{one}, 9).own);
          CHECK(!to_signal(tw::message_updated{one}, 9).what);
        }
      }
      THEN("half a message is a reason to look and takes no id") {
        CHECK(half.what && std::holds_alternative<desk_changed>(*half.what));
        CHECK_EQ(half.id, "");
        CHECK_EQ(half.conversation_sid, "CH1");
      }
    }
  }
}

SCENARIO("an agent's edit and delete are told with the list's ids") {
  GIVEN("a message of an agent") {
    WHEN("it is changed and removed") {
      auto edited = to_signal(tw::message_updated{from("mike")}, 9);
      auto removed = to_signal(tw::message_removed{from("mike")}, 9);
      THEN("both are events") {
        CHECK_EQ(edited.id, tw::updated_id(from("mike")));
        CHECK((edited.what == event{agent_edited{"IM1", "hello"}}));
        CHECK_EQ(removed.id, tw::removed_id(from("mike")));
        CHECK(removed.what == event{agent_deleted{"IM1"}});
      }
    }
  }
}

SCENARIO("participants who are not ours come and go as agents") {
  GIVEN("a foreign identity") {
    WHEN("it joins and leaves") {
      auto joined = to_signal(tw::participant_added{"CH1", "MB1", "mike"}, 9);
      auto left = to_signal(tw::participant_removed{"CH1", "MB1", "mike"}, 9);
      auto nameless = to_signal(tw::participant_added{"CH1", "MB1", ""}, 9);
      THEN("the conversation hears it; one without an identity is nobody") {
        CHECK_EQ(joined.id, "twilio:MB1:joined");
        CHECK_EQ(joined.identity_to_name, "mike");
        CHECK((joined.what == event{agent_joined{{"mike", "", true}}}));
        CHECK_EQ(left.id, "twilio:MB1:left");
        CHECK(left.what == event{agent_left{"mike"}});
        CHECK(!nameless.what);
      }
    }
  }
}

SCENARIO("the end of the conversation or its channel ends the desk") {
  GIVEN("the three ways to learn of it") {
    WHEN("they are read") {
      auto a = to_signal(tw::conversation_closed{"CH1", "API"}, 9);
      auto b = to_signal(tw::interaction_channel{"KD1", "UO1", "CH1", "closed", ""}, 9);
      auto c = to_signal(tw::interaction_channel{"KD1", "UO1", "CH1", "failed", "1"}, 9);
      THEN("closed is the end, anything else a reason to look") {
        CHECK(a.what == event{desk_ended{desk_ended::how::completed}});
        CHECK_EQ(a.id, "twilio:CH1:closed");
        CHECK(b.what == event{desk_ended{desk_ended::how::completed}});
        CHECK_EQ(b.interaction_sid, "KD1");
        CHECK(c.what && std::holds_alternative<desk_changed>(*c.what));
      }
    }
  }
}

SCENARIO("an accepted reservation tells the agent's name") {
  GIVEN("TaskRouter's callback") {
    tw::task_event e;
    e.event = "reservation.accepted";
    e.event_sid = "EV1";
    e.task_sid = "WT1";
    e.worker_name = "mike@twilio.com";
    e.worker_full_name = "Mike M.";
    e.at_ms = 55;
    WHEN("it is read") {
      auto s = to_signal(e, 9);
      e.event = "worker.activity.update";
      auto other = to_signal(e, 9);
      THEN("the name is learnt for the identity and the desk is looked at") {
        CHECK_EQ(s.learnt_identity, "mike_40twilio_2Ecom");
        CHECK_EQ(s.learnt_name, "Mike M.");
        CHECK_EQ(s.id, "twilio:EV1");
        CHECK_EQ(s.task_sid, "WT1");
        CHECK_EQ(s.at, 55);
        CHECK(s.what == event{(desk_changed{"reservation.accepted", false})});
        CHECK(!other.what);
        CHECK(!to_signal(tw::irrelevant{"onUserAdded"}, 9).what);
      }
    }
  }
}

SCENARIO("people of the interaction are a reason to look, the customer is not") {
  GIVEN("interaction participants") {
    WHEN("they join") {
      tw::interaction_participant e{"KD1", "UO1", "CH1", "UT1", "agent", "WT1", true};
      auto agent = to_signal(e, 9);
      e.kind = "customer";
      auto customer = to_signal(e, 9);
      THEN("only the agent counts") {
        CHECK(agent.what && std::holds_alternative<desk_changed>(*agent.what));
        CHECK(!customer.what);
      }
    }
  }
}
