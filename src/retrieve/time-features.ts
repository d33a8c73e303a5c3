// The time features of each candidate: its age, what superseded it, whether it lies in the period asked about.
import type { Instant } from "../model/article.js";
import { DAY_MS, publishedMs } from "../model/time.js";
import type { Period, TimeIntent } from "./question.js";

/** Ages well below count as now; beyond, the logarithm keeps old questions in order. */
const AGE_SCALE_DAYS = 60;
/** Reports of one development come within days of each other; a longer gap means that something new was reported. */
const GAP_SCALE_DAYS = 3;

/** Unitless, 0 or more; the weights in rank-model.ts turn them into a score. */
export interface TimeFeatures {
  /** ln(1 + ageDays / 60), less if the question does not ask what holds now. */
  readonly age: number;
  /** The same if the question asks for news ("this week", "recently", "is … scheduled"), else 0. */
  readonly recentAge: number;
  /** ln(1 + days before the newest report that matters / 3), for questions about now or about no named time. */
  readonly gap: number;
  /** 1 if the report belongs to the period that the question names, else 0. */
  readonly period: number;
}

/** How much the age of a report counts, by the intent of the question. */
const AGE_SHARE: Record<TimeIntent["kind"], number> = {
  latest: 1,
  recent: 1,
  open: 1,
  when: 0.5,
  period: 0,
  history: 0,
};

export interface TimedCandidate {
  readonly publishedAt: Instant | null;
  /** How well it fits the question, 0 or more; only shares of the best are looked at. */
  readonly relevance: number;
}

/** Returns the features of each candidate, in order; undated ones count as old as the oldest. */
export function timeFeatures(
  candidates: readonly TimedCandidate[],
  intent: TimeIntent,
  asOf: Instant,
): TimeFeatures[] {
  const ages = candidates.map(({ publishedAt }) => ageInDays(publishedAt, asOf));
  const oldest = ages.reduce<number>((most, age) => Math.max(most, age ?? 0), 0);
  const newest = newestRelevantMs(candidates);
  const asksNew = intent.kind === "latest" || intent.kind === "recent";
  return candidates.map((candidate, at) => {
    const age = AGE_SHARE[intent.kind] * Math.log1p((ages[at] ?? oldest) / AGE_SCALE_DAYS);
    const gapDays = Math.max(0, newest - publishedMs(candidate, 0)) / DAY_MS;
    const inPeriod = intent.kind === "period" && isInPeriod(candidate.publishedAt, intent.period);
    return {
      age,
      recentAge: asksNew ? age : 0,
      gap: asksNew || intent.kind === "open" ? Math.log1p(gapDays / GAP_SCALE_DAYS) : 0,
      period: inPeriod ? 1 : 0,
    };
  });
}

/** Days between a report and `asOf`, at least 0; null if undated. */
export function ageInDays(publishedAt: Instant | null, asOf: Instant): number | null {
  return publishedAt === null ? null : Math.max(0, (Date.parse(asOf) - Date.parse(publishedAt)) / DAY_MS);
}

/** Candidates at least this share as relevant as the best count as reports on the matter. */
const MATTERS = 0.5;

/** The newest dated report among those that matter, in epoch milliseconds; negative infinity if there is none. */
function newestRelevantMs(candidates: readonly TimedCandidate[]): number {
  const most = candidates.reduce((best, { relevance }) => Math.max(best, relevance), 0);
  return candidates
    .filter(({ relevance, publishedAt }) => publishedAt !== null && relevance >= MATTERS * most)
    .reduce((newest, candidate) => Math.max(newest, publishedMs(candidate)), Number.NEGATIVE_INFINITY);
}

/** Reports appear during an event or up to three days after. */
const REPORT_LAG_MS = 3 * DAY_MS;

function isInPeriod(publishedAt: Instant | null, { start, end }: Period): boolean {
  if (publishedAt === null) return false;
  const at = Date.parse(publishedAt);
  return at >= Date.parse(start) && at < Date.parse(end) + REPORT_LAG_MS;
}
