#pragma once
#include <string>

namespace flexcord::store::sqlite {

/// Who holds SQLite's lock on the file, as "process 4711 (flexcord)"; empty when nobody does or the
/// kernel does not say. Not while this process has the file open: closing any descriptor of a file
/// gives up all of a process's locks on it.
std::string holder_of(const std::string& path);

} // namespace flexcord::store::sqlite
