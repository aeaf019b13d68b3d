#include "actors/discord/inbound.hpp"

namespace flexcord::actors::discord {

namespace {

// Contexts: 0 a server, 1 the bot's own DM. Reports belong to a server, since their posts do.
// Announcing is for those who may manage messages (8192) until the server's owner says otherwise;
// whoever uses it is checked again.
constexpr auto commands = R"json([
{"name":"helpme","type":1,"contexts":[0,1],"integration_types":[0],
 "name_localizations":{"fr":"aide","es-ES":"ayuda","de":"hilfe"},
 "description":"Talk to customer service",
 "description_localizations":{"fr":"Parler au service client","es-ES":"Hablar con atención al cliente",
  "de":"Mit dem Kundendienst sprechen"},
 "options":[{"type":3,"name":"topic","required":false,"max_length":1000,
  "name_localizations":{"fr":"sujet","es-ES":"tema","de":"thema"},
  "description":"What is it about?",
  "description_localizations":{"fr":"De quoi s'agit-il ?","es-ES":"¿De qué se trata?","de":"Worum geht es?"}}]},
{"name":"bug","type":1,"contexts":[0],"integration_types":[0],
 "name_localizations":{"fr":"bug","es-ES":"error","de":"fehler"},
 "description":"Report a bug",
 "description_localizations":{"fr":"Signaler un bug","es-ES":"Informar de un error","de":"Einen Fehler melden"}},
{"name":"new_feature","type":1,"contexts":[0],"integration_types":[0],
 "name_localizations":{"fr":"nouvelle_fonction","es-ES":"nueva_función","de":"neue_funktion"},
 "description":"Suggest a feature",
 "description_localizations":{"fr":"Proposer une fonctionnalité","es-ES":"Proponer una función",
  "de":"Eine Funktion vorschlagen"}},
{"name":"mycases","type":1,"contexts":[0,1],"integration_types":[0],
 "name_localizations":{"fr":"mes_dossiers","es-ES":"mis_casos","de":"meine_fälle"},
 "description":"Your cases and how they stand",
 "description_localizations":{"fr":"Vos dossiers et leur état","es-ES":"Tus casos y cómo van",
  "de":"Deine Fälle und ihr Stand"}},
{"name":"announce","type":1,"contexts":[0],"integration_types":[0],"default_member_permissions":8192,
 "name_localizations":{"fr":"annoncer","es-ES":"anunciar","de":"ankündigen"},
 "description":"Post an announcement",
 "description_localizations":{"fr":"Publier une annonce","es-ES":"Publicar un anuncio",
  "de":"Eine Ankündigung veröffentlichen"}}
])json";

} // namespace

std::string commands_json() { return commands; }

} // namespace flexcord::actors::discord
