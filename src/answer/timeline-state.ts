// Whether a report tells another state of things than one before: another number in its place, a decision, a denial. English.
import { ComparedText } from "../compare/compared-text.js";
import { findConflicts } from "../compare/conflicts.js";
import { newNumbers, overlapShare } from "./origins.js";

/** Words that end or turn what was so before: whoever reports one tells something new. One line, one kind of turn. */
const TURNS: readonly (readonly [kind: string, words: RegExp])[] = [
  [
    "denied",
    /\b(?:den(?:y|ies|ied|ying)|no plans?|not true|untrue|refut\w+|dismiss(?:ed|es)|false claims?)\b/iu,
  ],
  ["off", /\b(?:cancel\w*|call(?:ed|s|ing)? off|scrapp\w+|abandon\w+|withdr[ae]w\w*|ruled? out)\b/iu],
  ["late", /\b(?:postpon\w+|delay(?:ed|s)|put off|suspend\w*|paus(?:ed|es)|on hold)\b/iu],
  ["on", /\b(?:agreed? to|approv(?:ed|es)|sign(?:ed|s)|reopen\w*|resum\w+)\b/iu],
  ["over", /\b(?:end(?:ed|s) |resign\w*|arrest\w*|convict\w*|sentenced|died|dies|acquitted|won|elected)\b/iu],
];
/** Two sentences that share more of their words say the same, but for what turns them. */
const SAME_WORDS = 0.7;

/** Turns a sentence that is otherwise much the same. */
const NEGATION = /\b(?:not|never|no|none|neither|\w+n['’]t|nicht|kein\w{0,2}|ne|pas|jamais|nunca)\b/iu;
const MUCH_THE_SAME = 0.6;

/** Kinds of turn that a text tells. */
export function turnsOf(text: string): string[] {
  return TURNS.filter(([, words]) => words.test(text)).map(([kind]) => kind);
}

/** Tells whether the later text holds a turn that the earlier does not, is negated where that is not, or has another number in a place. */
export function tellsNewState(later: string, earlier: string): boolean {
  const known = new Set(turnsOf(earlier));
  if (turnsOf(later).some((kind) => !known.has(kind))) return true;
  const isTurned = NEGATION.test(later) !== NEGATION.test(earlier);
  if (isTurned && overlapShare(later, earlier) >= MUCH_THE_SAME) return true;
  return findConflicts(new ComparedText(later), new ComparedText(earlier)).numbers.length > 0;
}

/** Tells whether the later text only says again what the earlier said. */
export function repeats(later: string, earlier: string): boolean {
  if (overlapShare(later, earlier) <= SAME_WORDS) return false;
  return newNumbers(later, earlier).length === 0 && !tellsNewState(later, earlier);
}

/** What is still to come. English. */
const AHEAD =
  /\b(?:will|would|(?:is|are|was|were|set|due|expected|scheduled|going|plans?|planned|planning|agreed|prepar\w+|about) to|upcoming|slated)\b/iu;

/** Tells whether the earlier text looks ahead and the later does not: what was to come has come. */
export function hasCome(later: string, earlier: string): boolean {
  return AHEAD.test(earlier) && !AHEAD.test(later);
}
