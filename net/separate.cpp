// The parts of Asio and Beast that can be compiled once are compiled here; see the definitions in
// net/http/CMakeLists.txt. Boost.JSON and Boost.URL come as libraries of their own.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
