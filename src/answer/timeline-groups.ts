// Groups dated reports into developments: copies, repeats, and reports of one event by several outlets.

import { isNumber, tokensOf } from "../compare/compared-text.js";
import { MONTH_WORDS } from "../model/calendar.js";
import { DAY_MS, publishedMs } from "../model/time.js";
import { mainTense } from "./clause-tense.js";
import { hasCome, mayHaveCome, repeats, reportsNewState } from "./repeated-sentences.js";
import { type Likeness, namesOnlyPastDays, type Report } from "./timeline-reports.js";

/** Reports of one event come within a day and a half: some give a day only, and outlets sit in other time zones. */
const WINDOW_MS = 1.5 * DAY_MS;
/** A report that only repeats another, word by word, is not news for this long; later the same words refer to another time. */
const REPEAT_MS = 10 * DAY_MS;
/** Likeness by words from which reports within the window are of one event; nearness by vectors, for one day and for the window. */
const ALIKE = 0.3;
const NEAR = { day: 0.84, window: 0.86 } as const;
/** Nearness of reports, and of their quotes alone, from which two that state the same are one development; within a time. */
const RESTATED = [
  { withinMs: 2 * DAY_MS, near: 0.77, quotes: 0.74 },
  { withinMs: 2 * DAY_MS, near: 0.76, quotes: 0.76 },
  { withinMs: 4 * DAY_MS, near: 0.86, quotes: 0.86 },
] as const;
/** Above this, one more number or turn is detail, not another state. */
const NEARLY_SAME = { alike: 0.55, near: 0.88 } as const;

/** Reports of one development, the one to be quoted first. */
export type Group = readonly [Report, ...Report[]];

export interface Grouping {
  readonly likeness: Likeness;
  /** Group of copies by article id, as `groupCopies` gives it. */
  readonly copyKeys: ReadonlyMap<string, string>;
  /** Of title and quote together, unit length, by article id; null without a model. */
  readonly vectors: ReadonlyMap<string, Float32Array> | null;
  /** Of the quotes alone, as above. */
  readonly quoteVectors: ReadonlyMap<string, Float32Array> | null;
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

/** Returns whether a report and one before it tell the same development. */
function isSame(report: Report, before: Report, isLate: boolean, grouping: Grouping): boolean {
  const { likeness, copyKeys, vectors, statesApart } = grouping;
  const [one, other] = [report.article, before.article];
  const key = copyKeys.get(one.articleId);
  if (key !== undefined && key === copyKeys.get(other.articleId)) return true;
  const apartMs = publishedMs(report.article) - publishedMs(before.article);
  const near = nearness(vectors?.get(one.articleId), vectors?.get(other.articleId));
  if (namesOnlyPastDays(report.text, one.publishedAt) && near >= NEAR.day) return true;
  if (apartMs <= REPEAT_MS && repeats(report.text, before.text)) return true;
  if (isRestated(report, before, grouping)) return true;
  if (isLate) return false;
  const alike = likeness.of(one, other);
  const isNear = near >= (sameDay(report, before) ? NEAR.day : NEAR.window);
  if (alike < ALIKE && !isNear) return false;
  if (!statesApart) return true;
  if (hasCome(report.text, before.text)) return false;
  const isDetail = alike >= NEARLY_SAME.alike || near >= NEARLY_SAME.near;
  return isDetail || !(reportsNewState(report.text, before.text) || mayHaveCome(report.text, before.text));
}

/** Returns whether a report states in other words what one shortly before it stated: no other tense, numbers or turns. */
function isRestated(report: Report, before: Report, { vectors, quoteVectors }: Grouping): boolean {
  const [one, other] = [report.article, before.article];
  const apartMs = publishedMs(one) - publishedMs(other);
  const near = nearness(vectors?.get(one.articleId), vectors?.get(other.articleId));
  const quotes = nearness(quoteVectors?.get(one.articleId), quoteVectors?.get(other.articleId));
  const isClose = RESTATED.some(
    (limit) => apartMs <= limit.withinMs && near >= limit.near && quotes >= limit.quotes,
  );
  const isAhead = ({ text }: Report) => mainTense(text) === "future";
  if (!isClose || isAhead(report) !== isAhead(before)) return false;
  return !reportsNewState(report.text, before.text) && !haveOtherNumbers(report.text, before.text);
}

/** Returns whether both texts hold numbers, years and days of months aside, and none is in both. */
function haveOtherNumbers(one: string, other: string): boolean {
  const [own, others] = [one, other].map((text) => amountsOf(text));
  if (own === undefined || others === undefined || own.size === 0 || others.size === 0) return false;
  return ![...own].some((number) => others.has(number));
}

function amountsOf(text: string): Set<string> {
  const rest = text.replace(MONTH_DAY, " ");
  return new Set(tokensOf(rest).filter((token) => isNumber(token) && !/^(?:19|20)\d\d$|:/u.test(token)));
}

const MONTH_DAY = new RegExp(
  String.raw`(?<!\p{L})(?:(?:${MONTH_WORDS})\.? \d{1,2}|\d{1,2}\.? (?:${MONTH_WORDS}))(?!\p{L})`,
  "giu",
);

/** Cosine of two unit vectors, 0 if one is missing. */
function nearness(one: Float32Array | undefined, other: Float32Array | undefined): number {
  return one === undefined || other === undefined
    ? 0
    : one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

function sameDay(one: Report, other: Report): boolean {
  return one.article.publishedAt?.slice(0, 10) === other.article.publishedAt?.slice(0, 10);
}

/** Quotes the best report of the first day: that of the outlet that reported it first, unless it fits worse. */
function bestFirst(group: Group): Group {
  const [first] = group;
  const [best = first] = group
    .filter((report) => sameDay(report, first))
    .sort((one, other) => other.confidence - one.confidence);
  return [best, ...group.filter((report) => report !== best)];
}
