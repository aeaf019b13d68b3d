#include "test/unit/conversation/script.hpp"

#define CAF_SUITE machine_failures
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::conversation;

namespace {
post user_post(const talk& t, std::string message, millis at) {
  return {t.name(), author::user, std::move(message), "text", {}, ada(), at};
}
} // namespace

SCENARIO("the set-up of a transfer fails") {
  GIVEN("users who wait for the desk") {
    talk slow, failed, nothing;
    for (auto* t : {&slow, &failed}) {
      t->on(agent_requested{"button", ada()});
      t->on(case_opened{7});
    }
    nothing.on(agent_requested{"button", ada()});
    WHEN("it takes too long or a step cannot be done") {
      const auto told = std::string("with_bot: notice 'Sorry, the transfer did not work'");
      CHECK_EQ(slow.fire(timer::opening), told + ", close_desk fc-1 (drop fc-1)");
      CHECK_EQ(failed.on(desk_failed{"fc-1", "no workflow"}),
               told + ", close_desk fc-1 (drop fc-1)");
      CHECK_EQ(nothing.fire(timer::opening), told);
      THEN("the case says why, and late answers change nothing") {
        CHECK_EQ(slow.cases(), "case 7 open 'the transfer took too long'");
        CHECK_EQ(failed.cases(), "case 7 open 'the transfer failed: no workflow'");
        CHECK_EQ(failed.on(desk_failed{"fc-1", "again"}), "with_bot (stale)");
        CHECK_EQ(failed.on(agent_invited{"fc-1", "KD", "UO", "WT"}), "with_bot (stale)");
        CHECK_EQ(failed.on(desk_failed{"", ""}), "with_bot (stale)");
      }
    }
  }
}

SCENARIO("a timer of before is stale") {
  GIVEN("a user in the queue") {
    talk t;
    t.to_queue();
    WHEN("timers of earlier generations and of other kinds fire") {
      THEN("nothing happens") {
        for (auto which :
             {timer::opening, timer::queue, timer::agent, timer::survey, timer::idle, timer::poll})
          CHECK_EQ(t.on(timer_fired{which, 0}), "awaiting_agent/queued (stale)");
        CHECK_EQ(t.on(timer_fired{timer::queue, 999}), "awaiting_agent/queued (stale)");
        CHECK_EQ(t.now.shared.armed.size(), 2u);
      }
    }
  }
}

SCENARIO("asking again for an agent fails") {
  GIVEN("the user wrote into a parked talk; another has an agent") {
    talk t, with;
    with.to_agent();
    t.to_agent();
    t.desk(agent_left{"id-Ana"});
    t.seen({}, "inactive");
    t.on(wrote("m1", "again"));
    WHEN("the invitation cannot be made") {
      THEN("the user is told; where an agent is there the talk goes on") {
        CHECK_EQ(
            t.on(desk_failed{"fc-1", "refused"}),
            "with_bot: notice 'Sorry, the transfer did not work', close_desk fc-1 (drop fc-1)");
        CHECK_EQ(with.on(desk_failed{"fc-1", "refused"}), "with_agent Ana (stale)");
      }
    }
  }
}

SCENARIO("an agent's text that cannot be delivered is reported to the agent") {
  GIVEN("Ana has the talk with a French user") {
    talk t;
    t.to_agent();
    t.desk(said("IM1", 0, "hi"));
    auto lost = t.last_of<say>();
    WHEN("the user takes no messages") {
      THEN("the agent is told in the language of the house, and the text is kept") {
        CHECK_EQ(t.on(undeliverable{lost, "closed"}),
                 "with_agent Ana: post fc-1 system 'Your message could not be delivered: the user "
                 "does not accept direct messages at the moment'");
        CHECK_EQ(t.last.dead, "closed");
        t.completed();
        CHECK_EQ(t.on(undeliverable{lost, "closed"}), "wrapping_up"); // nobody is left to be told
      }
    }
  }
}

SCENARIO("a user's text that cannot be posted") {
  GIVEN("Ana has the talk") {
    talk t;
    t.to_agent();
    WHEN("the desk refuses it") {
      THEN("the user is told to send it again") {
        CHECK_EQ(t.on(undeliverable{user_post(t, "m1", 2000), "refused"}),
                 "with_agent Ana: notice 'Sorry, your last message could not be passed on to the "
                 "agent'");
        CHECK_EQ(t.last.dead, "refused");
      }
    }
  }
}

