#pragma once
// What is said when nobody is there or a request is not taken, and how times are said.
#include "actors/conversation/text_row.hpp"

namespace flexcord::conversation {

// clang-format off
inline constexpr text_row rows_limits[] = {
  {phrase::out_of_hours, "Nobody is here right now{why}. Your request is kept as case #{case}. Somebody will be here {when}: ask again then, and we go on with it. "
                         "I can help in the meantime.",
                         "Personne n'est là pour l'instant{why}. Votre demande est gardée dans le dossier n° {case}. Quelqu'un sera là {when} : redemandez alors, et nous la reprendrons. "
                         "Je peux vous aider en attendant.",
                         "Ahora mismo no hay nadie{why}. Su solicitud queda guardada como caso n.º {case}. Habrá alguien {when}: vuelva a pedirlo entonces y seguiremos con ella. "
                         "Mientras tanto puedo ayudarle yo.",
                         "Im Moment ist niemand da{why}. Ihre Anfrage ist als Fall Nr. {case} vermerkt. Jemand ist {when} da: Fragen Sie dann noch einmal, und wir machen damit weiter. "
                         "Bis dahin kann ich helfen."},
  {phrase::out_of_hours_unknown, "Nobody is here right now{why}. Your request is kept as case #{case}. I do not know when somebody will be here; ask again later, and we go on with it. "
                                 "I can help in the meantime.",
                                 "Personne n'est là pour l'instant{why}. Votre demande est gardée dans le dossier n° {case}. Je ne sais pas quand quelqu'un sera là ; redemandez plus tard, et nous la reprendrons. "
                                 "Je peux vous aider en attendant.",
                                 "Ahora mismo no hay nadie{why}. Su solicitud queda guardada como caso n.º {case}. No sé cuándo habrá alguien; vuelva a pedirlo más tarde y seguiremos con ella. "
                                 "Mientras tanto puedo ayudarle yo.",
                                 "Im Moment ist niemand da{why}. Ihre Anfrage ist als Fall Nr. {case} vermerkt. Wann jemand da ist, weiß ich nicht; fragen Sie später noch einmal, und wir machen damit weiter. "
                                 "Bis dahin kann ich helfen."},
  {phrase::still_out_of_hours, "Nobody is here yet. Your request is kept as case #{case}; somebody will be here {when}.",
                               "Il n'y a encore personne. Votre demande est gardée dans le dossier n° {case} ; quelqu'un sera là {when}.",
                               "Todavía no hay nadie. Su solicitud queda guardada como caso n.º {case}; habrá alguien {when}.",
                               "Es ist noch niemand da. Ihre Anfrage ist als Fall Nr. {case} vermerkt; jemand ist {when} da."},
  {phrase::still_out_of_hours_later, "Nobody is here yet. Your request is kept as case #{case}; please ask again later.",
                                     "Il n'y a encore personne. Votre demande est gardée dans le dossier n° {case} ; redemandez plus tard.",
                                     "Todavía no hay nadie. Su solicitud queda guardada como caso n.º {case}; vuelva a pedirlo más tarde.",
                                     "Es ist noch niemand da. Ihre Anfrage ist als Fall Nr. {case} vermerkt; bitte fragen Sie später noch einmal."},
  {phrase::promise_cancelled, "Your request, case #{case}, was cancelled.", "Votre demande, le dossier n° {case}, a été annulée.",
                              "Su solicitud, el caso n.º {case}, se ha cancelado.", "Ihre Anfrage, Fall Nr. {case}, wurde zurückgezogen."},
  {phrase::gate_blocked, "You cannot use this service. If you think that this is a mistake, please ask the moderators of the server.",
                         "Vous ne pouvez pas utiliser ce service. Si vous pensez que c'est une erreur, adressez-vous aux modérateurs du serveur.",
                         "No puede usar este servicio. Si cree que es un error, consulte a los moderadores del servidor.",
                         "Sie können diesen Dienst nicht nutzen. Wenn Sie das für einen Irrtum halten, fragen Sie bitte die Moderation des Servers."},
  {phrase::gate_cooldown, "You opened a request only a moment ago. Please wait {wait}, then try again.",
                          "Vous venez de faire une demande. Attendez {wait}, puis réessayez.",
                          "Acaba de hacer una solicitud. Espere {wait} e inténtelo de nuevo.",
                          "Sie haben gerade erst eine Anfrage gestellt. Bitte warten Sie noch (Wartezeit: {wait}), und versuchen Sie es dann wieder."},
  {phrase::gate_cap, "You have opened as many requests as one member may within a day. The next one is possible after this time: {wait}.",
                     "Vous avez fait autant de demandes qu'un membre peut en faire en un jour. La prochaine sera possible dans {wait}.",
                     "Ha hecho tantas solicitudes como un miembro puede hacer en un día. La próxima será posible dentro de {wait}.",
                     "Sie haben so viele Anfragen gestellt, wie ein Mitglied an einem Tag stellen kann. Die nächste ist nach dieser Zeit möglich: {wait}."},
  {phrase::gate_young, "Your account is too new for this. It will be possible after this time: {wait}.",
                       "Votre compte est trop récent pour cela. Ce sera possible dans {wait}.",
                       "Su cuenta es demasiado reciente para esto. Será posible dentro de {wait}.",
                       "Ihr Konto ist dafür noch zu neu. Möglich ist es nach dieser Zeit: {wait}."},
  {phrase::gate_role, "This is only for members with a certain role. Please ask the moderators of the server.",
                      "C'est réservé aux membres qui ont un certain rôle. Adressez-vous aux modérateurs du serveur.",
                      "Esto es solo para miembros con un rol determinado. Consulte a los moderadores del servidor.",
                      "Das ist nur für Mitglieder mit einer bestimmten Rolle. Bitte fragen Sie die Moderation des Servers."},
  {phrase::gate_role_unknown, "This is only for members with a certain role, and I have not seen yours yet. Please use /helpme in the server once, then try again.",
                              "C'est réservé aux membres qui ont un certain rôle, et je n'ai pas encore vu le vôtre. Utilisez une fois /helpme sur le serveur, puis réessayez.",
                              "Esto es solo para miembros con un rol determinado, y todavía no he visto el suyo. Use /helpme una vez en el servidor e inténtelo de nuevo.",
                              "Das ist nur für Mitglieder mit einer bestimmten Rolle, und Ihre habe ich noch nicht gesehen. Bitte benutzen Sie einmal /helpme auf dem Server, und versuchen Sie es dann wieder."},
  {phrase::unit_seconds, "{count} {count:second|seconds}", "{count} {count:seconde|secondes}", "{count} {count:segundo|segundos}", "{count} {count:Sekunde|Sekunden}"},
  {phrase::unit_minutes, "{count} {count:minute|minutes}", "{count} {count:minute|minutes}", "{count} {count:minuto|minutos}", "{count} {count:Minute|Minuten}"},
  {phrase::unit_hours, "{count} {count:hour|hours}", "{count} {count:heure|heures}", "{count} {count:hora|horas}", "{count} {count:Stunde|Stunden}"},
  {phrase::unit_days, "{count} {count:day|days}", "{count} {count:jour|jours}", "{count} {count:día|días}", "{count} {count:Tag|Tage}"},
  {phrase::at_today, "today at {time} ({zone})", "aujourd'hui à {time} ({zone})", "hoy a las {time} ({zone})", "heute um {time} Uhr ({zone})"},
  {phrase::at_tomorrow, "tomorrow at {time} ({zone})", "demain à {time} ({zone})", "mañana a las {time} ({zone})", "morgen um {time} Uhr ({zone})"},
  {phrase::at_weekday, "on {weekday} at {time} ({zone})", "{weekday} à {time} ({zone})", "el {weekday} a las {time} ({zone})", "am {weekday} um {time} Uhr ({zone})"},
  {phrase::at_date, "on {weekday}, {day} {month}, at {time} ({zone})", "le {weekday} {day} {month} à {time} ({zone})",
                    "el {weekday} {day} de {month} a las {time} ({zone})", "am {weekday}, dem {day}. {month}, um {time} Uhr ({zone})"},
};
// clang-format on

} // namespace flexcord::conversation
