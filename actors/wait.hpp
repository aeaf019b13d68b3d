#pragma once
#include "net/result.hpp"

#include <future>
#include <memory>

namespace flexcord::actors {

/// Makes one call of a network client and waits for its answer. Blocks: for subcommands, not for
/// actors. Every such client has a deadline of its own.
template <class T, class Call>
net::result<T> wait(Call call) {
  auto promise = std::make_shared<std::promise<net::result<T>>>();
  auto future = promise->get_future();
  call([promise](net::result<T> r) { promise->set_value(std::move(r)); });
  return future.get();
}

} // namespace flexcord::actors
