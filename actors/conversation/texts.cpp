#include "actors/conversation/texts.hpp"

#include <algorithm>
#include <array>

namespace flexcord::conversation {
namespace {

struct row {
  phrase id;
  std::string_view en, fr;
};

// clang-format off
constexpr std::array rows{
  row{phrase::greeting, "Hello {name}, this is customer service. Tell me what you need, or press the button to talk to a person.",
                        "Bonjour {name}, ici le service client. Dites-moi ce qu'il vous faut, ou appuyez sur le bouton pour parler à une personne."},
  row{phrase::greeting_topic, "Hello {name}, this is customer service. You asked about: {topic}",
                              "Bonjour {name}, ici le service client. Votre question : {topic}"},
  row{phrase::talk_to_person, "Talk to a person", "Parler à une personne"},
  row{phrase::cancel_request, "Cancel the request", "Annuler la demande"},
  row{phrase::did_this_help, "Did this help?", "Cela vous a-t-il aidé ?"},
  row{phrase::helped_yes, "Yes, thanks", "Oui, merci"},
  row{phrase::helped_no, "No", "Non"},
  row{phrase::glad_it_helped, "Glad it helped. Write again whenever you need something.",
                              "Ravi d'avoir pu aider. Écrivez-nous quand vous voulez."},
  row{phrase::sorry_not_helped, "Sorry that it did not. Tell me more, or talk to a person.",
                                "Désolé. Dites-m'en plus, ou parlez à une personne."},
  row{phrase::transfer_started, "Case #{case} was created. You are being transferred to a person; you can keep writing here.",
                                "Le dossier n° {case} a été créé. Nous vous transférons à une personne ; vous pouvez continuer à écrire ici."},
  row{phrase::in_queue, "You are in the queue. Someone will be with you as soon as possible.",
                        "Vous êtes dans la file d'attente. Quelqu'un sera avec vous dès que possible."},
  row{phrase::already_waiting, "Your request for a person is already under way; you can keep writing here.",
                               "Votre demande est déjà en cours ; vous pouvez continuer à écrire ici."},
  row{phrase::already_with_agent, "You are already talking with a person. Just write here.",
                                  "Vous parlez déjà avec une personne. Écrivez simplement ici."},
  row{phrase::agent_joined, "{agent} has joined the conversation.", "{agent} a rejoint la conversation."},
  row{phrase::agent_joined_unnamed, "An agent has joined the conversation.", "Un agent a rejoint la conversation."},
  row{phrase::agent_left, "{agent} has left the conversation.", "{agent} a quitté la conversation."},
  row{phrase::agent_left_unnamed, "The agent has left the conversation.", "L'agent a quitté la conversation."},
  row{phrase::agent_transferring, "You are being transferred to a colleague.", "Nous vous transférons à un collègue."},
  row{phrase::back_with_bot, "You are back with the assistant. Write here whenever you need something else.",
                             "Vous êtes de retour avec l'assistant. Écrivez ici si vous avez besoin d'autre chose."},
  row{phrase::request_cancelled, "Your request was cancelled. You are back with the assistant.",
                                 "Votre demande a été annulée. Vous êtes de retour avec l'assistant."},
  row{phrase::nothing_to_cancel, "There is no open request to cancel.", "Il n'y a pas de demande à annuler."},
  row{phrase::no_agent_came, "Sorry, nobody was free to take your request. You are back with the assistant; you can ask again at any time.",
                             "Désolé, personne n'était libre pour prendre votre demande. Vous êtes de retour avec l'assistant ; vous pouvez redemander à tout moment."},
  row{phrase::handoff_failed, "Sorry, the transfer did not work. You are back with the assistant; please try again in a moment.",
                              "Désolé, le transfert n'a pas fonctionné. Vous êtes de retour avec l'assistant ; réessayez dans un instant."},
  row{phrase::agent_lost, "The agent has not answered for a while, so I am taking over again. You can ask for a person at any time.",
                          "L'agent n'a pas répondu depuis un moment ; je reprends la main. Vous pouvez redemander une personne à tout moment."},
  row{phrase::out_of_hours, "Nobody is here right now. Our hours are: {hours}. I can help in the meantime.",
                            "Personne n'est là pour l'instant. Nos horaires : {hours}. Je peux vous aider en attendant."},
  row{phrase::no_agents_here, "I cannot transfer you to a person here: this server has no live agents connected. I will help as well as I can.",
                              "Je ne peux pas vous transférer à une personne : aucun agent n'est relié à ce serveur. Je vais vous aider de mon mieux."},
  row{phrase::bot_unavailable, "Sorry, I could not find an answer just now. Please try again.",
                               "Désolé, je n'ai pas pu répondre. Veuillez réessayer."},
  row{phrase::bot_unavailable_offer, "Sorry, I cannot answer at the moment. Would you like to talk to a person?",
                                     "Désolé, je ne peux pas répondre pour l'instant. Voulez-vous parler à une personne ?"},
  row{phrase::nothing_to_say, "I have no answer to that. You can put it another way or talk to a person.",
                              "Je n'ai pas de réponse à cela. Reformulez, ou parlez à une personne."},
  row{phrase::survey_question, "How was it? Please rate the conversation from 1 (poor) to 5 (great).",
                               "Comment était-ce ? Notez la conversation de 1 (mauvais) à 5 (excellent)."},
  row{phrase::survey_thanks, "Thank you for the rating.", "Merci pour votre note."},
  row{phrase::survey_closed, "The rating is closed by now, but thank you.", "La notation est terminée, mais merci."},
  row{phrase::not_delivered_to_user, "Your message could not be delivered: the user does not accept direct messages at the moment.",
                                     "Votre message n'a pas pu être remis : l'utilisateur n'accepte pas de messages privés pour l'instant."},
  row{phrase::not_delivered_to_agent, "Sorry, your last message could not be passed on to the agent. Please send it again.",
                                      "Désolé, votre dernier message n'a pas pu être transmis à l'agent. Veuillez le renvoyer."},
  row{phrase::check_your_dms, "Please check your direct messages: I wrote to you there.", "Regardez vos messages privés : je vous y ai écrit."},
  row{phrase::open_dm, "Open the conversation", "Ouvrir la conversation"},
  row{phrase::dms_closed, "I could not send you a direct message. Allow direct messages from members of this server "
                          "(server menu, Privacy Settings), then press Retry.",
                          "Je n'ai pas pu vous envoyer de message privé. Autorisez les messages privés des membres de ce serveur "
                          "(menu du serveur, Confidentialité), puis appuyez sur Réessayer."},
  row{phrase::try_again, "Retry", "Réessayer"},
  row{phrase::file_lost, "[the file {name} could not be passed on]", "[le fichier {name} n'a pas pu être transmis]"},
};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (static_cast<std::size_t>(rows[i].id) != i) return false;
  return rows.size() == static_cast<std::size_t>(phrase::file_lost) + 1;
}
static_assert(in_order(), "one row per phrase, in declaration order");

std::string_view language(std::string_view locale) {
  return locale.substr(0, locale.find_first_of("-_"));
}

std::string_view argument(std::string_view key, std::string_view case_number,
                          const arguments& args) {
  if (key == "{case}") return case_number;
  if (key == "{agent}") return args.agent;
  if (key == "{hours}") return args.hours;
  if (key == "{name}") return args.name;
  if (key == "{topic}") return args.topic;
  return key;
}

} // namespace

bool has_language(std::string_view locale) {
  auto l = language(locale);
  return l == "en" || l == "fr";
}

std::string text(phrase p, std::string_view locale, std::string_view fallback,
                 const arguments& args) {
  const auto& r = rows[static_cast<std::size_t>(p)];
  auto chosen = has_language(locale) ? language(locale) : language(fallback);
  std::string_view rest = chosen == "fr" ? r.fr : r.en;
  const auto number = std::to_string(args.case_number);
  // In one pass: what people are called or wrote is not searched for braces.
  std::string out;
  while (!rest.empty()) {
    const auto open = std::min(rest.find('{'), rest.size());
    out += rest.substr(0, open);
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const auto end = std::min(rest.find('}'), rest.size() - 1) + 1;
    out += argument(rest.substr(0, end), number, args);
    rest.remove_prefix(end);
  }
  return out;
}

} // namespace flexcord::conversation
