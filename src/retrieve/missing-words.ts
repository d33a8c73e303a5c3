// Which words of a question are not in the articles, and how much of the question is lost with them.
import type { Embedder } from "../embed/embedder.js";
import { describingWords, isKnownName, nameKind } from "../language/english.js";
import { isLightWord, isOpinionWord } from "../language/function-words.js";
import { tellsOfMatter, withParticle } from "../language/settles.js";
import { isHeldInSomeForm, isWrittenOtherwise } from "../language/word-forms.js";
import { stemLightly, stemsOf } from "../language/words.js";
import type { Hit } from "../model/article.js";
import { MONTHS, WEEKDAYS } from "../model/calendar.js";
import { fold } from "../model/fold.js";
import type { VectorIndex } from "../store/ports.js";
import type { ParsedQuestion, QuestionTerms } from "./question.js";

/**
 * Returns the words of a question that its articles may lack: names, numbers and content words, but no words of time and none such as
 * "date". In another language than English only what is known as a name of a person, place or organization counts.
 */
export function wordsToFind({
  terms: { words, subjects },
  conditions: { timeWords },
  language,
  asked: { choices },
}: ParsedQuestion): string[] {
  const canBeMissing = (word: string) => {
    if (choices.some((stems) => stems.includes(stemLightly(word)))) return false; // one of two need not be held
    if (MONTHS.has(word) || WEEKDAYS.has(word) || timeWords.includes(word)) return false;
    if (language !== "en")
      return /\p{N}/u.test(word) || (subjects.includes(word) && nameKind(word) !== "unknown");
    return subjects.includes(word) || !(isLightWord(word) || isOpinionWord(word));
  };
  return words.filter(canBeMissing);
}

/** Passages by which a word is judged, best first. */
const NEAR_PASSAGES = 3;

/** What the articles lack of a question. */
export interface Missing {
  /** In the order of the question. */
  readonly words: readonly string[];
  /** Share of the question that is lost with them, 0..1; 1 for a question without words. */
  readonly share: number;
}

/** Null without vectors. */
interface Vectors {
  readonly index: VectorIndex | null;
  readonly embedder: Embedder | null;
}

/** Weight of a word that is neither a name nor a number, against 1 for one that is: a small store lacks many common words. */
const COMMON_WORD = 0.15;
/** Weight of such a word if the best passages are plainly about something else than it says. */
const FOREIGN_WORD = 0.8;
/** More names beside a missing one do not make it matter less. */
const MOST_WEIGHT = 2;

/**
 * Weighs the words that no passage in scope holds. The kind of thing that is asked for is not missing ("which language"), nor is a
 * word if an article among the best holds another form of it, or a word of the same event. Whether the best passages say the same in
 * other words, the vectors tell: with such a word the question is nearer to them than without it; a word for something else leads
 * away from them.
 */
export async function weighMissing(
  unheld: readonly string[],
  { text, terms, asked }: Pick<ParsedQuestion, "text" | "terms" | "asked">,
  hits: readonly Hit[],
  vectors: Vectors,
): Promise<Missing> {
  const near = unheld.length === 0 ? [] : hits.slice(0, NEAR_PASSAGES);
  const told = near.map(({ article }) => toldIn(`${article.title} ${article.text}`));
  const isOtherwise = (word: string) => told.some(({ stems }) => isWrittenOtherwise(word, stems));
  const named = unheld.filter((word) => isNamed(word, terms) && !isOtherwise(word));
  const isAskedFor = (word: string) => asked.noun.includes(stemLightly(word));
  const others = unheld.filter(
    (word) => !(named.includes(word) || isAskedFor(word) || isHeldInOtherWords(word, text, told)),
  );
  const away = await howFarAway(others, text, near, vectors);
  const describing = new Set(describingWords(text));
  const most = (word: string) => (describing.has(word) ? COMMON_WORD : FOREIGN_WORD);
  const weights = new Map(others.map((word, at) => [word, (away[at] ?? 0) * most(word)]));
  const missing = unheld.filter((word) => named.includes(word) || (weights.get(word) ?? 0) > 0);
  const usual = (word: string) => (isNamed(word, terms) ? 1 : COMMON_WORD);
  const lost = missing.reduce((sum, word) => sum + (weights.get(word) ?? 1), 0);
  const whole = terms.words.reduce((sum, word) => sum + Math.max(usual(word), weights.get(word) ?? 0), 0);
  return {
    words: missing,
    share: terms.words.length === 0 ? 1 : Math.min(1, lost / Math.min(MOST_WEIGHT, Math.max(1, whole))),
  };
}

