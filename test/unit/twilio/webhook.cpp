#define CAF_SUITE twilio_webhook
#include "test/unit/twilio/webhook_script.hpp"

using namespace flexcord::net;
using namespace flexcord::net::twilio;

SCENARIO("an agent's message is read from the webhook") {
  GIVEN("a webhook as Twilio sends it") {
    WHEN("it is read") {
      THEN("everything is there") {
        auto m = want<message_added>(read_form(added)).m;
        CHECK_EQ(m.conversation_sid, "CH1");
        CHECK_EQ(m.sid, "IM1");
        CHECK_EQ(m.author, "dave");
        CHECK_EQ(m.body, "two & three");
        CHECK_EQ(m.source, "SDK");
        CHECK_EQ(m.index, 35);
        CHECK_EQ(m.created_ms, 1767323045678);
        CHECK_EQ(m.nonce, "nonce-1");
        CHECK_EQ(m.files.size(), 0u);
      }
      THEN("the names of Programmable Chat mean the same") {
        auto legacy = read_form({{"EventType", "onMessageSent"},
                                 {"ChannelSid", "CH1"},
                                 {"MessageSid", "IM1"},
                                 {"From", "dave"},
                                 {"Index", "1"},
                                 {"Body", "hi"},
                                 {"InstanceSid", "IS1"}});
        auto m = want<message_added>(legacy).m;
        CHECK_EQ(m.conversation_sid, "CH1");
        CHECK_EQ(m.author, "dave");
        CHECK_EQ(m.index, 1);
      }
      THEN("so do mixed names, which one address webhook sends") {
        auto mixed = with(without(added, "ConversationSid"), "ChannelSid", "CH9");
        CHECK_EQ(want<message_added>(read_form(mixed)).m.conversation_sid, "CH9");
      }
      THEN("attributes that are not JSON are kept and harm nobody") {
        auto m = want<message_added>(read_form(with(added, "Attributes", "{broken"))).m;
        CHECK_EQ(m.attributes, "{broken");
        CHECK_EQ(m.nonce, "");
      }
      THEN("a missing body or date is no error") {
        auto m = want<message_added>(read_form(without(without(added, "Body"), "DateCreated"))).m;
        CHECK_EQ(m.body, "");
        CHECK_EQ(m.created_ms, 0);
      }
      THEN("the same as a JSON object is the same") {
        auto m =
            want<message_added>(
                read_json(
                    R"({"EventType":"onMessageAdded","ConversationSid":"CH1","MessageSid":"IM1",)"
                    R"("Author":"dave","Index":35,)"
                    R"("Body":null,"Attributes":{"fc":{"n":"n2"}},"Media":[{"Sid":"ME1",)"
                    R"("Size":5}]})"))
                .m;
        CHECK_EQ(m.index, 35);
        CHECK_EQ(m.body, "");
        CHECK_EQ(m.nonce, "n2");
        CHECK_EQ(m.files.size(), 1u);
      }
    }
  }
}

SCENARIO("files of an agent's message are listed") {
  GIVEN("a message with two files and no text") {
    auto form = with(without(added, "Body"), "Media",
                     R"([{"Sid":"ME1","ContentType":"image/png","Filename":"a.png","Size":123},)"
                     R"({"Sid":"ME2","ContentType":"text/plain","Filename":null,"Size":"7"}])");
    WHEN("it is read") {
      THEN("both are there in order") {
        auto files = want<message_added>(read_form(form)).m.files;
        REQUIRE_EQ(files.size(), 2u);
        CHECK_EQ(files[0].sid, "ME1");
        CHECK_EQ(files[0].content_type, "image/png");
        CHECK_EQ(files[0].filename, "a.png");
        CHECK_EQ(files[0].size, 123u);
        CHECK_EQ(files[1].filename, "");
        CHECK_EQ(files[1].size, 7u);
      }
      THEN("Programmable Chat's single file is a list of one") {
        auto legacy = read_form({{"EventType", "onMediaMessageSent"},
                                 {"ChannelSid", "CH1"},
                                 {"MessageSid", "IM1"},
                                 {"From", "dave"},
                                 {"Index", "1"},
                                 {"MediaSid", "ME1"},
                                 {"MediaContentType", "image/png"},
                                 {"MediaFilename", "a.png"},
                                 {"MediaSize", "9"}});
        auto files = want<message_added>(legacy).m.files;
        REQUIRE_EQ(files.size(), 1u);
        CHECK_EQ(files[0].size, 9u);
      }
      THEN("a list that cannot be read is an error and not a lost file") {
        for (auto bad : {"{", "{}", "[1]", "[{}]", "\"ME1\""})
          CHECK_EQ(why_not(read_form(with(form, "Media", bad))),
                   "parameter Media is not a list of files");
        CHECK_EQ(want<message_added>(read_form(with(form, "Media", "[]"))).m.files.size(), 0u);
        auto negative = with(form, "Media", R"([{"Sid":"ME1","Size":-5}])");
        CHECK_EQ(want<message_added>(read_form(negative)).m.files.at(0).size, 0u);
      }
    }
  }
}

