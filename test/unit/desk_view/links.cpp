#include "actors/desk_view/links.hpp"

#define CAF_SUITE desk_view_links
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord;
using namespace flexcord::actors::desk_view;

namespace {

constexpr std::int64_t asked = 1'767'225'600'000, day = 86'400'000;

links with(std::string public_url) { return {{"a key of sixteen"}, std::move(public_url), day}; }

std::string parameter(const std::string& url, const std::string& name) {
  const auto at = url.find(name + "=") + name.size() + 1;
  return url.substr(at, url.find('&', at) - at);
}

} // namespace

SCENARIO("a link opens its case and no other, as long as it lasts from when it was asked for") {
  GIVEN("a node that is reached from outside") { // checklist 33, 36
    const auto l = with("https://desk.example/");
    WHEN("a link is made, and made again for the same moment") {
      const auto url = l.url(7, asked);
      THEN("it is the same, whole, and good for a day") {
        CHECK_EQ(url, l.url(7, asked));
        CHECK(url != l.url(7, asked + 1000));
        CHECK(url.starts_with("https://desk.example/case/7?e=1767312000&s="));
        const auto open = [&](std::string_view number, std::int64_t now) {
          return desk::open_link(l.keys, number, desk::purpose::read, parameter(url, "e"),
                                 parameter(url, "s"), now);
        };
        CHECK(bool(open("7", asked / 1000)));
        CHECK_EQ(open("8", asked / 1000).why, desk::refusal::wrong);
        CHECK_EQ(open("7", 1767312001).why, desk::refusal::expired);
      }
    }
  }
}

SCENARIO("a public URL with a path keeps it before ours") {
  GIVEN("URLs of every shape") {
    WHEN("links are made") {
      THEN("the path stands before the page's, also in links between pages") {
        CHECK_EQ(path_before("https://a.example"), "");
        CHECK_EQ(path_before("https://a.example/"), "");
        CHECK_EQ(path_before("https://a.example/cc/"), "/cc");
        CHECK(
            with("https://a.example/cc").url(7, asked).starts_with("https://a.example/cc/case/7?"));
        CHECK(with("https://a.example/cc/").path(7, 5).starts_with("/cc/case/7?e=5&s="));
        CHECK(with("").path(7, 5).starts_with("/case/7?e=5&s="));
      }
    }
  }
}

SCENARIO("without an address, a key or a number there is no link") {
  GIVEN("nodes that lack something") {
    WHEN("a link is asked for") {
      THEN("there is none") {
        CHECK_EQ(with("").url(7, asked), "");
        CHECK_EQ(with("https://a.example").url(0, asked), "");
        CHECK_EQ((links{{}, "https://a.example", day}).url(7, asked), "");
        CHECK_EQ((links{{""}, "https://a.example", day}).path(7, 5), "");
      }
    }
  }
}
