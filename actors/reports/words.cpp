#include "actors/reports/words.hpp"

#include <array>

namespace flexcord::reports {
namespace {

using row = localized::row<word>;

// clang-format off
constexpr std::array rows{
  row{word::bug_form, "Report a bug", "Signaler un bug", "Informar de un error", "Einen Fehler melden"},
  row{word::feature_form, "Suggest a feature", "Proposer une fonctionnalité", "Proponer una función", "Eine Funktion vorschlagen"},
  row{word::q_title, "Title", "Titre", "Título", "Titel"},
  row{word::q_title_hint, "One line that says what it is about", "Une ligne qui dit de quoi il s'agit",
      "Una línea que diga de qué se trata", "Eine Zeile, die sagt, worum es geht"},
  row{word::q_happened, "What happened?", "Que s'est-il passé ?", "¿Qué ha pasado?", "Was ist passiert?"},
  row{word::q_happened_hint, "What did you expect, and what came instead?", "Qu'attendiez-vous, et qu'est-il arrivé à la place ?",
      "¿Qué esperabas y qué pasó en su lugar?", "Was hast du erwartet, und was kam stattdessen?"},
  row{word::q_steps, "How can we see it ourselves?", "Comment le reproduire ?", "¿Cómo podemos verlo nosotros?", "Wie können wir es selbst sehen?"},
  row{word::q_steps_hint, "Step by step, if you know them", "Étape par étape, si vous les connaissez",
      "Paso a paso, si los conoces", "Schritt für Schritt, wenn du sie kennst"},
  row{word::q_severity, "How bad is it?", "Est-ce grave ?", "¿Es muy grave?", "Wie schlimm ist es?"},
  row{word::q_severity_sample, "Choose one", "Choisissez", "Elige una", "Bitte wählen"},
  row{word::low_means, "Small: it only looks wrong", "Mineur : un défaut d'apparence", "Leve: solo se ve mal", "Klein: es sieht nur falsch aus"},
  row{word::normal_means, "Annoying, but I can go on", "Gênant, mais je peux continuer", "Molesto, pero puedo seguir", "Lästig, aber ich komme weiter"},
  row{word::high_means, "I cannot do something important", "Je ne peux pas faire quelque chose d'important",
      "No puedo hacer algo importante", "Etwas Wichtiges geht nicht"},
  row{word::critical_means, "Nothing works, or something is lost", "Rien ne marche, ou quelque chose est perdu",
      "No funciona nada o se ha perdido algo", "Nichts geht, oder etwas ist verloren"},
  row{word::q_shots, "Screenshots", "Captures d'écran", "Capturas de pantalla", "Bildschirmfotos"},
  row{word::q_shots_hint, "Up to {most} images of at most {size} MB; everybody in the channel sees them",
      "Jusqu'à {most} images de {size} Mo au plus ; tout le salon les verra",
      "Hasta {most} imágenes de {size} MB como máximo; todo el canal las verá",
      "Bis zu {most} Bilder von höchstens {size} MB; alle im Kanal sehen sie"},
  row{word::q_problem, "Which problem does it solve?", "Quel problème cela résout-il ?", "¿Qué problema resuelve?", "Welches Problem löst sie?"},
  row{word::q_problem_hint, "What is hard or impossible today?", "Qu'est-ce qui est difficile ou impossible aujourd'hui ?",
      "¿Qué es difícil o imposible hoy?", "Was ist heute schwer oder unmöglich?"},
  row{word::q_idea, "What is your idea?", "Quelle est votre idée ?", "¿Cuál es tu idea?", "Was ist deine Idee?"},
  row{word::q_idea_hint, "How should it work?", "Comment cela devrait-il marcher ?", "¿Cómo debería funcionar?", "Wie soll sie funktionieren?"},

  row{word::check_again, "That did not work yet:", "Cela n'a pas encore marché :", "Todavía no ha funcionado:", "Das hat noch nicht geklappt:"},
  row{word::is_empty, "{question}: please write something.", "{question} : écrivez quelque chose.",
      "{question}: escribe algo.", "{question}: Bitte schreib etwas."},
  row{word::is_too_long, "{question}: at most {most} characters.", "{question} : {most} caractères au plus.",
      "{question}: {most} caracteres como máximo.", "{question}: höchstens {most} Zeichen."},
  row{word::not_a_choice, "{question}: please choose one of the answers.", "{question} : choisissez une des réponses.",
      "{question}: elige una de las respuestas.", "{question}: Bitte wähle eine der Antworten."},
  row{word::too_many_files, "At most {most} images can be added.", "Au plus {most} images peuvent être jointes.",
      "Se pueden añadir {most} imágenes como máximo.", "Höchstens {most} Bilder können angehängt werden."},
  row{word::not_an_image, "{name} is not an image (PNG, JPEG, GIF or WebP).", "{name} n'est pas une image (PNG, JPEG, GIF ou WebP).",
      "{name} no es una imagen (PNG, JPEG, GIF o WebP).", "{name} ist kein Bild (PNG, JPEG, GIF oder WebP)."},
  row{word::file_too_large, "{name} is larger than {size} MB.", "{name} dépasse {size} Mo.",
      "{name} ocupa más de {size} MB.", "{name} ist größer als {size} MB."},
  row{word::file_lost, "One of the files did not arrive. Please add it again.", "Un des fichiers n'est pas arrivé. Ajoutez-le de nouveau.",
      "Uno de los archivos no ha llegado. Añádelo de nuevo.", "Eine der Dateien ist nicht angekommen. Bitte füge sie noch einmal hinzu."},
  row{word::correct_it, "Correct it", "Corriger", "Corregir", "Verbessern"},

  row{word::bug, "Bug report", "Rapport de bug", "Informe de error", "Fehlermeldung"},
  row{word::feature, "Feature request", "Demande de fonctionnalité", "Petición de función", "Vorschlag"},
  row{word::f_status, "Status", "État", "Estado", "Stand"},
  row{word::f_severity, "Severity", "Gravité", "Gravedad", "Schwere"},
  row{word::f_votes, "Votes", "Votes", "Votos", "Stimmen"},
  row{word::f_reporter, "Reported by", "Signalé par", "Informado por", "Gemeldet von"},
  row{word::f_steps, "How to see it", "Comment le reproduire", "Cómo verlo", "So ist es zu sehen"},
  row{word::f_idea, "Idea", "Idée", "Idea", "Idee"},
  row{word::open, "Open", "Ouvert", "Abierto", "Offen"},
  row{word::pending, "Being looked at", "En cours d'examen", "En revisión", "In Arbeit"},
  row{word::resolved, "Resolved", "Résolu", "Resuelto", "Gelöst"},
  row{word::closed, "Closed", "Fermé", "Cerrado", "Geschlossen"},
  row{word::low, "Small", "Mineure", "Leve", "Klein"},
  row{word::normal, "Normal", "Normale", "Normal", "Normal"},
  row{word::high, "High", "Élevée", "Alta", "Hoch"},
  row{word::critical, "Critical", "Critique", "Crítica", "Kritisch"},
  row{word::duplicate_of, "The same as #{number}: please follow that one.", "Identique au n° {number} : suivez plutôt celui-là.",
      "Lo mismo que el n.º {number}: sigue ese, por favor.", "Dasselbe wie Nr. {number}: Bitte verfolge diesen Fall."},
  row{word::me_too_bug, "I have this too", "J'ai ce problème aussi", "A mí también me pasa", "Das habe ich auch"},
  row{word::me_too_feature, "I want this too", "Je le veux aussi", "Yo también lo quiero", "Das will ich auch"},

  row{word::wrong_channel, "Please use /{command} in {channel}.", "Utilisez /{command} dans {channel}.",
      "Usa /{command} en {channel}, por favor.", "Bitte benutze /{command} in {channel}."},
  row{word::looks_alike, "This was perhaps reported already. Join a report that is the same, and you are told when something happens with it.",
      "Cela a peut-être déjà été signalé. Rejoignez un rapport identique, et vous serez prévenu quand il avance.",
      "Puede que ya se haya informado de esto. Únete a un informe que sea igual y te avisaremos cuando haya novedades.",
      "Das wurde vielleicht schon gemeldet. Schließ dich einer Meldung an, die dasselbe sagt, und du hörst, wenn sich etwas tut."},
  row{word::join_this, "Join #{number}", "Rejoindre n° {number}", "Unirme al n.º {number}", "Nr. {number} anschließen"},
  row{word::none_of_these, "None of these: post mine", "Aucun : publier le mien", "Ninguno: publicar el mío", "Keine davon: meine senden"},
  row{word::posted, "Thank you. Your report is case #{number}.", "Merci. Votre rapport est le dossier n° {number}.",
      "Gracias. Tu informe es el caso n.º {number}.", "Danke. Deine Meldung ist Fall Nr. {number}."},
  row{word::tell_me, "Tell me by direct message", "Me prévenir par message privé", "Avisarme por mensaje directo", "Per Direktnachricht melden"},
  row{word::will_be_told, "You are told by direct message when something happens with #{number}.",
      "Vous serez prévenu par message privé quand le n° {number} avance.",
      "Te avisaremos por mensaje directo cuando haya novedades del n.º {number}.",
      "Du bekommst eine Direktnachricht, wenn sich bei Nr. {number} etwas tut."},
  row{word::joined, "You joined #{number}. You are told when something happens with it.", "Vous avez rejoint le n° {number}. Vous serez prévenu quand il avance.",
      "Te has unido al n.º {number}. Te avisaremos cuando haya novedades.", "Du hast dich Nr. {number} angeschlossen und hörst, wenn sich etwas tut."},
  row{word::joined_already, "You are with #{number} already.", "Vous suivez déjà le n° {number}.", "Ya estás en el n.º {number}.", "Du bist bei Nr. {number} schon dabei."},
  row{word::vote_counted, "Your vote for #{number} counts. Press again to take it back.", "Votre vote pour le n° {number} compte. Appuyez de nouveau pour le retirer.",
      "Tu voto por el n.º {number} cuenta. Pulsa otra vez para retirarlo.", "Deine Stimme für Nr. {number} zählt. Drück noch einmal, um sie zurückzunehmen."},
  row{word::vote_taken_back, "Your vote for #{number} is taken back.", "Votre vote pour le n° {number} est retiré.",
      "Has retirado tu voto por el n.º {number}.", "Deine Stimme für Nr. {number} ist zurückgenommen."},
  row{word::vote_by_reporting, "You reported #{number}: your vote counts already.", "Vous avez signalé le n° {number} : votre vote compte déjà.",
      "Informaste del n.º {number}: tu voto ya cuenta.", "Du hast Nr. {number} gemeldet: Deine Stimme zählt schon."},
  row{word::vote_by_joining, "You joined #{number}: your vote counts already.", "Vous avez rejoint le n° {number} : votre vote compte déjà.",
      "Te uniste al n.º {number}: tu voto ya cuenta.", "Du hast dich Nr. {number} angeschlossen: Deine Stimme zählt schon."},
  row{word::vote_closed, "#{number} is finished: votes do not change any more.", "Le n° {number} est terminé : les votes ne changent plus.",
      "El n.º {number} ha terminado: los votos ya no cambian.", "Nr. {number} ist abgeschlossen: Stimmen ändern sich nicht mehr."},
  row{word::not_there_any_more, "This does not exist any more. Please start again.", "Cela n'existe plus. Recommencez.",
      "Esto ya no existe. Empieza de nuevo.", "Das gibt es nicht mehr. Bitte fang neu an."},
  row{word::news, "Case #{number} ({title}): {status}.", "Dossier n° {number} ({title}) : {status}.",
      "Caso n.º {number} ({title}): {status}.", "Fall Nr. {number} ({title}): {status}."},
  row{word::reports_off, "/{command} is not taken on this server yet.", "/{command} n'est pas encore pris en compte sur ce serveur.",
      "/{command} todavía no se atiende en este servidor.", "/{command} wird auf diesem Server noch nicht angenommen."},
  row{word::try_again, "That took too long. Please try again.", "Cela a pris trop de temps. Réessayez.",
      "Ha tardado demasiado. Inténtalo de nuevo.", "Das hat zu lange gedauert. Bitte versuch es noch einmal."},
  row{word::my_cases, "Your cases, the newest first:", "Vos dossiers, le plus récent d'abord :", "Tus casos, el más nuevo primero:",
      "Deine Fälle, der neueste zuerst:"},
  row{word::no_cases, "You have no cases.", "Vous n'avez aucun dossier.", "No tienes ningún caso.", "Du hast keine Fälle."},
  row{word::more_cases, "Older ones", "Plus anciens", "Más antiguos", "Ältere"},
  row{word::talk_case, "Talk with support", "Échange avec le support", "Conversación con soporte", "Gespräch mit dem Support"},
  row{word::question_case, "Question", "Question", "Pregunta", "Frage"},
  row{word::go_on, "Go on with #{number}", "Continuer le n° {number}", "Seguir con el n.º {number}", "Mit Nr. {number} weitermachen"},
  row{word::ask_again, "Talk to a person again", "Reparler à une personne", "Volver a hablar con una persona", "Noch einmal mit einem Menschen sprechen"},
};
// clang-format on

static_assert(localized::in_order(rows, word::last), "one row for each word, in their order");

const localized::wording& wording_of(word w) { return rows.at(static_cast<std::size_t>(w)).text; }

} // namespace

std::string_view entry(word w, language l) { return wording_of(w).in(l); }

word word_of(status s) {
  constexpr word all[] = {word::open, word::pending, word::resolved, word::closed};
  return all[static_cast<std::size_t>(s)];
}

std::string say(word w, language l,
                std::initializer_list<std::pair<std::string_view, std::string>> values) {
  return localized::filled(wording_of(w), l, [&](std::string_view name) {
    for (const auto& [key, value] : values)
      if (key == name) return std::optional<localized::value>{value};
    return std::optional<localized::value>{};
  });
}

} // namespace flexcord::reports
