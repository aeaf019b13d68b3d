#include "actors/conversation/phrases.hpp"

namespace flexcord::conversation {
namespace {

// clang-format off
constexpr std::string_view person[] = {
  // English
  "agent", "human", "live agent", "live chat", "real person", "an agent", "a human", "a person",
  "talk to a person", "talk to a human", "talk to an agent", "talk to someone", "talk to a real person",
  "speak to a person", "speak to a human", "speak to an agent", "speak to someone", "speak with an agent",
  "i want to talk to a person", "i want to speak to a person", "i want a human", "i want an agent", "i need a human",
  "human please", "agent please",
  // French
  "agent humain", "humain", "un agent", "un humain", "un conseiller", "une vraie personne",
  "parler à une personne", "parler à un humain", "parler à un agent", "parler à un conseiller", "parler à quelqu'un",
  "parler a une personne", "parler a un humain", "parler a un agent", "parler a un conseiller",
  "je veux parler à une personne", "je veux parler à un humain", "je veux parler à quelqu'un", "je voudrais parler à une personne",
  "je veux un humain", "un humain s'il vous plaît", "un agent s'il vous plaît",
  // Spanish
  "agente", "humano", "un agente", "un humano", "una persona", "una persona real", "agente humano",
  "hablar con una persona", "hablar con un humano", "hablar con un agente", "hablar con alguien", "hablar con una persona real",
  "quiero hablar con una persona", "quiero hablar con un humano", "quiero hablar con un agente", "quiero hablar con alguien",
  "quiero un humano", "quiero un agente", "necesito un agente", "un agente por favor", "una persona por favor",
  // German
  "mensch", "mitarbeiter", "ein mensch", "ein mitarbeiter", "echter mensch", "ein echter mensch",
  "mit einem menschen sprechen", "mit einem menschen reden", "mit einem mitarbeiter sprechen", "mit jemandem sprechen",
  "mit einer person sprechen", "mit einem echten menschen sprechen",
  "ich möchte mit einem menschen sprechen", "ich will mit einem menschen sprechen", "ich möchte mit einem mitarbeiter sprechen",
  "ich möchte mit jemandem sprechen", "ich will einen menschen", "ich brauche einen menschen", "einen menschen bitte",
};

constexpr std::string_view cancelling[] = {
  // English
  "cancel", "cancel the request", "cancel my request", "cancel request", "never mind", "nevermind", "forget it",
  // French
  "annuler", "annulez", "annule", "annuler la demande", "annuler ma demande", "annulez ma demande", "laissez tomber", "laisse tomber",
  // Spanish
  "cancelar", "cancela", "cancelar la solicitud", "cancelar mi solicitud", "anular", "déjelo", "olvídalo", "olvídelo",
  // German
  "abbrechen", "abbruch", "stornieren", "anfrage zurückziehen", "anfrage abbrechen", "zurückziehen", "vergiss es", "vergessen sie es",
};
// clang-format on

} // namespace

std::span<const std::string_view> phrases_for_a_person() { return person; }
std::span<const std::string_view> phrases_that_cancel() { return cancelling; }

} // namespace flexcord::conversation
