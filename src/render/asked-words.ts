// Names words of a question as the person typed them: they are compared in lower case. Knows no article.
import { oneLine } from "./text.js";

const MAX_WORDS = 8;
const MAX_WORD = 40;

/** Lists words as “Brennholm”, “2031”, in the spelling of the question; at most eight; no words, an empty text. */
export function askedWords(words: readonly string[], question: string): string {
  return words
    .slice(0, MAX_WORDS)
    .map((word) => `“${oneLine(asTyped(word, question), MAX_WORD)}”`)
    .join(", ");
}

function asTyped(word: string, question: string): string {
  const at = question.toLowerCase().indexOf(word.toLowerCase());
  return at === -1 ? word : question.slice(at, at + word.length);
}
