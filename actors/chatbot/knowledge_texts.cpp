#include "actors/chatbot/knowledge_texts.hpp"
#include "actors/chatbot/words.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace flexcord::actors {
namespace {

constexpr knowledge_texts english{
    "Hello! Tell me in a few words what you need help with, and I will look for an article.",
    "You're welcome! If anything else comes up, just write.",
    "This article should help:",
    "These articles should help:",
    "I could not find an article about that. Please try other words, or ask to talk to a person.",
    "I can only read text. Please describe in a few words what you need, or ask to talk to a "
    "person.",
    "Read more:"};

constexpr knowledge_texts french{
    "Bonjour ! Dites-moi en quelques mots ce qu'il vous faut, et je chercherai un article.",
    "Avec plaisir ! Si vous avez une autre question, écrivez-moi.",
    "Cet article devrait vous aider :",
    "Ces articles devraient vous aider :",
    "Je n'ai pas trouvé d'article à ce sujet. Essayez d'autres mots, ou demandez à parler à une "
    "personne.",
    "Je ne lis que du texte. Décrivez votre demande en quelques mots, ou demandez à parler à une "
    "personne.",
    "Pour en savoir plus :"};

constexpr knowledge_texts spanish{
    "¡Hola! Dime en pocas palabras qué necesitas y buscaré un artículo.",
    "¡De nada! Si surge algo más, escríbeme.",
    "Este artículo debería ayudarte:",
    "Estos artículos deberían ayudarte:",
    "No he encontrado ningún artículo sobre eso. Prueba con otras palabras o pide hablar con una "
    "persona.",
    "Solo puedo leer texto. Describe en pocas palabras qué necesitas o pide hablar con una "
    "persona.",
    "Más información:"};

constexpr knowledge_texts german{
    "Hallo! Sag mir in ein paar Worten, wobei du Hilfe brauchst, und ich suche einen Artikel.",
    "Gern geschehen! Wenn noch etwas ist, schreib einfach.",
    "Dieser Artikel sollte helfen:",
    "Diese Artikel sollten helfen:",
    "Dazu habe ich keinen Artikel gefunden. Versuch es mit anderen Worten oder bitte um ein "
    "Gespräch mit einem Menschen.",
    "Ich kann nur Text lesen. Beschreib in ein paar Worten, was du brauchst, oder bitte um ein "
    "Gespräch mit einem Menschen.",
    "Mehr dazu:"};

const knowledge_texts* find(std::string_view locale) {
  if (locale.starts_with("fr")) return &french;
  if (locale.starts_with("en")) return &english;
  if (locale.starts_with("es")) return &spanish;
  if (locale.starts_with("de")) return &german;
  return nullptr;
}

using words = std::vector<std::string>;
using list = std::span<const std::string_view>;

bool in(std::string_view word, list all) {
  return std::find(all.begin(), all.end(), word) != all.end();
}

bool has(const words& text, list all) {
  return std::any_of(text.begin(), text.end(), [&](const auto& w) { return in(w, all); });
}

bool only(const words& text, list all) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [&](const auto& w) { return in(w, all); });
}

constexpr std::string_view greetings[] = {
    "hi",    "hello", "hey",   "hiya",    "yo",      "good",   "morning", "evening", "afternoon",
    "day",   "there", "bot",   "bonjour", "bonsoir", "salut",  "coucou",  "all",     "everyone",
    "a",     "tous",  "hola",  "buenos",  "buenas",  "dias",   "tardes",  "noches",  "hallo",
    "guten", "tag",   "abend", "morgen",  "moin",    "servus", "zusammen"};
constexpr std::string_view greeting_core[] = {
    "hi",        "hello",   "hey",     "hiya",  "yo",     "morning", "evening",
    "afternoon", "bonjour", "bonsoir", "salut", "coucou", "hola",    "buenos",
    "buenas",    "hallo",   "guten",   "moin",  "servus"};
constexpr std::string_view thanking[] = {
    "thanks",   "thank", "you",   "thx",     "ty",         "cheers", "so",      "very",    "much",
    "a",        "lot",   "that",  "helped",  "ok",         "okay",   "great",   "perfect", "merci",
    "beaucoup", "bien",  "super", "parfait", "infiniment", "cool",   "gracias", "muchas",  "mucho",
    "perfecto", "vale",  "danke", "vielen",  "dank",       "sehr",   "schon",   "prima"};
