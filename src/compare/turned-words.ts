// Small words that turn a sentence round: a negation on one side only, or an English opposite in the same place.
import type { ComparedSentence } from "./compared-text.js";

/** Sentences must be this alike for one word to matter. */
const ALIKE = 0.75;
/** English, German, French, Spanish, Italian. */
const NEGATION =
  /^(?:not|no|never|without|\p{L}+n't|nicht|kein\p{L}{0,2}|nie|ohne|pas|jamais|sans|aucune?|nunca|sin|non|mai|senza)$/u;
/** Words of one line exclude each other. */
const OPPOSITES = [
  "north south east west",
  "northern southern eastern western",
  "first second third fourth fifth",
  "rose fell",
  "rise fall",
  "up down",
  "higher lower",
  "gained lost",
  "won lost",
  "increase decrease",
  "increased decreased",
  "accepted rejected",
  "approved rejected",
  "confirmed denied",
  "open closed",
  "opened closed",
  "men women",
  "man woman",
].map((line) => new Set(line.split(" ")));

/** Lists what turns `partner` against `sentence`: "not/", "northern/southern"; `alike` is the share of words they have in common. */
export function turnedWords(sentence: ComparedSentence, partner: ComparedSentence, alike: number): string[] {
  if (alike < ALIKE) return [];
  const own = [...sentence.words].filter((word) => !partner.words.has(word));
  const others = [...partner.words].filter((word) => !sentence.words.has(word));
  const negations = [own, others].map((words) => words.filter((word) => NEGATION.test(word)));
  const [left = [], right = []] = negations;
  const negated = left.length > 0 !== right.length > 0 ? [`${left[0] ?? ""}/${right[0] ?? ""}`] : [];
  const opposed = own.flatMap((word) =>
    others
      .filter((other) => OPPOSITES.some((line) => line.has(word) && line.has(other)))
      .map((other) => `${word}/${other}`),
  );
  return [...negated, ...opposed];
}
