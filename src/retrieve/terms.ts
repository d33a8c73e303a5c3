// Turns a question into the words that BM25 searches for and the names and numbers that an answer must cover.
// Stemming is the store's work; nothing here reads articles.

/** Words that carry no subject: function words, question words and the verbs of asking. Compiled for this project. */
const STOP_WORDS = new Set(
  `a an the and or but if so as of at by for from in into on onto off out over under up down to with without about
   after before during between against through than then that this these those there here it its they them their he
   him his she her hers we us our you your i me my who whom whose which what when where why how is are was were be
   been being am do does did doing done has have had having will would shall should can could may might must not no
   nor yes any some all each every both more most other another such own same too very just also only ever never
   still yet again s t us said says say tell told know think many much one`.split(/\s+/),
);

/** What a question is about, word by word. */
export interface QuestionTerms {
  /** Lower-case words without function words, in order, each once: the lexical query. */
  readonly words: readonly string[];
  /** Of `words`, those written with a capital (not merely at the start) or holding a digit: names and numbers. */
  readonly subjects: readonly string[];
}

const WORD = /[\p{L}\p{N}]+(?:[.'’][\p{L}\p{N}]+)*/gu;

/** Removes a possessive ending and the inner full stops of "U.S.". */
function plainWord(word: string): string {
  const bare = word.replace(/['’]s?$/u, "").replace(/['’]s$/u, "");
  return /^(?:\p{L}\.)+\p{L}$/u.test(bare) ? bare.replaceAll(".", "") : bare;
}

/**
 * Splits a question into search words; hyphens and dashes part words ("Trump–Putin" gives two).
 * A question of function words alone keeps them all, since they are all there is; an empty one gives empty lists.
 */
export function questionTerms(question: string): QuestionTerms {
  const found = [...question.normalize("NFC").matchAll(WORD)].map((match, place) => {
    const word = plainWord(match[0]);
    return { word: word.toLowerCase(), place, named: /^\p{Lu}/u.test(word) || /\p{N}/u.test(word) };
  });
  const kept = found.filter(({ word }) => !STOP_WORDS.has(word));
  const chosen = kept.length > 0 ? kept : found;
  const subjects = kept.filter(
    ({ named, place, word }) => named && (place > 0 || isNameAtStart(word, question)),
  );
  return { words: unique(chosen), subjects: unique(subjects) };
}

/** A first word is a name when the next one is capitalized too or it holds a digit. */
function isNameAtStart(word: string, question: string): boolean {
  return /\p{N}/u.test(word) || /^\s*\p{Lu}[\p{L}.'’]*[\s–—-]+\p{Lu}/u.test(question);
}

function unique(found: readonly { word: string }[]): string[] {
  return [...new Set(found.map(({ word }) => word))];
}