SCENARIO("a user's text finds the desk closed") {
  GIVEN("a text is under way to the desk") {
    talk t;
    t.to_agent();
    t.on(wrote("m1", "text"));
    auto lost = t.last_of<post>();
    WHEN("the desk's conversation is gone, told before or after the talk has ended") {
      auto queue = talk{}, after = t, later = t;
      queue.to_queue();
      CHECK_EQ(t.on(undeliverable{lost, "gone"}), "with_agent Ana: look fc-1 after -1");
      THEN("the bot hears it, once, after the agent's last words") {
        CHECK_EQ(t.desk(listed("IM7", 0, "bye")), "with_agent Ana: agent Ana 'bye' of IM7");
        CHECK_EQ(t.seen({}, "closed"),
                 "with_bot thinking: notice 'Ana has left the conversation', notice 'You are back "
                 "with the assistant', ask_bot 2 'text'");
        CHECK_EQ(t.timers(), "+idle 86400s, -agent, -poll");
        CHECK(t.now.shared.unread.empty());
        after.completed();
        auto epoch = after.now.shared.epoch;
        CHECK_EQ(after.on(undeliverable{lost, "gone"}), "with_bot thinking: ask_bot 2 'text'");
        CHECK_EQ(after.timers(), "+idle 86400s, -survey");
        CHECK_EQ(after.now.shared.epoch, epoch);
        CHECK_EQ(queue.on(undeliverable{user_post(queue, "m1", 1005), "gone"}),
                 "awaiting_agent/queued: look fc-1 after -1");
        CHECK_EQ(queue.seen({}, "closed"),
                 "with_bot thinking: notice 'Sorry, nobody was free to take your request', "
                 "ask_bot 2 'text'");
      }
    }
  }
}

SCENARIO("the bot hears texts in the order of writing, also those that an agent has not got") {
  GIVEN("a text is under way to an agent who is done") {
    talk t;
    t.to_agent();
    t.on(wrote("m1", "one"));
    auto first = t.last_of<post>();
    t.under_way = {{"fc-1"}};
    t.completed();
    WHEN("the user writes on") {
      CHECK_EQ(t.on(wrote("m2", "two")), "with_bot +1");
      CHECK_EQ(t.on(wrote("m3", "three")), "with_bot +2");
      CHECK_EQ(t.fire(timer::idle), "with_bot +2"); // they are not forgotten
      auto arrived = t;
      t.under_way = arrived.under_way = {};
      THEN("the bot is asked when it is known who has heard the first") {
        CHECK_EQ(t.on(undeliverable{first, "gone"}),
                 "with_bot thinking: ask_bot 2 'one / two / three'");
        CHECK_EQ(arrived.on(delivered{first, {"IM1"}, 0}),
                 "with_bot thinking: ask_bot 2 'two / three'");
      }
    }
  }
}

SCENARIO("a command that is tried again by hand does not touch a desk that is in use") {
  GIVEN("Ana has the talk") {
    talk t;
    t.to_agent();
    WHEN("an old command would close her desk, or open one that was left") {
      THEN("it is stale, and stays what it is") {
        CHECK_EQ(t.on(command_revived{close_desk{"fc-1"}, "command:9"}), "with_agent Ana (stale)");
        CHECK_EQ(t.last.revived, "");
        CHECK_EQ(t.on(command_revived{open_desk{"fc-0", 1, ada()}, "command:8"}),
                 "with_agent Ana (stale)");
        CHECK_EQ(t.on(command_revived{close_desk{"fc-0"}, "command:7"}),
                 "with_agent Ana: close_desk fc-0");
      }
    }
  }
}

SCENARIO("a desk that does not answer is not waited for without end") {
  GIVEN("a text is under way to an agent who is done, and Twilio is down") {
    talk t;
    t.to_agent();
    t.on(wrote("m1", "one"));
    t.under_way = {{"fc-1"}};
    t.completed();
    auto person = t;
    WHEN("the user writes, or asks for a person") {
      CHECK_EQ(t.on(wrote("m2", "two")), "with_bot +1");
      CHECK_EQ(t.timers(), "+idle 86400s, +poll 60s, -survey");
      person.on(agent_requested{"button", ada()});
      CHECK_EQ(person.on(case_opened{8}),
               "awaiting_agent/earlier_texts: notice 'Case #8 was created' [cancel]");
      THEN("after the second minute somebody hears it, those in which the node was not there "
           "throughout left out") {
        auto away = t;
        for (int i = 0; i < 3; ++i) {
          away.since = away.time;
          CHECK_EQ(away.fire(timer::poll), "with_bot +1");
        }
        CHECK_EQ(away.fire(timer::poll), "with_bot +1");
        CHECK_EQ(away.fire(timer::poll), "with_bot thinking: ask_bot 2 'two'");
        CHECK_EQ(t.fire(timer::poll), "with_bot +1");
        CHECK_EQ(t.fire(timer::poll), "with_bot thinking: ask_bot 2 'two'");
        CHECK_EQ(person.fire(timer::poll), "awaiting_agent/earlier_texts");
        person.fire(timer::poll);
        CHECK_EQ(describe(person.now.now), "awaiting_agent/desk_asked");
      }
    }
  }
}