constexpr std::string_view thanking_core[] = {"thanks", "thank",   "thx",   "ty",  "cheers",
                                              "merci",  "gracias", "danke", "dank"};

constexpr std::string_view person[] = {
    "person",      "human",          "humans",     "agent",       "agents",        "someone",
    "somebody",    "representative", "rep",        "advisor",     "adviser",       "operator",
    "people",      "staff",          "humain",     "humaine",     "personne",      "conseiller",
    "conseillere", "operateur",      "operatrice", "employe",     "humano",        "humana",
    "persona",     "agente",         "alguien",    "asesor",      "asesora",       "operador",
    "operadora",   "mensch",         "menschen",   "mitarbeiter", "mitarbeiterin", "berater",
    "beraterin",   "jemand",         "jemandem"};
constexpr std::string_view genuine[] = {"real",  "live",      "actual",    "human",     "vrai",
                                        "vraie", "veritable", "verdadera", "verdadero", "echt",
                                        "echte", "echten",    "echter",    "richtigen"};
constexpr std::string_view between[] = {
    "to",      "with",     "a",       "an",     "the",   "some",   "any",  "your",        "me",
    "support", "customer", "service", "please", "avec",  "moi",    "nous", "au",          "aux",
    "un",      "une",      "de",      "du",     "votre", "quelqu", "l",    "directement", "other",
    "another", "autre",    "con",     "una",    "el",    "la",     "del",  "mit",         "einem",
    "einer",   "einen",    "eurem",   "eurer",  "ihrem", "ihrer",  "dem",  "der"};
constexpr std::string_view talking[] = {
    "talk",  "talking",  "speak",     "speaking",  "chat",     "connect",    "transfer",   "parler",
    "parle", "discuter", "echanger",  "contacter", "joindre",  "transferez", "transferer", "hablar",
    "habla", "hablo",    "comunicar", "conectar",  "sprechen", "reden",      "spreche"};
constexpr std::string_view filler[] = {
    "a",       "an",       "the",    "please",     "un",    "une",   "svp",      "s",
    "il",      "vous",     "te",     "plait",      "i",     "want",  "need",     "je",
    "veux",    "voudrais", "now",    "maintenant", "real",  "live",  "vrai",     "vraie",
    "support", "of",       "quiero", "necesito",   "por",   "favor", "con",      "mit",
    "ich",     "mochte",   "will",   "einen",      "einem", "bitte", "sprechen", "reden"};
constexpr std::string_view negations[] = {"don",  "dont",   "not",    "no",    "never", "without",
                                          "pas",  "sans",   "jamais", "nunca", "sin",   "nicht",
                                          "kein", "keinen", "nie",    "ohne"};

bool wants_person(const words& text) {
  if (text.empty() || text.size() > 25 || has(text, negations)) return false;
  // "human", "a person please"
  if (text.size() <= 6 && has(text, person) &&
      std::all_of(text.begin(), text.end(),
                  [](const auto& w) { return in(w, person) || in(w, filler); }))
    return text.size() > 1 || text[0] != "people";
  for (std::size_t i = 0; i < text.size(); ++i) {
    // "speak … to a … person", with nothing else between
    if (in(text[i], talking))
      for (std::size_t k = i + 1; k < text.size(); ++k) {
        if (in(text[k], person) || (text[k] == "un" && text[k - 1] == "quelqu")) return true;
        if (!in(text[k], between) && !in(text[k], genuine)) break;
      }
    // "a real person", "a live agent"
    if (i > 0 && in(text[i], person) && in(text[i - 1], genuine) && text[i] != "someone") {
      const bool spoken_of = text.size() > 10;
      if (!spoken_of) return true;
    }
  }
  return false;
}

} // namespace

const knowledge_texts& texts_for(std::string_view locale, std::string_view fallback) {
  if (const auto* t = find(locale)) return *t;
  if (const auto* t = find(fallback)) return *t;
  return english;
}

small_talk small_talk_of(std::string_view text) {
  const auto all = words_of(text, 40);
  if (wants_person(all)) return small_talk::wants_person;
  if (all.size() <= 6 && only(all, greetings) && has(all, greeting_core))
    return small_talk::greeting;
  if (all.size() <= 8 && only(all, thanking) && has(all, thanking_core)) return small_talk::thanks;
  return small_talk::none;
}

} // namespace flexcord::actors
