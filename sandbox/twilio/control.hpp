#pragma once
#include "net/http/server.hpp"
#include "sandbox/twilio/outcome.hpp"
#include "sandbox/twilio/types.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <memory>
#include <string>

namespace flexcord::sandbox::twilio {

struct world;

using control_answer = outcome<boost::json::object>;
/// One call of the control API: the request and its JSON body, the answer's JSON (200) or why not.
using control_handler = std::function<control_answer(world&, const net::http::incoming&,
                                                     const boost::json::object& body)>;

net::http::route control_route(const std::shared_ptr<world>& w, std::string method,
                               std::string path, control_handler handle);

refusal no_such(const std::string& what); ///< 404

/// A task as the agent `a` sees it: CONTROL.md, GET /_sandbox/agents/{a}/tasks.
boost::json::object agent_task_view(const task& t, const reservation& r);
/// A message for the agent's console: the REST shape, media with a "url" that a browser can show.
boost::json::object console_message(const world& w, const conversation& c, const message& m);

} // namespace flexcord::sandbox::twilio
