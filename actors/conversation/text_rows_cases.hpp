#pragma once
// What users are told of their cases.
#include "actors/conversation/text_row.hpp"

namespace flexcord::conversation {

// clang-format off
inline constexpr text_row rows_cases[] = {
  {phrase::news_open, "Your case #{case}{topic} is open again.", "Votre dossier n° {case}{topic} est rouvert.",
                      "Su caso n.º {case}{topic} está abierto de nuevo.", "Ihr Fall Nr. {case}{topic} ist wieder offen."},
  {phrase::news_pending, "Your case #{case}{topic} is being worked on.", "Votre dossier n° {case}{topic} est en cours de traitement.",
                         "Su caso n.º {case}{topic} se está tramitando.", "Ihr Fall Nr. {case}{topic} ist in Arbeit."},
  {phrase::news_resolved, "Your case #{case}{topic} is resolved.", "Votre dossier n° {case}{topic} est résolu.",
                          "Su caso n.º {case}{topic} está resuelto.", "Ihr Fall Nr. {case}{topic} ist gelöst."},
  {phrase::news_closed, "Your case #{case}{topic} is closed.", "Votre dossier n° {case}{topic} est clos.",
                        "Su caso n.º {case}{topic} está cerrado.", "Ihr Fall Nr. {case}{topic} ist geschlossen."},
};
// clang-format on

} // namespace flexcord::conversation
