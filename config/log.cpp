#include "config/log.hpp"
#include "config/log_format.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <mutex>

namespace flexcord::log {
namespace {

/// What lines go to. Never destroyed, since a line may be written while the process ends.
struct state {
  std::mutex lock;
  std::shared_ptr<spdlog::logger> out;
  std::function<void(level, const std::string&)> captured;
  std::atomic<level> minimum{level::info};
  std::atomic<bool> json{false};
};

state& now() {
  static auto* s = new state;
  return *s;
}

std::shared_ptr<spdlog::logger> logger(spdlog::sink_ptr sink) {
  auto l = std::make_shared<spdlog::logger>("flexcord", std::move(sink));
  l->set_pattern("%v");
  l->set_level(spdlog::level::trace);
  l->flush_on(spdlog::level::trace);
  // A full disk must not flood standard error with spdlog's own complaints, nor stop the program.
  l->set_error_handler([](const std::string&) {});
  return l;
}

std::shared_ptr<spdlog::logger> standard_error() {
  return logger(std::make_shared<spdlog::sinks::stderr_sink_mt>());
}

} // namespace

bool open(const options& o, std::string& why) {
  auto& s = now();
  std::shared_ptr<spdlog::logger> out;
  try {
    out = o.file.empty() ? standard_error()
                         : logger(std::make_shared<spdlog::sinks::basic_file_sink_mt>(o.file));
  } catch (const std::exception& e) {
    why = e.what();
    return false;
  }
  const std::lock_guard guard{s.lock};
  s.out = std::move(out);
  s.minimum = o.minimum;
  s.json = o.json;
  return true;
}

void close() {
  auto& s = now();
  const std::lock_guard guard{s.lock};
  if (s.out) s.out->flush();
  s.out.reset();
}

void capture(std::function<void(level, const std::string&)> sink) {
  auto& s = now();
  const std::lock_guard guard{s.lock};
  s.captured = std::move(sink);
}

void write(level l, std::string_view component, std::string_view event, field_list fields) {
  auto& s = now();
  if (l < s.minimum.load(std::memory_order_relaxed) || l == level::off) return;
  const auto line = format(s.json, std::chrono::system_clock::now(), l, component, event, fields);
  const std::lock_guard guard{s.lock};
  if (s.captured) return s.captured(l, line);
  if (!s.out) s.out = standard_error();
  s.out->log(l == level::error ? spdlog::level::err : spdlog::level::info, line);
}

} // namespace flexcord::log
