#pragma once
#include "net/http/message.hpp"
#include "net/result.hpp"

#include <string>

namespace flexcord::actors::doctor {

/// What a signed webhook to http.public-url came back as.
struct reach {
  enum class verdict {
    this_node,
    refused_signature, ///< a flexcord with another token or another public-url
    other_program,     ///< something answers, and it is no flexcord
    nobody,            ///< nothing answers in time
    no_node            ///< nothing to be said: no node runs that could answer
  };
  verdict what = verdict::nobody;
  std::string detail; ///< of the answer or the failure
};

/// `node_runs`: a node answers on this machine, so that a silence is the way's fault. Pure.
reach judge_reach(const net::result<net::http::response>& answer, bool node_runs);

} // namespace flexcord::actors::doctor
