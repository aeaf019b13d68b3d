#pragma once
// What is said while the bot has the talk, and on buttons.
#include "actors/conversation/text_row.hpp"

namespace flexcord::conversation {

// clang-format off
inline constexpr text_row rows_bot[] = {
  {phrase::greeting, "Hello {name}, this is customer service. Tell me what you need, or press the button to talk to a person.",
                     "Bonjour {name}, ici le service client. Dites-moi ce qu'il vous faut, ou appuyez sur le bouton pour parler à une personne.",
                     "Hola {name}, este es el servicio de atención al cliente. Dígame qué necesita, o pulse el botón para hablar con una persona.",
                     "Hallo {name}, hier ist der Kundenservice. Schreiben Sie mir, worum es geht, oder drücken Sie den Knopf, um mit einem Menschen zu sprechen."},
  {phrase::greeting_topic, "Hello {name}, this is customer service. You asked about: {topic}",
                           "Bonjour {name}, ici le service client. Votre question : {topic}",
                           "Hola {name}, este es el servicio de atención al cliente. Su pregunta: {topic}",
                           "Hallo {name}, hier ist der Kundenservice. Ihre Frage: {topic}"},
  {phrase::talk_to_person, "Talk to a person", "Parler à une personne", "Hablar con una persona", "Mit einem Menschen sprechen"},
  {phrase::cancel_request, "Cancel the request", "Annuler la demande", "Cancelar la solicitud", "Anfrage zurückziehen"},
  {phrase::did_this_help, "Did this help?", "Cela vous a-t-il aidé ?", "¿Le ha servido?", "Hat das geholfen?"},
  {phrase::helped_yes, "Yes, thanks", "Oui, merci", "Sí, gracias", "Ja, danke"},
  {phrase::helped_no, "No", "Non", "No", "Nein"},
  {phrase::glad_it_helped, "Glad it helped. Write again whenever you need something.",
                           "Ravi d'avoir pu aider. Écrivez-nous quand vous voulez.",
                           "Me alegro de haber ayudado. Escriba de nuevo cuando necesite algo.",
                           "Das freut mich. Schreiben Sie wieder, wenn Sie etwas brauchen."},
  {phrase::sorry_not_helped, "Sorry that it did not. Tell me more, or talk to a person.",
                             "Désolé. Dites-m'en plus, ou parlez à une personne.",
                             "Lo siento. Cuénteme más, o hable con una persona.",
                             "Das tut mir leid. Erzählen Sie mir mehr, oder sprechen Sie mit einem Menschen."},
  {phrase::no_agents_here, "I cannot transfer you to a person here: this server has no live agents connected. I will help as well as I can.",
                           "Je ne peux pas vous transférer à une personne : aucun agent n'est relié à ce serveur. Je vais vous aider de mon mieux.",
                           "No puedo pasarle con una persona: este servidor no tiene agentes conectados. Le ayudaré lo mejor que pueda.",
                           "Ich kann Sie hier mit keinem Menschen verbinden: An diesen Server sind keine Mitarbeitenden angeschlossen. Ich helfe, so gut ich kann."},
  {phrase::bot_unavailable, "Sorry, I could not find an answer just now. Please try again.",
                            "Désolé, je n'ai pas pu répondre. Veuillez réessayer.",
                            "Lo siento, ahora mismo no he podido responder. Inténtelo de nuevo.",
                            "Leider konnte ich gerade nicht antworten. Bitte versuchen Sie es noch einmal."},
  {phrase::bot_unavailable_offer, "Sorry, I cannot answer at the moment. Would you like to talk to a person?",
                                  "Désolé, je ne peux pas répondre pour l'instant. Voulez-vous parler à une personne ?",
                                  "Lo siento, no puedo responder en este momento. ¿Quiere hablar con una persona?",
                                  "Leider kann ich im Moment nicht antworten. Möchten Sie mit einem Menschen sprechen?"},
  {phrase::nothing_to_say, "I have no answer to that. You can put it another way or talk to a person.",
                           "Je n'ai pas de réponse à cela. Reformulez, ou parlez à une personne.",
                           "No tengo respuesta para eso. Puede decirlo de otra manera o hablar con una persona.",
                           "Darauf habe ich keine Antwort. Sie können es anders sagen oder mit einem Menschen sprechen."},
  {phrase::check_your_dms, "Please check your direct messages: I wrote to you there.",
                           "Regardez vos messages privés : je vous y ai écrit.",
                           "Mire sus mensajes directos: le he escrito allí.",
                           "Bitte sehen Sie in Ihre Direktnachrichten: Dort habe ich Ihnen geschrieben."},
  {phrase::open_dm, "Open the conversation", "Ouvrir la conversation", "Abrir la conversación", "Unterhaltung öffnen"},
  {phrase::dms_closed, "I could not send you a direct message. Allow direct messages from members of this server "
                       "(server menu, Privacy Settings), then press Retry.",
                       "Je n'ai pas pu vous envoyer de message privé. Autorisez les messages privés des membres de ce serveur "
                       "(menu du serveur, Confidentialité), puis appuyez sur Réessayer.",
                       "No he podido enviarle un mensaje directo. Permita los mensajes directos de los miembros de este servidor "
                       "(menú del servidor, Ajustes de privacidad) y pulse Reintentar.",
                       "Ich konnte Ihnen keine Direktnachricht schicken. Erlauben Sie Direktnachrichten von Mitgliedern dieses Servers "
                       "(Servermenü, Privatsphäre-Einstellungen) und drücken Sie dann auf Erneut versuchen."},
  {phrase::try_again, "Retry", "Réessayer", "Reintentar", "Erneut versuchen"},
  {phrase::file_lost, "[the file {name} could not be passed on]", "[le fichier {name} n'a pas pu être transmis]",
                      "[no se ha podido pasar el archivo {name}]", "[die Datei {name} konnte nicht weitergegeben werden]"},
};
// clang-format on

} // namespace flexcord::conversation
