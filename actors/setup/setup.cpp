#include "actors/setup/setup.hpp"

#include "actors/discord/needed.hpp"
#include "actors/operators/private_file.hpp"
#include "actors/setup/apply.hpp"
#include "actors/setup/look.hpp"
#include "config/written.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <istream>
#include <ostream>

#include <unistd.h>

namespace flexcord::actors {
namespace {

using namespace setup;

constexpr int done = 0, not_done = 1, bad_settings = 78;

const char* word_of(standing s) {
  constexpr const char* words[] = {"as wanted  ", "create     ", "change     ", "left       ",
                                   "cannot     "};
  return words[static_cast<int>(s)];
}

/// Where the settings go. Nothing is overwritten unasked, and what is there stays until all of the
/// new text is on disk.
class settings_file {
public:
  settings_file(const setup_words& words) : path_(words.output) {
    if (path_.empty() || words.dry_run) return;
    if (::access(path_.c_str(), F_OK) == 0 && !words.yes)
      problem_ = path_ + " is there already: --yes overwrites it";
    else if (const auto slash = path_.rfind('/');
             ::access(slash == path_.npos ? "." : path_.substr(0, slash + 1).c_str(), W_OK) != 0)
      problem_ = path_ + ": " + std::strerror(errno);
  }
  const std::string& problem() const { return problem_; }

  bool write(const std::string& text, std::ostream& out) {
    const auto draft = path_.empty() ? path_ : path_ + ".new";
    if (!draft.empty()) ::unlink(draft.c_str());
    private_file file{draft};
    if (!file.problem().empty() || !file.write(text, out)) problem_ = file.problem();
    if (problem_.empty() && !draft.empty() && std::rename(draft.c_str(), path_.c_str()) != 0)
      problem_ = path_ + ": " + std::strerror(errno);
    return problem_.empty();
  }

private:
  std::string path_, problem_;
};

class run {
public:
  run(const setup_words& words, config::settings s, bool asks, std::istream& in, std::ostream& out,
      std::ostream& err)
      : words_(words), given_(s), s_(std::move(s)), asks_(asks), in_(in), out_(out), err_(err) {}

  int operator()() {
    settings_file file{words_};
    if (!file.problem().empty()) {
      err_ << file.problem() << '\n';
      return not_done;
    }
    net::runtime rt;
    net::http::client http{rt};
    net::discord::rest_options o;
    o.api_url = s_.discord.api_url;
    o.cdn_url = s_.discord.cdn_url;
    o.token = s_.discord.token.reveal();
    o.request_timeout = s_.discord.request_timeout;
    net::discord::rest discord{rt, http, std::move(o)};
    const auto code = work(file, rt, http, discord);
    discord.stop();
    http.stop();
    rt.stop();
    return code;
  }

private:
  int work(settings_file& file, net::runtime& rt, net::http::client& http,
           net::discord::rest& discord) {
    const auto found = look(s_, rt, http, discord);
    const auto p = make_plan(s_, found);
    print(p);
    const bool known = found.application && *found.application;
    const auto application = known ? (*found.application)->id : std::string{};
    if (known)
      out_ << "\nTo let the bot into a server: " << discord::invite_link(application, s_.discord)
           << "\n\n";
    if (words_.dry_run) return p.blocked() ? not_done : done;
    auto now = p.so_far;
    bool all = !p.blocked();
    if (p.changes()) {
      if (!wanted()) return not_done;
      net::twilio::provision twilio{rt, http, s_.twilio};
      applying a{s_, discord, twilio, out_, err_};
      all = a.run(p, application) && all;
      now = a.made();
    } else {
      out_ << (all ? "Nothing to do.\n" : "Nothing was changed.\n");
    }
    if (!file.write(block(now), out_)) {
      err_ << "the settings cannot be written: " << file.problem() << '\n';
      return not_done;
    }
    if (!words_.output.empty()) out_ << "The settings are in " << words_.output << ".\n";
    return all ? done : not_done;
  }

  void print(const plan& p) {
    for (const auto& i : p.items) {
      out_ << word_of(i.how) << i.text << '\n';
      if (!i.mend.empty()) out_ << "           " << i.mend << '\n';
    }
    if (!wants_twilio(s_))
      out_ << "left       live agents are off: no twilio.* credentials are given\n";
    out_ << std::flush;
  }

  bool wanted() {
    if (words_.yes) return true;
    if (!asks_) {
      err_ << "nothing was changed: standard input is not a terminal, so --yes is needed\n";
      return false;
    }
    out_ << "Do it? [y/N] " << std::flush;
    std::string line;
    std::getline(in_, line);
    if (line == "y" || line == "yes") return true;
    err_ << "nothing was changed\n";
    return false;
  }

  std::string block(const outcome& now) const {
    auto s = given_;
    auto take = [](std::string& to, const std::string& value) {
      if (!value.empty()) to = value;
    };
    take(s.twilio.service_sid, now.service_sid);
    take(s.twilio.workspace_sid, now.workspace_sid);
    take(s.twilio.workflow_sid, now.workflow_sid);
    take(s.twilio.flex_instance_sid, s_.twilio.flex_instance_sid);
    take(s.twilio.studio_flow_sid, now.studio_flow_sid);
    take(s.twilio.flex_flow_sid, now.flex_flow.sid);
    return "# flexcord's settings, made by flexcord setup. Secrets are not in here: give them as\n"
           "# <key>-file or in the environment (flexcord --help names the variables).\n" +
           config::written(s);
  }

  const setup_words& words_;
  const config::settings given_;
  config::settings s_; ///< with what the account decides filled in
  bool asks_;
  std::istream& in_;
  std::ostream &out_, &err_;
};

} // namespace

setup_words take_setup_words(std::vector<std::string>& arguments) {
  setup_words words;
  std::vector<std::string> rest;
  constexpr std::string_view output = "--output";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& a = arguments[i];
    if (a == "--dry-run") {
      words.dry_run = true;
    } else if (a == "--yes") {
      words.yes = true;
    } else if (a == output && i + 1 < arguments.size() && !arguments[i + 1].starts_with('-')) {
      words.output = arguments[++i];
    } else if (a == output || a == "--output=") {
      words.problem = "--output needs the name of a file";
    } else if (a.starts_with("--output=")) {
      words.output = a.substr(output.size() + 1);
    } else if (a.starts_with('-')) {
      rest.push_back(a);
    } else {
      words.problem = "unknown word " + a;
    }
  }
  arguments = std::move(rest);
  return words;
}

int set_up(const setup_words& words, const config::loaded& loaded, bool asks, std::istream& in,
           std::ostream& out, std::ostream& err) {
  std::size_t wrong = 0;
  for (const auto& p : loaded.problems)
    if (!p.incomplete) {
      err << to_string(p) << '\n';
      ++wrong;
    }
  if (wrong != 0) {
    err << wrong << (wrong == 1 ? " problem" : " problems")
        << " in the settings; nothing was looked at\n";
    return bad_settings;
  }
  return run{words, loaded.values, asks, in, out, err}();
}

} // namespace flexcord::actors
