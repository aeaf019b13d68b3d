#include "test/browser/desk/scenes.hpp"

namespace flexcord::test {

using namespace desk;

// What runs sets `window.broken`, which the test asks for.
const std::string evil =
    "\"'><script>broken=1</script><img src=x onerror=broken=1><svg onload=broken=1>"
    "</title></style></textarea></template></script><a href=\"javascript:broken=1\">x</a>"
    "<form action=https://evil.example><button>Save</button>\xE2\x80\xAEgpj.exe\xFF";

namespace {

constexpr millis minute = 60'000, hour = 60 * minute, day = 24 * hour;

case_view small() {
  case_view v;
  v.number = 42;
  v.kind = "handoff";
  v.facts = {"open", "normal", "", "I cannot recover my account", {}, 0, scene_now, "With Mike"};
  v.reporter = {"1100000000000000001", "Alice Ash", "", "en-US", scene_now - 400 * day, {"Miner"}};
  v.times = {scene_now - 12 * minute, scene_now, scene_now - 4 * minute, scene_now - 5 * minute};
  v.timeline = {{1, scene_now - 12 * minute, "opened", "opened", "Alice Ash", ""},
                {2, scene_now - 5 * minute, "joined", "Mike has joined", "", ""}};
  v.has_talk = true;
  v.transcript = {
      {"m1",
       scene_now - 14 * minute,
       speaker::user,
       "Alice Ash",
       "How do I recover my account?",
       {}},
      {"m2",
       scene_now - 14 * minute,
       speaker::bot,
       "Ember",
       "This may help: https://help.emberfall.example/recover",
       {}},
      {"m3", scene_now - 12 * minute, speaker::user, "Alice Ash", "I want to talk to a person", {}},
      {"m4", scene_now - 12 * minute, speaker::notice, "Ember", "Case #42 was created.", {}},
      {"m5",
       scene_now - 4 * minute,
       speaker::agent,
       "Mike",
       "Hello Alice, which e-mail address did you register with?",
       {}},
  };
  return v;
}

case_view large() {
  auto v = small();
  v.number = 1042;
  v.kind = "bug";
  v.facts = {"pending",
             "urgent",
             "Sara Lindqvist-Okonkwo",
             "The lantern goes out in the rain and takes the whole inventory with it, also when it "
             "was put away before the storm began",
             {"inventory", "lantern", "rain", "regression", "v4-2"},
             137,
             scene_now,
             ""};
  v.reporter.roles = {"Miner", "Guild leader", "Beta tester", "Translator (French)"};
  v.times = {scene_now - 9 * day, scene_now, scene_now - 9 * day + 20 * minute,
             scene_now - 9 * day + 15 * minute, scene_now - 8 * day};
  v.place = "#bug-report";
  v.place_url = "https://discord.com/channels/1/2/3";
  v.answers = {
      {"What happened?", "It went out.\nThen everything was gone:\n- pickaxe\n- 12 torches"},
      {"Steps", "1. Put the lantern away\n2. Wait for rain\n3. Open the inventory"},
      {"Severity", "I cannot play"}};
  v.files = {{"before the storm.png", "image/png", "https://cdn.example/1.png", 1'402'000},
             {"after.log", "text/plain", "https://cdn.example/2.log", 640}};
  v.duplicates = {{1050, "bug", "pending", "Torches gone after rain", "/case/1050?e=1&s=a",
                   scene_now - day, 2, "Bob"}};
  v.similar = {{998, "bug", "resolved", "Lamp flickers in fog", "/case/998?e=1&s=a",
                scene_now - 40 * day, 12, "Cem Öztürk"},
               {1001, "feature", "open", "A lantern that floats", "/case/1001?e=1&s=a",
                scene_now - 30 * day, 88, "Dana"}};
  v.others = {{7, "handoff", "closed", "Refund of the winter pack", "/case/7?e=1&s=a",
               scene_now - 200 * day, 0, ""}};
  v.entries_before = 20;
  v.timeline.clear();
  for (std::uint64_t i = 21; i < 90; ++i) {
    entry e{i, scene_now - 9 * day + static_cast<millis>(i) * hour, "status", "pending", "Sara",
            ""};
    if (i % 3 == 0)
      e = {i,
           e.at,
           "note",
           "Reproduced on build " + std::to_string(4000 + i) +
               ". See https://tracker.example/browse/LAMP-" + std::to_string(i),
           "Mike",
           ""};
    if (i % 5 == 0) e = {i, e.at, "told", "pending", "", ""};
    v.timeline.push_back(e);
  }
  v.lines_before = 1;
  v.transcript.clear();
  for (int i = 0; i < 400; ++i) {
    const bool user = i % 2 == 0;
    line l{"m" + std::to_string(i), scene_now - 2 * day + i * 3 * minute,
           user ? speaker::user : speaker::agent, user ? "Alice Ash" : "Sara Lindqvist-Okonkwo",
           user ? "It is still dark here, message " + std::to_string(i)
                : "Thank you, I have passed that on. Could you tell me which build you play, and "
                  "whether the storm had begun when you opened the inventory?"};
    if (i % 40 == 7)
      l.files = {{"screen shot.png", "image/png", "https://cdn.example/3.png", 90'000}};
    l.edited = i % 50 == 9;
    l.deleted = i % 60 == 11;
    v.transcript.push_back(l);
  }
  return v;
}

case_view wild() {
  case_view v;
  v.number = 666;
  v.kind = "bug";
  const std::string wide(300, 'W');
  v.facts = {"open", "high", evil, evil + wide, {evil, wide}, 3, scene_now, evil};
  v.reporter = {evil, evil + wide,     "https://evil.example/avatar.png",
                evil, scene_now - day, {evil, wide}};
  v.times = {scene_now - hour, scene_now};
  v.place = evil;
  v.place_url = "javascript:broken=1";
  v.answers = {{evil, evil + wide}};
  v.files = {{evil + wide, evil, "javascript:broken=1", 1},
             {"a.html", "text/html", "data:text/html,<script>broken=1</script>", 1}};
  v.master = {1, evil, evil, evil, "javascript:broken=1"};
  v.duplicates = v.others =
      v.similar = {{2, evil, evil, evil + wide, "javascript:broken=1", scene_now, 2, evil}};
  v.timeline = {{1, scene_now, "note", evil + wide, evil, evil},
                {2, scene_now, evil, evil, evil, evil}};
  v.has_talk = true;
  v.transcript = {{"w1", scene_now, speaker::user, evil + wide, evil + wide, v.files}};
  return v;
}

} // namespace

case_view scene(const std::string& name) {
  if (name == "long") return large();
  if (name == "hostile") return wild();
  return small();
}

std::vector<listed_case> rows() {
  std::vector<listed_case> out;
  for (std::uint64_t i = 1; i <= 50; ++i)
    out.push_back({i,
                   i % 3 == 0 ? "bug" : "handoff",
                   i % 4 == 0 ? "resolved" : "open",
                   i % 7 == 0 ? "urgent" : "normal",
                   "Case about something " + std::to_string(i),
                   i % 2 == 0 ? "Mike" : "",
                   "Alice Ash",
                   {"login"},
                   i,
                   0,
                   scene_now - 9 * day,
                   scene_now - static_cast<millis>(i) * hour,
                   "/case/42?e=1&s=x"});
  out[2] = {3, "bug", "open",    "high",    evil + std::string(200, 'W'), evil, evil, {evil},
            1, 2,     scene_now, scene_now, "javascript:broken=1"};
  return out;
}

case_record exported() {
  case_record c;
  c.number = 42;
  c.kind = "bug";
  c.title = "=1+1";
  c.reporter_name = "Zoë";
  return c;
}

} // namespace flexcord::test
