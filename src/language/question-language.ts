// In which language of the bot a question is asked.
import { LANGUAGES, type Language } from "../model/guild.js";
import { lexiconTags } from "./english.js";
import { isFunctionWordOf, QUESTION_SLIPS } from "./function-words.js";
import { inEnglish } from "./news-words.js";

const FOREIGN = LANGUAGES.filter((language) => language !== "en");

/** Foreign function words that are English abbreviations, words or parts of names, too: "UN", "EU", "AI", "LA", "Le Pen", "Los Angeles". */
const ALSO_ENGLISH = new Set("un eu ai la le el los las die son par des san".split(" "));

/**
 * Tells the language of a question by its function words; English where none of another language outnumber the English ones. Takes
 * folded words in order. A function word that is English, too, counts only beside another of its language or a word of the news in it.
 */
export function questionLanguage(folded: readonly string[]): Language {
  let best: { readonly language: Language; readonly count: number } = { language: "en", count: 0 };
  for (const language of FOREIGN) {
    const own = folded.filter((word) => isFunctionWordOf(word, language));
    const isNewsWord = (word: string) =>
      lexiconTags(word).length === 0 && ![null, word].includes(inEnglish(word, language));
    if (own.length <= best.count) continue;
    const isSure = own.some((word) => !ALSO_ENGLISH.has(word)) || folded.some(isNewsWord);
    if (isSure) best = { language, count: own.length };
  }
  const isEnglish = (word: string) => isFunctionWordOf(word, "en") || Object.hasOwn(QUESTION_SLIPS, word);
  return best.count > folded.filter(isEnglish).length ? best.language : "en";
}
