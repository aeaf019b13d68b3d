#include "store/postgres/session.hpp"
#include "test/unit/store/builders.hpp"
#include "test/unit/store/refusal.hpp"
#include "test/unit/store/server.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#define CAF_SUITE store_refused
#include <caf/test/dsl.hpp>

#include <caf/test/bdd_dsl.hpp>

using namespace flexcord::store;

namespace {

/// A user with a password and a database, made and removed by the operator. The names are quoted:
/// they may hold anything.
struct tenant {
  std::string user, database;
  tenant(std::string u, std::string d, const std::string& password, const std::string& more = "")
      : user(std::move(u)), database(std::move(d)) {
    operate("CREATE ROLE \"" + user + "\" LOGIN PASSWORD '" + password + "'");
    operate("CREATE DATABASE \"" + database + "\" " + more);
  }
  ~tenant() {
    operate("DROP DATABASE \"" + database + "\" WITH (FORCE)");
    operate("DROP ROLE \"" + user + "\"");
  }
};

/// A port that nobody listens on: taken, but not opened, for as long as this lives.
class closed_port {
public:
  closed_port() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof a;
    if (bind(socket_, reinterpret_cast<sockaddr*>(&a), size) != 0 ||
        getsockname(socket_, reinterpret_cast<sockaddr*>(&a), &size) != 0)
      std::abort();
    number = std::to_string(ntohs(a.sin_port));
  }
  ~closed_port() { close(socket_); }
  closed_port(const closed_port&) = delete;
  closed_port& operator=(const closed_port&) = delete;
  std::string number;

private:
  int socket_;
};

} // namespace

SCENARIO(
    "a server that does not let flexcord in is named with the reason and without the password") {
  GIVEN("a user with a password and no rights") {
    const auto name = unique_name();
    const tenant t{name, name, "right-one"};
    auto url = [&](const url_parts& parts) { return url_of(parts); };
    const closed_port nobody;
    WHEN("wrong ways in are tried") {
      const auto password = refusal(url({.user = name, .password = "hunter2", .database = name}));
      const auto none = refusal(url({.user = name, .database = name}));
      const auto user = refusal(url({.user = "nobody", .password = "hunter2"}));
      const auto missing =
          refusal(url({.user = name, .password = "right-one", .database = "x_" + name}));
      const auto away = refusal(url({.password = "hunter2", .port = nobody.number}));
      const auto unknown = refusal("postgresql://me:hunter2@no-such-host.invalid/x");
      THEN("each failure says what to do") {
        CHECK(says(password, "unusable: "));
        CHECK(says(password, "wrong user name or password"));
        CHECK(says(password, "postgresql://" + name + "@127.0.0.1:" + server_port() + "/" + name));
        CHECK(says(none, "unusable: "));
        CHECK(says(none, "wrong user name or password"));
        CHECK(says(user, "wrong user name or password"));
        CHECK(says(missing, "unusable: "));
        CHECK(says(missing, "the database does not exist"));
        CHECK(says(away, "unavailable: "));
        CHECK(says(away, "the server cannot be reached"));
        CHECK(says(away, nobody.number));
        CHECK(says(unknown, "unavailable: "));
        CHECK(says(unknown, "no-such-host.invalid"));
        for (const auto& text : {password, none, user, missing, away, unknown}) {
          CHECK_EQ(text.find("hunter2"), std::string::npos);
          CHECK_EQ(text.find("right-one"), std::string::npos);
          CHECK_EQ(text.find("LOCATION"), std::string::npos);
        }
      }
    }
  }
}

SCENARIO("a URL that cannot be read is refused without being repeated") {
  GIVEN("URLs with mistakes beside a password") {
    WHEN("they are opened") {
      THEN("only the form is explained") {
        for (const auto* url : {"postgresql://me:hunter2%zz@db/x", "postgresql://me:hunter2@[::1/x",
                                "postgresql://me@db/x?password=hunter2&no-such-key=1",
                                "postgresql://me:hunter2%00@db/x"}) {
          const auto why = refusal(url);
          CHECK(says(why, "unusable: "));
          CHECK(says(why, "not a valid PostgreSQL URL"));
          CHECK_EQ(why.find("hunter2"), std::string::npos);
        }
      }
    }
  }
}