function isNamed(word: string, { subjects }: QuestionTerms): boolean {
  return subjects.includes(word) || /\p{N}/u.test(word) || isKnownName(word);
}

/** A text with its stems, which several words are looked for in. */
interface Told {
  readonly text: string;
  readonly stems: ReadonlySet<string>;
}

function toldIn(text: string): Told {
  return { text, stems: stemsOf(text) };
}

/** Returns whether an article holds a word in another form, in a word of the same event, or in one of its matter: "lifted off" of "blast off". */
function isHeldInOtherWords(word: string, question: string, told: readonly Told[]): boolean {
  const phrase = withParticle(word, question);
  return told.some(
    ({ text, stems }) =>
      isHeldInSomeForm(word, stems) || tellsOfMatter(word, text) || tellsOfMatter(phrase, text),
  );
}

/** A cosine changes by so much for any word that is left out; from the second on, the word is plainly foreign. */
const AWAY = { least: 0.003, most: 0.013 } as const;

/** Returns for each word how far it leads away from the passages, 0..1; without vectors a share that stands for "not known". */
async function howFarAway(
  words: readonly string[],
  text: string,
  near: readonly Hit[],
  { index, embedder }: Vectors,
): Promise<number[]> {
  if (index === null || embedder === null || near.length === 0)
    return words.map(() => COMMON_WORD / FOREIGN_WORD);
  if (words.length === 0) return [];
  const ids = near.map(({ passage }) => passage.passageId);
  const similarities = async (question: string) =>
    index.similarities(await embedder.embedQuestion(question), ids);
  const [whole, ...without] = await Promise.all(
    [text, ...words.map((word) => leaveOut(word, text))].map(similarities),
  );
  return without.map((each) => {
    const gains = each.map((similarity, at) => (whole?.[at] ?? 0) - (similarity ?? 0));
    const away = (-Math.max(...gains) - AWAY.least) / (AWAY.most - AWAY.least);
    return Math.min(1, Math.max(0, away));
  });
}

function leaveOut(word: string, text: string): string {
  const without = text.replace(/[\p{L}\p{M}\p{N}]+(?:[.'’][\p{L}\p{M}\p{N}]+)*/gu, (typed) =>
    fold(typed).replace(/['’]s?$/u, "") === word ? "" : typed,
  );
  return without.replace(/\s+/gu, " ").trim();
}

/** A letter or comma, a space, and a word: it stands inside a sentence, where only a name has a capital. */
const INSIDE = /(?<=[\p{Ll}\p{N},;] )[\p{L}][\p{L}\p{M}\p{N}]*/gu;
/** Where a word has a capital so many times as often as none, it is a name. */
const MOSTLY = 3;

/**
 * Adds to the names of a question the words that the passages write with a capital inside their sentences: "did zelensky meet putin"
 * names two people. Passages in German are left out, where every noun has one.
 */
export function nameAsWritten(
  terms: QuestionTerms,
  passages: readonly Pick<Hit, "article" | "passage">[],
): QuestionTerms {
  const canBeNamed = (word: string) =>
    !(terms.subjects.includes(word) || MONTHS.has(word) || WEEKDAYS.has(word));
  const unnamed = new Set(terms.words.filter(canBeNamed));
  if (unnamed.size === 0) return terms;
  const counts = new Map<string, { capitals: number; small: number }>();
  for (const { article, passage } of passages) {
    if (article.language === "de") continue;
    for (const [written] of passage.text.matchAll(INSIDE)) {
      const word = fold(written);
      if (!unnamed.has(word)) continue;
      const count = counts.get(word) ?? { capitals: 0, small: 0 };
      if (/^\p{Lu}/u.test(written)) count.capitals += 1;
      else count.small += 1;
      counts.set(word, count);
    }
  }
  const isName = (word: string) => {
    const { capitals = 0, small = 0 } = counts.get(word) ?? {};
    return capitals > 0 && capitals >= MOSTLY * small;
  };
  return { ...terms, subjects: terms.words.filter((word) => terms.subjects.includes(word) || isName(word)) };
}
