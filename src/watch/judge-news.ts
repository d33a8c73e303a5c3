// Decides whether a quote says something that was not told yet. Pure; the rule of what wakes a person.
import { ComparedText, heldShare } from "../compare/compared-text.js";
import { findConflicts } from "../compare/conflicts.js";
import { tokensOf } from "../compare/tokens.js";
import type { Saying } from "../watch-schema.js";
import { askedFor, namesOf, numbersOf, statesOf, stemShare } from "./claims.js";

/** A told text holds a quote from this share of its runs of five words on, as a copy carries one (answer/origins.ts). */
const CARRIED = 0.6;
/** Two quotes that share this much of their words say the same, unless a day, number or state differs. */
const SAME_WORDS = 0.5;
/** The same with less in common, where nothing but words can be compared. */
const SAME_WORDS_ALONE = 0.3;
/** Cosine from which on two quotes say the same in other words; chosen on test/watch/golden-news.ts. */
const NEAR = 0.8;
/** A revised sentence that keeps this much of its words was only polished. */
const POLISHED = 0.85;

/** Why a quote is or is not news. */
export type Because =
  | "carried"
  | "numbers"
  | "turned"
  | "state"
  | "day"
  | "name"
  | "same-facts"
  | "same-words"
  | "near"
  | "other-words";

export interface Verdict {
  readonly isNews: boolean;
  readonly because: Because;
}

export interface Compared {
  readonly question: string;
  readonly quote: Saying;
  /** What was told; newest last. */
  readonly known: readonly Saying[];
  /** Texts of the articles that were quoted. */
  readonly texts: readonly string[];
  /** Highest cosine of the quote and what was told, −1..1; null where there is no model. */
  readonly nearness: number | null;
}

/** Judges a quote against all that was told. Nothing told makes everything news. */
export function judgeNews({ question, quote, known, texts, nearness }: Compared): Verdict {
  if (isCarried(quote, known, texts)) return { isNews: false, because: "carried" };
  const news = newFact(question, quote, known, texts);
  if (news !== null) return { isNews: true, because: news };
  if (holdsWhatIsAsked(question, quote, known)) return { isNews: false, because: "same-facts" };
  const share = Math.max(0, ...known.map(({ text }) => stemShare(quote.text, text)));
  if (share >= (nearness === null ? SAME_WORDS_ALONE : SAME_WORDS))
    return { isNews: false, because: "same-words" };
  if (nearness !== null && nearness >= NEAR) return { isNews: false, because: "near" };
  return { isNews: true, because: "other-words" };
}

/** Stands in what was told already, with every number and day that it names. */
function isCarried(quote: Saying, known: readonly Saying[], texts: readonly string[]): boolean {
  const tokens = tokensOf(quote.text);
  return [...texts, ...known.map(({ text }) => text)].some((text) => {
    const held = tokensOf(text);
    const words = new Set(held);
    const numbers = tokens.filter((token) => /^\p{N}/u.test(token));
    return (
      numbers.every((number) => words.has(number)) &&
      heldShare(tokens, new ComparedText(text).shingles) >= CARRIED
    );
  });
}

/** Names the fact that is new, null where none is. */
function newFact(
  question: string,
  quote: Saying,
  known: readonly Saying[],
  texts: readonly string[],
): Because | null {
  const text = new ComparedText(quote.text);
  const numbers = numbersOf(quote.text);
  const toldNumbers = new Set(known.flatMap((saying) => [...numbersOf(saying.text)]));
  const conflicts = known.map((saying) => findConflicts(text, new ComparedText(saying.text)));
  const isKnown = (pair: string) => toldNumbers.has(pair.split("/")[0] ?? "");
  if (conflicts.some((found) => found.numbers.some((pair) => !isKnown(pair)))) return "numbers";
  if (conflicts.some(({ turns }) => turns.length > 0) && known.length === 1) return "turned";
  const toldStates = new Set(known.flatMap((saying) => statesOf(saying.text)));
  if (statesOf(quote.text).some((state) => !toldStates.has(state))) return "state";
  const toldDays = known.flatMap(({ days }) => days);
  const asked = askedFor(question);
  const days = asked === "day" ? quote.days : quote.ahead;
  const isOtherDay = days.length > 0 && !quote.days.some((day) => toldDays.includes(day));
  if (isOtherDay && (asked === "day" || toldDays.length > 0 || !isInTexts(quote, texts))) return "day";
  if (asked === "name" && isOtherName(question, quote, known)) return "name";
  if (asked === "number" && numbers.size > 0 && ![...numbers].some((number) => toldNumbers.has(number)))
    return "numbers";
  return null;
}

/** Names somebody, and nobody of those that were told. */
function isOtherName(question: string, quote: Saying, known: readonly Saying[]): boolean {
  const told = new Set(known.flatMap(({ text }) => namesOf(text, question)));
  const names = namesOf(quote.text, question);
  return told.size > 0 && names.length > 0 && !names.some((name) => told.has(name));
}

/** The very day or number that the question asks for, as it was told. */
function holdsWhatIsAsked(question: string, quote: Saying, known: readonly Saying[]): boolean {
  const asked = askedFor(question);
  const holds = (one: readonly string[], other: readonly string[]) =>
    one.some((item) => other.includes(item));
  if (asked === "day") return known.some(({ days }) => holds(quote.days, days));
  const numbers = [...numbersOf(quote.text)];
  return asked === "number" && known.some(({ text }) => holds(numbers, [...numbersOf(text)]));
}

/** Every day of the quote is also named in the told articles, so that only the choice of sentence is new. */
function isInTexts(quote: Saying, texts: readonly string[]): boolean {
  const words = new Set(texts.flatMap(tokensOf));
  const days = tokensOf(quote.text).filter((token) => /^\p{N}{1,2}$/u.test(token));
  return days.length > 0 && days.every((day) => words.has(day));
}

/** How sure a sentence is; one such word makes another claim. */
const DEGREES =
  /(?<!\p{L})(?:will|would|may|might|could|must|should|shall|likely|unlikely|all|some|none|only|most|kann|könnte|soll|wird|pourrait|podría)(?!\p{L})/giu;

/** Tells whether a sentence that replaced another in its article says the same: a typing error, another spelling. */
export function isPolished(before: Saying, after: Saying): boolean {
  const wordsOf = ({ text }: Saying) => new Set(tokensOf(text.replace(/(?<=\p{L})-(?=\p{L})/gu, "")));
  const degreesOf = ({ text }: Saying) => (text.toLowerCase().match(DEGREES) ?? []).sort().join();
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const numbers = [...numbersOf(before.text)].sort().join() === [...numbersOf(after.text)].sort().join();
  const days = [...before.days].sort().join() === [...after.days].sort().join();
  const states = statesOf(before.text).join() === statesOf(after.text).join();
  const { turns, names } = findConflicts(new ComparedText(before.text), new ComparedText(after.text));
  const shared = [...old].filter((word) => now.has(word)).length / Math.max(old.size, now.size, 1);
  if (degreesOf(before) !== degreesOf(after)) return false;
  return numbers && days && states && turns.length === 0 && names.length === 0 && shared >= POLISHED;
}
