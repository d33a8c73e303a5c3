// Words of a text as the answer stage compares them. The store's stemmer does the real work of retrieval.
const WORD = /[\p{L}\p{N}]+(?:[.'’-][\p{L}\p{N}]+)*/gu;

/** Lists the words of a text in order, hyphens and apostrophes inside kept; no words, an empty list. */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** Lower-cases a word and cuts common English endings, so that "talks" meets "talk". */
export function stemLightly(word: string): string {
  return word
    .toLowerCase()
    .replace(/['’]s$/u, "")
    .replace(/(?<=\p{L}{3})(?:ing|ed|es|s)$/u, "");
}

/** The stems of all words of a text. */
export function stemsOf(text: string): Set<string> {
  return new Set(
    wordsOf(text).flatMap((word) => [stemLightly(word), ...word.split(/[-’']/u).map(stemLightly)]),
  );
}
