# Builds files into a program.
#
#   include(cmake/embed.cmake)
#   flexcord_embed(SOURCES NAME page_assets NAMESPACE flexcord::sandbox FOLDER ${CMAKE_CURRENT_SOURCE_DIR}/assets
#                  FILES index.html style.css app.js)
#
# makes generated/page_assets.hpp and .cpp and puts the .cpp into the variable SOURCES. A program then reads
# flexcord::sandbox::page_assets::files(): a list of {name, content_type, bytes}, names relative to FOLDER. The files are
# embedded anew when they change.

function(flexcord_embed variable)
  cmake_parse_arguments(E "" "NAME;NAMESPACE;FOLDER" "FILES" ${ARGN})
  set(output ${CMAKE_BINARY_DIR}/generated/${E_NAME}.cpp)
  set(header ${CMAKE_BINARY_DIR}/generated/${E_NAME}.hpp)
  list(TRANSFORM E_FILES PREPEND ${E_FOLDER}/ OUTPUT_VARIABLE inputs)
  string(REPLACE ";" "|" files "${E_FILES}")
  add_custom_command(
    OUTPUT ${output} ${header}
    COMMAND ${CMAKE_COMMAND} -DNAME=${E_NAME} -DNAMESPACE=${E_NAMESPACE} -DFOLDER=${E_FOLDER} "-DFILES=${files}"
            -DOUTPUT=${output} -DHEADER=${header} -P ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    DEPENDS ${inputs} ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    COMMENT "Embedding ${E_NAME}"
    VERBATIM)
  set(${variable} ${output} PARENT_SCOPE)
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE)
  return()
endif()

# As a script: writes the two files.
set(types
  .html "text/html\; charset=utf-8"
  .css "text/css\; charset=utf-8"
  .js "text/javascript\; charset=utf-8"
  .json "application/json"
  .svg "image/svg+xml"
  .png "image/png"
  .ico "image/x-icon"
  .woff2 "font/woff2"
  .txt "text/plain\; charset=utf-8")

string(REPLACE "|" ";" FILES "${FILES}")
set(arrays "")
set(rows "")
set(index 0)
foreach(file ${FILES})
  file(READ "${FOLDER}/${file}" hex HEX)
  string(LENGTH "${hex}" length)
  math(EXPR length "${length} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  get_filename_component(extension "${file}" LAST_EXT)
  set(type "application/octet-stream")
  list(FIND types "${extension}" at)
  if(at GREATER -1)
    math(EXPR at "${at} + 1")
    list(GET types ${at} type)
  endif()
  # One byte more than needed: an array may not be empty.
  string(APPEND arrays "const unsigned char file${index}[] = {${bytes}0};\n")
  string(APPEND rows
    "  {\"${file}\", \"${type}\", {reinterpret_cast<const char*>(file${index}), ${length}}},\n")
  math(EXPR index "${index} + 1")
endforeach()

file(WRITE "${HEADER}" "// Made by cmake/embed.cmake.
#pragma once
#include <span>
#include <string_view>

namespace ${NAMESPACE}::${NAME} {

struct file {
  std::string_view name, content_type, bytes;
};

/// Every embedded file.
std::span<const file> files();

} // namespace ${NAMESPACE}::${NAME}
")
file(WRITE "${OUTPUT}" "// Made by cmake/embed.cmake.
#include \"${NAME}.hpp\"

namespace ${NAMESPACE}::${NAME} {

namespace {

${arrays}
const file all[] = {
${rows}};

} // namespace

std::span<const file> files() { return all; }

} // namespace ${NAMESPACE}::${NAME}
")