SCENARIO("names and passwords may hold any character") {
  GIVEN("a user, a password and a database with spaces and signs") {
    const auto name = unique_name();
    const tenant t{"Ada Lovelace " + name, "my db/" + name, "p@ss: w%rd/?#"};
    operate("ALTER DATABASE \"" + t.database + "\" OWNER TO \"" + t.user + "\"");
    WHEN("the URL has them percent-encoded, or spaces as they are") {
      const auto port = server_port();
      const auto rest = ":p%40ss%3A%20w%25rd%2F%3F%23@127.0.0.1:" + port + "/my%20db%2F" + name;
      const auto encoded = refusal("postgresql://Ada%20Lovelace%20" + name + rest);
      const auto plain = refusal("postgres://Ada Lovelace " + name + rest);
      THEN("the store opens") {
        CHECK_EQ(encoded, "opened");
        CHECK_EQ(plain, "opened");
      }
    }
  }
}

SCENARIO("a database that flexcord cannot use is refused with the remedy") {
  GIVEN("databases without permission, in another encoding, and on a server that only reads") {
    const auto name = unique_name();
    const tenant t{name, name, "pw", "TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'"};
    WHEN("they are opened") {
      const auto mine = refusal(url_of({.user = name, .password = "pw"}));
      const auto encoding = refusal(url_of({.user = name, .password = "pw", .database = name}));
      const auto reads =
          refusal(url_of({.parameters = "options=-cdefault_transaction_read_only%3Don"}));
      THEN("the operator reads what to change") {
        CHECK(says(mine, "unusable: "));
        CHECK(says(mine, "no permission"));
        CHECK(says(mine, "GRANT"));
        CHECK(says(encoding, "unusable: "));
        CHECK(says(encoding, "LATIN1; flexcord needs UTF8"));
        CHECK(says(reads, "unavailable: "));
        CHECK(says(reads, "the server only reads"));
      }
    }
  }
}

SCENARIO("rights that are taken away later fail with the same words") {
  GIVEN("an open store whose user loses its rights") {
    const auto name = unique_name();
    const tenant t{name, name, "pw"};
    const auto schema = "s" + name;
    operate("CREATE SCHEMA " + schema + " AUTHORIZATION " + name);
    auto j = std::move(open(url_of({.user = name,
                                    .password = "pw",
                                    .parameters = "options=-csearch_path%3D" + schema}),
                            {})
                           .value());
    operate("REVOKE ALL ON " + schema + ".transcript FROM " + name);
    WHEN("a step is committed") {
      auto s = step_of("c", 1, {"e"});
      s.transcript = {line("m", "secret words")};
      std::vector<step> group{s};
      const auto got = j->commit(group);
      THEN("nothing is stored, and the text of the step is not in the reason") {
        REQUIRE(!got.has_value());
        CHECK(got.error().kind == failure_kind::unusable);
        CHECK(says(got.error().detail, "no permission"));
        CHECK_EQ(got.error().detail.find("secret words"), std::string::npos);
        CHECK(!j->load("c").value());
      }
    }
    j.reset();
    operate("DROP SCHEMA " + schema + " CASCADE");
  }
}

SCENARIO("durability decides whether the server waits for its disk") {
  GIVEN("sessions of both kinds, and a server that is told to wait for a standby") {
    auto waits = [](bool durable, const std::string& parameters) {
      const auto where = postgres::parse(url_of({.parameters = parameters})).value();
      postgres::session s{where, {.durable = durable}};
      postgres::answered_rows row{s.exchange(postgres::statement{"SHOW synchronous_commit"})};
      row.next();
      return row.text(0);
    };
    WHEN("each says whether it waits") {
      THEN("full never means less than the disk") {
        CHECK_EQ(waits(true, ""), "on");
        CHECK_EQ(waits(false, ""), "off");
        CHECK_EQ(waits(true, "options=-csynchronous_commit%3Doff"), "on");
        CHECK_EQ(waits(true, "options=-csynchronous_commit%3Dremote_apply"), "remote_apply");
      }
    }
  }
}
