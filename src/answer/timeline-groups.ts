// Groups reports into developments: copies, repeats and what outlets reported of one event together. Pure; places nothing undated.
import { ComparedText } from "../compare/compared-text.js";
import { findConflicts } from "../compare/conflicts.js";
import { DAY_MS, publishedMs } from "../model/time.js";
import { newNumbers, overlapShare } from "./origins.js";
import { type Likeness, type Report, recalls } from "./timeline-reports.js";

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

/** Reports of one event come within a day and a half: some give a day only, and outlets sit in other time zones. */
const WINDOW_MS = 1.5 * DAY_MS;
/** A report that only repeats another, word by word, is no news for so long; later the same words are of another time. */
const REPEAT_MS = 10 * DAY_MS;
/** Likeness by words from which reports within the window are of one event; nearness by vectors, for one day and for the window. */
const ALIKE = 0.3;
const NEAR = { day: 0.84, window: 0.86 } as const;
/** From here on a number or a turn more is detail, not another state. */
const NEARLY_SAME = { alike: 0.55, near: 0.88 } as const;

/** Reports of one development, the one to be quoted first. */
export type Group = readonly [Report, ...Report[]];

export interface Grouping {
  readonly likeness: Likeness;
  /** Group of copies by article id, as `groupCopies` gives it. */
  readonly copyKeys: ReadonlyMap<string, string>;
  /** Of title and quote together, unit length, by article id; null without a model. */
  readonly vectors: ReadonlyMap<string, Float32Array> | null;
  /** False: another number or a turn makes no other story. */
  readonly statesApart: boolean;
}

/** Groups dated reports, oldest development first. All three thresholds were chosen by reading topics of bench/news. */
export function groupReports(reports: readonly Report[], grouping: Grouping): Group[] {
  const ordered = reports
    .filter(({ article }) => article.publishedAt !== null)
    .sort(
      (one, other) =>
        publishedMs(one.article) - publishedMs(other.article) || other.confidence - one.confidence,
    );
  const groups: [Report, ...Report[]][] = [];
  for (const report of ordered) {
    const group = groups.find((members) => isOf(report, members, grouping));
    if (group === undefined) groups.push([report]);
    else group.push(report);
  }
  return groups.map(bestFirst);
}

/** The window is counted from the first report of a group, so that a story of many days does not become one. */
function isOf(report: Report, [first, ...rest]: Group, grouping: Grouping): boolean {
  const isLate = publishedMs(report.article) - publishedMs(first.article) > WINDOW_MS;
  return [first, ...rest].some((member) => isSame(report, member, isLate, grouping));
}

/** Tells whether a report and one before it tell the same development. */
function isSame(
  report: Report,
  before: Report,
  isLate: boolean,
  { likeness, copyKeys, vectors, statesApart }: Grouping,
): boolean {
  const [one, other] = [report.article, before.article];
  const key = copyKeys.get(one.articleId);
  if (key !== undefined && key === copyKeys.get(other.articleId)) return true;
  const apartMs = publishedMs(report.article) - publishedMs(before.article);
  const near = nearness(vectors?.get(one.articleId), vectors?.get(other.articleId));
  if (recalls(report.text, one.publishedAt) && near >= NEAR.day) return true;
  if (apartMs <= REPEAT_MS && repeats(report.text, before.text)) return true;
  if (isLate) return false;
  const alike = likeness.of(one, other);
  const isNear = near >= (sameDay(report, before) ? NEAR.day : NEAR.window);
  if (alike < ALIKE && !isNear) return false;
  if (!statesApart) return true;
  if (hasCome(report.text, before.text)) return false;
  const isDetail = alike >= NEARLY_SAME.alike || near >= NEARLY_SAME.near;
  return isDetail || !tellsNewState(report.text, before.text);
}

/** Cosine of two unit vectors, 0 where one is missing. */
function nearness(one: Float32Array | undefined, other: Float32Array | undefined): number {
  return one === undefined || other === undefined
    ? 0
    : one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

function sameDay(one: Report, other: Report): boolean {
  return one.article.publishedAt?.slice(0, 10) === other.article.publishedAt?.slice(0, 10);
}

/** The surest report of the first day is quoted: who reported it first, unless it says it worse. */
function bestFirst(group: Group): Group {
  const [first] = group;
  const [best = first] = group
    .filter((report) => sameDay(report, first))
    .sort((one, other) => other.confidence - one.confidence);
  return [best, ...group.filter((report) => report !== best)];
}
