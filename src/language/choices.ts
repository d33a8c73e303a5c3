// Reads "X or Y" in a question: which of the two is asked for.

import { fold } from "../model/fold.js";
import { tagTerms } from "./english.js";
import { isFunctionWord } from "./function-words.js";
import { stemLightly, wordsOf } from "./words.js";

const YES_NO = /^(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should)\b/iu;
/** "Did any players or fans …", "is there water or ice", "or not", "two or three": no choice between things. */
const NO_CHOICE =
  /\b(?:any|anyone|anything|some|there|either|never|nothing)\b.*\bor\b|\bor (?:not|so|more|less|later|else|two|three|four|no|any|anyone|anything|other|another)\b/iu;
const AT_END =
  /[,:–—-]\s*(?:(?:is|was) it )?(?:the |an? )?\S+(?: \S+){0,2} or (?:the |an? )?\S+(?: \S+){0,2}$/iu;
/** Words of the longest thing that is chosen from. */
const MOST_WORDS = 3;

/**
 * Returns the stems of the two things between which an English question asks to choose: "did Ann or Bob speak first", "who spoke
 * first, Ann or Bob"; an empty list for any other question, also for one that joins two deeds ("was he tried or fined").
 */
export function choicesIn(question: string): string[][] {
  const text = question.replace(/[\s?!.]+$/u, "");
  if (NO_CHOICE.test(text) || !(YES_NO.test(text) || AT_END.test(text))) return [];
  const [before = "", after = "", ...others] = text.split(/,? or /iu);
  if (after === "" || others.length > 0) return [];
  const ending = nearWords(wordsOf(before).reverse(), 0);
  const beginning = nearWords(wordsOf(after), 2);
  const length = Math.min(ending.length, beginning.length);
  if (length === 0) return [];
  const [left, right] = [ending.slice(0, length).reverse(), beginning.slice(0, length)];
  const verbs = new Set(
    tagTerms(text)
      .filter(({ tags }) => tags.includes("Verb") || tags.includes("Adjective"))
      .map(({ word }) => word),
  );
  const [first = "", last = ""] = [left.at(-1)?.toLowerCase(), right.at(-1)?.toLowerCase()];
  if (verbs.has(first) && verbs.has(last)) return [];
  const stems = [left, right].map((words) => words.map((word) => stemLightly(word.toLowerCase())));
  const isOwn = (stem: string, at: number) => !stems[1 - at]?.includes(stem);
  const own = stems.map((words, at) => words.filter((stem) => isOwn(stem, at)));
  return own.every((words) => words.length > 0) ? own : [];
}

/** The words that say something, from the first of them, before which so many may say nothing, up to the next that says nothing. */
function nearWords(words: readonly string[], mostEmpty: number): string[] {
  const isEmpty = (word: string) => isFunctionWord(fold(word), "en");
  const start = words.findIndex((word) => !isEmpty(word));
  if (start < 0 || start > mostEmpty) return [];
  const end = words.findIndex((word, at) => at > start && isEmpty(word));
  return words.slice(start, Math.min(end < 0 ? words.length : end, start + MOST_WORDS));
}

/**
 * Returns how far a sentence tells which of two things it is, 0..1: it names one, with what is said of it ("Bob spoke first"); one
 * that names both seldom tells. `asking` holds the stems of the question, `settled` how far the sentence settles what is asked.
 */
export function holdsChoice(
  choices: readonly (readonly string[])[],
  sentence: string,
  asking: ReadonlySet<string>,
  settled: number,
): number {
  const stems = new Set(wordsOf(sentence).map(stemLightly));
  const held = choices.filter((words) => words.some((stem) => stems.has(stem))).length;
  if (held !== 1) return held === 0 ? 0.1 : 0.2 + 0.2 * settled;
  const chosen = new Set(choices.flat());
  const others = [...asking].filter((stem) => !chosen.has(stem) && !isFunctionWord(stem, "en"));
  const said = others.filter((stem) => stems.has(stem)).length / Math.max(1, others.length);
  return 0.5 + 0.25 * settled + 0.25 * Math.min(1, 2 * said);
}
