#pragma once
#include "sandbox/twilio/studio.hpp"

#include <boost/json/object.hpp>

#include <string>

// Studio's objects as its REST answers show them, and as the control API does.
namespace flexcord::sandbox::twilio {

boost::json::object flow_view(const std::string& root, const studio_flow& f);
/// An item of the list: without definition, errors and warnings.
boost::json::object flow_item_view(const std::string& root, const studio_flow& f);
boost::json::object revision_view(const std::string& root, const studio_flow& f,
                                  const flow_revision& r);
boost::json::object execution_view(const std::string& root, const studio_execution& e);

/// For the control API and the record of events.
boost::json::object execution_summary(const studio_execution& e);

} // namespace flexcord::sandbox::twilio