SCENARIO("a text to an agent that fails very late is the bot's, whatever it has answered since") {
  GIVEN("a text under way to an agent who is done, and a later one that the bot has answered") {
    talk t;
    t.to_agent();
    t.on(wrote("m1", "one"));
    const auto first = t.last_of<post>();
    t.under_way = {{"fc-1"}};
    t.completed();
    t.on(wrote("m2", "two"));
    t.fire(timer::poll);
    t.fire(timer::poll);
    t.bot("two it is");
    t.under_way = {};
    auto with_next_agent = t;
    WHEN("it turns out that the agent never got the first") {
      auto then = t.on(undeliverable{first, "gone"});
      with_next_agent.on(agent_requested{"button", ada()});
      with_next_agent.on(undeliverable{first, "gone"});
      THEN("the bot is asked about it, or the next agent's copy begins with it") {
        CHECK_EQ(then, "with_bot thinking: ask_bot 3 'one'");
        CHECK(with_next_agent.now.shared.talk_since < first.at);
      }
    }
  }
}

SCENARIO("what waited for the bot is not forgotten when the request for a person ends early") {
  GIVEN("a text waits behind one that is under way to an earlier agent") {
    talk t;
    t.to_agent();
    t.under_way = {{"fc-1"}};
    t.completed();
    t.on(wrote("m2", "two"));
    WHEN("the user asks for a person and thinks better of it") {
      t.on(agent_requested{"button", ada()});
      t.under_way = {};
      THEN("the bot hears it") {
        CHECK_EQ(t.on(request_cancelled{}),
                 "with_bot thinking: notice 'Your request was cancelled', ask_bot 2 'two'");
      }
    }
  }
}

SCENARIO("what is written to an agent who is done, as we heard, goes to the bot") {
  GIVEN("the end of the talk was heard, and a look reads the rest") {
    talk t;
    t.to_agent();
    t.desk(desk_ended{desk_ended::how::completed});
    WHEN("the user writes") {
      CHECK_EQ(t.on(wrote("m1", "thanks")), "with_agent Ana");
      THEN("nothing is posted there, and the bot is asked") {
        CHECK_EQ(t.seen({}, "closed"),
                 "with_bot thinking: notice 'Ana has left the conversation', notice 'You are back "
                 "with the assistant', ask_bot 2 'thanks'");
      }
    }
  }
}

SCENARIO("a text for an agent who is done goes to the next one") {
  GIVEN("a text was under way when the talk ended, and a person is asked for again") {
    talk t;
    t.to_agent();
    t.on(wrote("m1", "text"));
    auto lost = t.last_of<post>();
    t.completed();
    t.under_way = {{"fc-1"}};
    t.on(agent_requested{"button", ada()});
    WHEN("it comes back before or after the case is made") {
      auto late = t, arrived = t;
      t.under_way = {};
      CHECK_EQ(t.on(undeliverable{lost, "gone"}), "awaiting_agent/case_asked");
      t.on(case_opened{8});
      CHECK_EQ(late.on(case_opened{8}),
               "awaiting_agent/earlier_texts: notice 'Case #8 was created' [cancel]");
      arrived.on(case_opened{8});
      late.under_way = arrived.under_way = {};
      THEN("the copy of the talk begins with it, and with nothing that an agent has") {
        CHECK_EQ(t.last_of<backfill>().after, lost.at - 1);
        late.on(undeliverable{lost, "gone"});
        CHECK_EQ(describe(late.now.now), "awaiting_agent/desk_asked");
        CHECK_EQ(late.last_of<backfill>().after, lost.at - 1);
        arrived.on(delivered{lost, {"IM1"}, 0});
        CHECK_EQ(describe(arrived.now.now), "awaiting_agent/desk_asked");
        CHECK(arrived.last_of<backfill>().desk.empty());
      }
    }
  }
}

SCENARIO("a text that is in the copy already is not posted again") {
  GIVEN("a text was under way when the request was cancelled, and a person is asked for again") {
    talk t;
    t.to_queue();
    t.on(wrote("m1", "text"));
    auto lost = t.last_of<post>();
    t.on(request_cancelled{});
    t.on(agent_requested{"button", ada()});
    t.on(case_opened{8});
    WHEN("it comes back") {
      THEN("nothing is to be done") {
        CHECK_EQ(t.on(undeliverable{lost, "gone"}), "awaiting_agent/desk_asked");
      }
    }
  }
}

SCENARIO("a look that cannot be made") {
  GIVEN("a look is under way") {
    talk t;
    t.to_agent();
    t.fire(timer::poll);
    t.desk(desk_changed{"participant"});
    WHEN("it fails, and one of an earlier desk as well") {
      t.on(undeliverable{look{"fc-0", -1}, "failed"});
      CHECK(t.now.shared.desk.looking);
      t.on(undeliverable{look{"fc-1", -1}, "failed"});
      THEN("the next poll looks again") {
        CHECK(!t.now.shared.desk.looking);
        CHECK_EQ(t.fire(timer::poll), "with_agent Ana: look fc-1 after -1");
        CHECK_EQ(t.seen({person_at_desk("Ana")}), "with_agent Ana");
      }
    }
  }
}
