// Judges what may be shown beside the first quote: what adds a fact or contradicts, an earlier state of the same thing.

import { isNumber, tokensOf } from "../compare/compared-text.js";
import type { Asked, AskedKind } from "../language/asked.js";
import { holdsAsked, isNegative } from "../language/holds-asked.js";
import { isHeldInSomeForm } from "../language/word-forms.js";
import { contentWords, stemLightly, stemsOf, wordsOf } from "../language/words.js";
import { contradiction, hasCome, reportsNewState } from "./repeated-sentences.js";

/** What a question asks for, and its own words as stems: they never count as something new. */
export interface AskedFor {
  readonly asked: Asked;
  readonly asking: ReadonlySet<string>;
}

/** From this share on a sentence holds what is asked for. */
const HOLDS = 0.5;
/** A sentence of these kinds adds something only with a name, or a number, that is new. */
const NAMED: ReadonlySet<AskedKind> = new Set(["person", "identity", "place", "name", "list"]);
/** Of these kinds there is one: a second is another answer, not one more. */
const ONE_THING: ReadonlySet<AskedKind> = new Set(["identity", "place", "name", "day", "number", "amount"]);
const COUNTED: ReadonlySet<AskedKind> = new Set(["number", "amount", "day"]);
/** Share of new content words from which a sentence says something else. */
const OTHER_WORDS = 0.6;
/** Below this share of the question's words a sentence is not about its matter; from the other on it holds most of them. */
const SAME_MATTER = 0.34;

/**
 * Returns whether a sentence adds to those shown: it holds a fact of the kind asked for that they do not, or contradicts one.
 * Without anything shown every sentence adds; to what names the one thing asked for, only what contradicts it does.
 */
export function adds(sentence: string, shown: readonly string[], askedFor: AskedFor): boolean {
  if (shown.length === 0) return true;
  return (
    shown.some((other) => contradiction(other, sentence) !== null) || addsFact(sentence, shown, askedFor)
  );
}

/** Returns whether a sentence holds a fact of the kind asked for that those shown, at least one, do not. */
export function addsFact(sentence: string, shown: readonly string[], askedFor: AskedFor): boolean {
  const { asked, asking } = askedFor;
  if (ONE_THING.has(asked.kind)) return false;
  const least = Math.max(HOLDS, holdsAsked(asked, shown[0] ?? "", asking));
  if (holdsAsked(asked, sentence, asking) < least) return false;
  const known = shown.join(" ");
  if (!namesOther(sentence, known, askedFor)) return false;
  if (NAMED.has(asked.kind)) return share(asking, stemsOf(sentence)) >= SAME_MATTER;
  return (
    share(asking, contentWords(sentence)) >= SAME_MATTER && newShare(sentence, known, asking) >= OTHER_WORDS
  );
}

/** Returns whether a sentence is about the matter of the question and holds the kind of thing asked for; it is shown if it is newer. */
export function isOnMatter({ text, asked }: Held, { asking }: AskedFor): boolean {
  return asked >= HOLDS && share(asking, contentWords(text)) >= SAME_MATTER;
}

/** Returns whether a sentence holds a name or number that is not known, where the kind asked for is one of these. */
function namesOther(sentence: string, known: string, { asked, asking }: AskedFor): boolean {
  if (NAMED.has(asked.kind)) return newNames(sentence, known, asking).length > 0;
  return !COUNTED.has(asked.kind) || newNumbersOf(sentence, known, asking).length > 0;
}

/** What is compared of two sentences: the text, and how far it holds the kind of thing asked for, 0..1. */
export interface Held {
  readonly text: string;
  readonly asked: number;
}

/** Capitalized words inside a sentence that neither the question nor what is shown has. */
function newNames(sentence: string, known: string, asking: ReadonlySet<string>): string[] {
  const held = new Set(wordsOf(known).map(stemLightly));
  const names = wordsOf(sentence).filter((word, at) => at > 0 && /^\p{Lu}/u.test(word) && word.length > 2);
  return names.filter((name) => !held.has(stemLightly(name)) && !asking.has(stemLightly(name)));
}

function newNumbersOf(sentence: string, known: string, asking: ReadonlySet<string>): string[] {
  const held = new Set(tokensOf(known));
  return tokensOf(sentence).filter((token) => isNumber(token) && !held.has(token) && !asking.has(token));
}

/** Share of the content words of a sentence, without those of the question, that nothing shown has, 0..1. */
function newShare(sentence: string, known: string, asking: ReadonlySet<string>): number {
  const own = [...contentWords(sentence)].filter((word) => !asking.has(word));
  const held = contentWords(known);
  return own.length === 0 ? 0 : own.filter((word) => !held.has(word)).length / own.length;
}

/** Returns the share of some stems that are among `held`, 0..1; 1 for none. */
export function share(words: ReadonlySet<string>, held: ReadonlySet<string>): number {
  return words.size === 0 ? 1 : [...words].filter((word) => held.has(word)).length / words.size;
}

/** A sentence with the title of its article. */
export interface Titled {
  readonly text: string;
  readonly title: string;
}

/** What can have been otherwise before: a plan, a state, a count that was corrected. Who did it, or why, was never otherwise. */
const CHANGING: ReadonlySet<AskedKind> = new Set(["plan", "state", "latest", "open", "statement"]);
/** Content words that two states of one thing share at least, the question's own included. */
const SHARED_WORDS = 2;
/** Share of the question's words in the newer one that the older one must have too, in whatever form: "would meet" of "summit". */
const ASKED_SHARE = 0.6;

/**
 * Returns whether an older sentence reports an earlier state of what the newer one reports: both are about the matter of the
 * question, and what was so then is not what is so now. A plan that was carried out is none. If what is asked about is over, only
 * what contradicts is one: a count that was corrected, a report that was withdrawn.
 */
export function isEarlierState(
  older: Titled,
  newer: Titled,
  { asked, asking, isSettled = false }: AskedFor & { readonly isSettled?: boolean },
): boolean {
  const [own, later] = [older, newer].map(({ text, title }) => contentWords(`${title} ${text}`));
  if (own === undefined || later === undefined) return false;
  const inLater = [...asking].filter((word) => later.has(word));
  if (inLater.filter((word) => isHeldInSomeForm(word, own)).length < ASKED_SHARE * inLater.length)
    return false;
  if ([...own].filter((word) => later.has(word)).length < SHARED_WORDS) return false;
  const turned = () => reportsNewState(newer.text, older.text);
  const canChange = !isSettled && CHANGING.has(asked.kind);
  if (hasCome(newer.text, older.text))
    return (canChange || (!isSettled && asked.kind === "day")) && (isNegative(newer.text) || turned());
  if (contradiction(newer.text, older.text) !== null) return true;
  const holds = holdsAsked(asked, older.text, asking) >= HOLDS;
  if (COUNTED.has(asked.kind)) return holds && isOtherNumber(older.text, newer.text, asking);
  return holds && canChange && turned();
}

/** Words with which a report names the number that it corrects: "14 people, not 40 as first reported". */
const CORRECTED =
  /\b(?:not|instead of|rather than|(?:up|down) from|revis(?:ed|es|ing)|correct(?:ed|s|ing|ion)|first reported)\b/iu;

/** The older one has a number that the newer lacks, or one that the newer corrects. */
function isOtherNumber(older: string, newer: string, asking: ReadonlySet<string>): boolean {
  if (newNumbersOf(older, newer, asking).length > 0) return true;
  return CORRECTED.test(newer) && newNumbersOf(newer, older, asking).length > 0;
}
