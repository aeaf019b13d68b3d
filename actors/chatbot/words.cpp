#include "actors/chatbot/words.hpp"

#include <algorithm>

namespace flexcord::actors {
namespace {

constexpr std::size_t longest = 40;

/// U+00C0 to U+00FF without accents; '*' keeps the letter, ' ' separates words (× and ÷).
constexpr std::string_view folded = "aaaaaa*ceeeeiiii*nooooo ouuuuy**"
                                    "aaaaaa*ceeeeiiii*nooooo ouuuuy*y";

} // namespace

std::vector<std::string> words_of(std::string_view text, std::size_t most) {
  std::vector<std::string> words;
  std::string word;
  auto end_word = [&] {
    if (!word.empty() && word.size() <= longest && words.size() < most) words.push_back(word);
    word.clear();
  };
  for (std::size_t i = 0; i < text.size() && words.size() < most; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
    if (c >= 'A' && c <= 'Z')
      word += static_cast<char>(c + 32);
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      word += static_cast<char>(c);
    else if (c < 0x80)
      end_word();
    else if (c == 0xc3 && next >= 0x80 && next <= 0xbf) {
      const char plain = folded[next - 0x80];
      if (plain == ' ')
        end_word();
      else if (plain == '*')
        (word += static_cast<char>(c)) += static_cast<char>(next);
      else
        word += plain;
      ++i;
    } else if (c == 0xc2 && next != 0) {
      // No-break space, quotes and signs.
      end_word();
      ++i;
    } else if ((c == 0xcc || c == 0xcd) && next >= 0x80) {
      // An accent that combines with the letter before it.
      ++i;
    } else if (c == 0xe2 && (next == 0x80 || next == 0x81)) {
      // General punctuation: typographic quotes, dashes, dots, spaces.
      end_word();
      i += 2;
    } else {
      word += static_cast<char>(c);
    }
    // What is longer than any word (a flood without spaces) is dropped as a whole, without keeping
    // it.
    if (word.size() > longest) word.resize(longest + 1);
  }
  end_word();
  return words;
}

const std::set<std::string_view>& stop_words() {
  static const std::set<std::string_view> all{
      // English
      "like", "love", "really", "see", "a", "about", "after", "again", "all", "also", "am", "an",
      "and", "any", "anyone", "are", "as", "at", "be", "been", "before", "but", "by", "can",
      "cannot", "could", "did", "do", "does", "doing", "don", "doesn", "didn", "for", "from", "get",
      "give", "go", "got", "had", "has", "have", "he", "hello", "help", "her", "here", "hey", "hi",
      "him", "his", "how", "if", "im", "in", "into", "is", "isn", "it", "its", "just", "know",
      "let", "ll", "me", "my", "near", "need", "no", "not", "now", "of", "on", "one", "only", "or",
      "our", "out", "over", "please", "problem", "re", "really", "see", "she", "should", "so",
      "some", "something", "than", "thanks", "that", "the", "their", "them", "then", "there",
      "these", "they", "thing", "this", "those", "to", "too", "up", "us", "ve", "very", "want",
      "was", "we", "were", "what", "when", "where", "which", "who", "why", "will", "with", "won",
      "would", "you", "your",
      // French, without accents as words_of() gives it
      "ai", "aide", "alors", "apres", "au", "aux", "avec", "avez", "avoir", "avons", "bien",
      "bonjour", "bonsoir", "ca", "car", "ce", "cela", "ces", "cet", "cette", "chez", "comment",
      "dans", "de", "depuis", "des", "deux", "dois", "doit", "donc", "du", "elle", "en", "est",
      "et", "etait", "etes", "etre", "eu", "fait", "faire", "faut", "il", "ils", "je", "jai", "la",
      "le", "les", "leur", "lui", "ma", "mais", "mes", "meme", "merci", "moi", "mon", "ne", "nos",
      "notre", "nous", "on", "ont", "ou", "par", "pas", "peu", "peut", "peux", "plait", "plus",
      "pour", "pourquoi", "probleme", "puis", "quand", "que", "quel", "quelle", "qui", "quoi", "sa",
      "salut", "sans", "se", "ses", "si", "sont", "suis", "sur", "svp", "ta", "te", "tes", "toi",
      "ton", "tout", "tres", "tu", "un", "une", "veux", "vous", "vos", "votre", "voudrais", "qu",
      "quelqu",
      // Spanish
      "al", "algo", "como", "con", "cual", "cuando", "del", "donde", "el", "ella", "ellos", "era",
      "eres", "es", "esta", "este", "esto", "estoy", "favor", "gracias", "hago", "hay", "hola",
      "las", "lo", "los", "mas", "mi", "mis", "muy", "necesito", "nada", "para", "pero", "por",
      "puedo", "quiero", "quien", "sin", "sobre", "soy", "su", "sus", "tengo", "tiene", "todo",
      "una", "uno", "y", "ya", "yo",
      // German
      "aber", "auch", "auf", "aus", "bei", "bin", "bitte", "danke", "das", "dass", "dem", "den",
      "der", "doch", "ein", "eine", "einen", "er", "fur", "geht", "habe", "haben", "hallo", "hat",
      "hilfe", "ich", "ihr", "ist", "kann", "kein", "keine", "mein", "meine", "meinen", "mich",
      "mir", "mit", "nach", "nicht", "noch", "nur", "oder", "sein", "sich", "sie", "sind", "uber",
      "um", "und", "uns", "vom", "von", "warum", "wenn", "wer", "wie", "wird", "wo", "zu", "zum",
      "zur"};
  return all;
}

bool is_stop_word(std::string_view word) { return stop_words().contains(word); }

std::string shortened(std::string_view text, std::size_t most) {
  std::size_t points = 0;
  std::size_t cut = 0;   // where the last code point that fits beside the dots begins
  std::size_t space = 0; // the last space before it
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xc0) == 0x80) continue;
    ++points;
    if (points > most) {
      const auto end = space > cut / 2 ? space : cut;
      return std::string{text.substr(0, end)} + "\xe2\x80\xa6";
    }
    cut = i;
    if (text[i] == ' ') space = i;
  }
  return std::string{text};
}

} // namespace flexcord::actors