SCENARIO("webhooks of Programmable Chat are told apart") {
  GIVEN("webhooks with the legacy parameter names") {
    http::form sent{{"EventType", "onMessageSent"},
                    {"InstanceSid", "IS1"},
                    {"AccountSid", "AC1"},
                    {"ChannelSid", "CH1"},
                    {"MessageSid", "IM1"},
                    {"Index", "1"},
                    {"From", "dave"},
                    {"Body", "hi"},
                    {"Attributes", "{}"},
                    {"DateCreated", "2026-01-02T03:04:05.678Z"},
                    {"Source", "SDK"},
                    {"ClientIdentity", "dave"},
                    {"RetryCount", "0"}};
    WHEN("they are read") {
      THEN("a message is whole when it has a text") {
        auto m = want<message_added>(read_form(sent)).m;
        CHECK(m.legacy);
        CHECK(!m.incomplete);
        CHECK_EQ(m.source, "SDK");
        CHECK_EQ(m.author, "dave");
        CHECK(!want<message_added>(read_form(added)).m.legacy);
      }
      THEN("one without text, and a file that is not named, wants to be read") {
        CHECK(want<message_added>(read_form(without(sent, "Body"))).m.incomplete);
        auto media = with(sent, "EventType", "onMediaMessageSent");
        CHECK(want<message_added>(read_form(media)).m.incomplete);
        CHECK(!want<message_added>(read_form(with(media, "MediaSid", "ME1"))).m.incomplete);
        CHECK(!want<message_added>(read_form(without(added, "Body"))).m.incomplete);
      }
      THEN("an edit tells its author, or at least who made it") {
        auto edit = with(with(sent, "EventType", "onMessageUpdated"), "DateUpdated",
                         "2026-01-02T03:05:00.1Z");
        auto m = want<message_updated>(read_form(edit)).m;
        CHECK(m.legacy);
        CHECK_EQ(m.author, "dave");
        CHECK_EQ(want<message_updated>(read_form(with(without(edit, "From"), "ModifiedBy", "mike")))
                     .m.author,
                 "mike");
        CHECK_EQ(want<message_updated>(read_form(without(edit, "From"))).m.author, "dave");
        auto current = with(added, "EventType", "onMessageUpdated");
        CHECK(!want<message_updated>(read_form(current)).m.legacy);
        CHECK_EQ(want<message_updated>(read_form(without(current, "Author"))).m.author, "");
        CHECK(
            want<message_removed>(read_form(with(sent, "EventType", "onMessageRemoved"))).m.legacy);
      }
    }
  }
}

SCENARIO("edits, deletions, participants and the end of a conversation are read") {
  GIVEN("one webhook of each kind") {
    WHEN("they are read") {
      THEN("an edit has its time") {
        auto form = with(with(added, "EventType", "onMessageUpdated"), "DateUpdated",
                         "2026-01-02T03:05:00.1Z");
        CHECK_EQ(want<message_updated>(read_form(form)).m.updated, "2026-01-02T03:05:00.1Z");
      }
      THEN("a deletion needs little") {
        auto m = want<message_removed>(read_form({{"EventType", "onMessageRemoved"},
                                                  {"ConversationSid", "CH1"},
                                                  {"MessageSid", "IM1"}}))
                     .m;
        CHECK_EQ(m.sid, "IM1");
        CHECK_EQ(m.index, -1);
      }
      THEN("participants come and go") {
        http::form form{{"EventType", "onParticipantAdded"},
                        {"ConversationSid", "CH1"},
                        {"ParticipantSid", "MB1"},
                        {"Identity", "mike_40twilio_2Ecom"}};
        CHECK_EQ(want<participant_added>(read_form(form)).identity, "mike_40twilio_2Ecom");
        form = with(form, "EventType", "onParticipantRemoved");
        CHECK_EQ(want<participant_removed>(read_form(form)).participant_sid, "MB1");
        http::form legacy{
            {"EventType", "onMemberRemoved"}, {"ChannelSid", "CH1"}, {"MemberSid", "MB2"}};
        CHECK_EQ(want<participant_removed>(read_form(legacy)).participant_sid, "MB2");
      }
      THEN("only a state of closed ends it; so does removal") {
        http::form form{{"EventType", "onConversationStateUpdated"},
                        {"ConversationSid", "CH1"},
                        {"StateFrom", "active"},
                        {"StateTo", "closed"},
                        {"Reason", "TIMER"}};
        CHECK_EQ(want<conversation_closed>(read_form(form)).reason, "TIMER");
        CHECK_EQ(want<irrelevant>(read_form(with(form, "StateTo", "inactive"))).event,
                 "onConversationStateUpdated");
        CHECK_EQ(
            want<conversation_closed>(read_form(with(form, "EventType", "onConversationRemoved")))
                .conversation_sid,
            "CH1");
      }
    }
  }
}
