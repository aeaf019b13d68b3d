#include "actors/announcements/member_texts.hpp"

#include "actors/localized.hpp"

#include <array>

namespace flexcord::announcements {
namespace {

using row = localized::row<phrase>;

// clang-format off
constexpr std::array rows{
  row{phrase::form, "Announcement", "Annonce", "Anuncio", "Ankündigung"},
  row{phrase::title, "Title", "Titre", "Título", "Titel"},
  row{phrase::text, "Text", "Texte", "Texto", "Text"},
  row{phrase::text_hint, "Bold, lists and links work as in any message; nobody is pinged",
      "Gras, listes et liens comme dans un message ; personne n'est notifié",
      "Negrita, listas y enlaces como en un mensaje; no se menciona a nadie",
      "Fett, Listen und Links wie in jeder Nachricht; niemand wird angepingt"},
  row{phrase::link, "Link", "Lien", "Enlace", "Link"},
  row{phrase::link_hint, "https://…, shown below the text", "https://…, sous le texte",
      "https://…, debajo del texto", "https://…, steht unter dem Text"},
  row{phrase::shown_so, "Only you see this. Post it in {channel}?", "Vous seul voyez ceci. Publier dans {channel} ?",
      "Solo tú ves esto. ¿Publicarlo en {channel}?", "Nur du siehst das. In {channel} veröffentlichen?"},
  row{phrase::post_it, "Post it", "Publier", "Publicar", "Veröffentlichen"},
  row{phrase::leave_it, "Cancel", "Annuler", "Cancelar", "Abbrechen"},
  row{phrase::announced, "It is on its way to {channel}.", "C'est en route vers {channel}.",
      "Va camino de {channel}.", "Es ist auf dem Weg nach {channel}."},
  row{phrase::already, "You have posted this already; it goes out once.", "Vous l'avez déjà publié ; cela ne part qu'une fois.",
      "Ya lo has publicado; sale una sola vez.", "Das hast du schon veröffentlicht; es geht einmal hinaus."},
  row{phrase::cancelled, "Nothing was posted.", "Rien n'a été publié.", "No se ha publicado nada.", "Es wurde nichts veröffentlicht."},
  row{phrase::expired, "This draft is older than 15 minutes, or you have made another one. Nothing was posted; use /announce again.",
      "Ce brouillon a plus de 15 minutes, ou vous en avez fait un autre. Rien n'a été publié ; utilisez /announce de nouveau.",
      "Este borrador tiene más de 15 minutos o has hecho otro. No se ha publicado nada; usa /announce otra vez.",
      "Dieser Entwurf ist älter als 15 Minuten, oder du hast einen neuen. Es wurde nichts veröffentlicht; nimm /announce noch einmal."},
  row{phrase::not_allowed, "Only members who may manage the server, or have the announcer's role, can announce. Nothing was posted.",
      "Seuls les membres qui gèrent le serveur, ou ont le rôle d'annonceur, peuvent annoncer. Rien n'a été publié.",
      "Solo pueden anunciar quienes gestionan el servidor o tienen el rol de anunciante. No se ha publicado nada.",
      "Nur wer den Server verwalten darf oder die Rolle dafür hat, kann ankündigen. Es wurde nichts veröffentlicht."},
  row{phrase::empty, "There is nothing to announce: write a title or a text.", "Rien à annoncer : écrivez un titre ou un texte.",
      "No hay nada que anunciar: escribe un título o un texto.", "Es gibt nichts anzukündigen: Schreib einen Titel oder einen Text."},
  row{phrase::bad_link, "The link is not an http or https address of usual length. Here is what you wrote:",
      "Le lien n'est pas une adresse http ou https de longueur habituelle. Voici ce que vous avez écrit :",
      "El enlace no es una dirección http o https de longitud habitual. Esto es lo que escribiste:",
      "Der Link ist keine http- oder https-Adresse üblicher Länge. Das hast du geschrieben:"},
  row{phrase::too_long, "Title, text and link do not fit into one message of 2000 characters. Here is what you wrote:",
      "Titre, texte et lien ne tiennent pas dans un message de 2000 caractères. Voici ce que vous avez écrit :",
      "El título, el texto y el enlace no caben en un mensaje de 2000 caracteres. Esto es lo que escribiste:",
      "Titel, Text und Link passen nicht in eine Nachricht von 2000 Zeichen. Das hast du geschrieben:"},
  row{phrase::busy, "Too many announcements are waiting for the channel. Try again in a few minutes.",
      "Trop d'annonces attendent le salon. Réessayez dans quelques minutes.",
      "Hay demasiados anuncios esperando al canal. Inténtalo dentro de unos minutos.",
      "Zu viele Ankündigungen warten auf den Kanal. Versuch es in ein paar Minuten noch einmal."},
  row{phrase::failed, "That did not work. Try again in a moment; nothing is posted twice.",
      "Cela n'a pas marché. Réessayez dans un instant ; rien n'est publié deux fois.",
      "No ha funcionado. Inténtalo dentro de un momento; nada se publica dos veces.",
      "Das hat nicht geklappt. Versuch es gleich noch einmal; nichts wird zweimal veröffentlicht."},
  row{phrase::off, "Announcements are not set up on this server.", "Les annonces ne sont pas configurées sur ce serveur.",
      "Los anuncios no están configurados en este servidor.", "Ankündigungen sind auf diesem Server nicht eingerichtet."},
};
// clang-format on

static_assert(localized::in_order(rows, phrase::last), "one row for each phrase, in their order");

const localized::wording& wording_of(phrase p) { return rows[static_cast<std::size_t>(p)].text; }

} // namespace

std::string_view entry(phrase p, std::string_view language) {
  const auto known = localized::language_of(language);
  return known ? wording_of(p).in(*known) : std::string_view{};
}

std::string say(phrase p, std::string_view locale, std::string_view fallback,
                std::string_view channel) {
  const auto mention = "<#" + std::string{channel} + ">";
  return localized::filled(wording_of(p), localized::language_for(locale, fallback),
                           [&](std::string_view key) -> std::optional<localized::value> {
                             if (key == "channel") return mention;
                             return std::nullopt;
                           });
}

} // namespace flexcord::announcements
