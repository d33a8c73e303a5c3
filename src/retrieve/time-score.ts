// Scores what time says of a passage: recency as the question earns it, its period, and bursts of reports on one event.
import type { Instant } from "../schema.js";
import type { Period, TimeIntent } from "./time-intent.js";

const DAY_MS = 86_400_000;

/** Weights of the parts, in logits of the cross-encoder; chosen on bench/news, see README "Measured". */
export interface TimeWeights {
  /** Cost of each e-fold of age: weight · ln(1 + ageDays / scaleDays). */
  readonly age: number;
  readonly scaleDays: number;
  /** Cost, for a question about now, of being older than the newest report that matters: weight · ln(1 + gapDays / scale). */
  readonly superseded: number;
  readonly supersededScaleDays: number;
  /** Gain of a passage whose neighbors in time speak of the same thing, times 0..1. */
  readonly burst: number;
  /** Days between two reports of one event. */
  readonly burstDays: number;
  /** Gain inside a period that the question names; outside it is lost. */
  readonly period: number;
}

export const TIME_WEIGHTS: TimeWeights = {
  age: 2,
  scaleDays: 60,
  superseded: 1.5,
  supersededScaleDays: 3,
  burst: 2,
  burstDays: 4,
  period: 4,
};

/** Before the cross-encoder has read anything, ranks say too little to tell which report another supersedes. */
export const FIRST_TIME_WEIGHTS: TimeWeights = { ...TIME_WEIGHTS, age: 3, superseded: 0, burst: 0 };

/** How much each intent makes of age: "what holds now" most, "what was" nothing. */
const AGE_SHARE: Record<TimeIntent["kind"], number> = {
  latest: 1,
  open: 1,
  when: 0.5,
  period: 0,
  history: 0,
};

export interface TimedCandidate {
  readonly articleId: string;
  readonly publishedAt: Instant | null;
  /** Weight of its evidence for the burst, 0 or more. */
  readonly relevance: number;
}

/** Returns one score a candidate, in logits, higher is better; undated candidates count as old as the oldest. */
export function timeScores(
  candidates: readonly TimedCandidate[],
  intent: TimeIntent,
  asOf: Instant,
  weights: TimeWeights = TIME_WEIGHTS,
): number[] {
  const ages = candidates.map(({ publishedAt }) => ageInDays(publishedAt, asOf));
  const oldest = Math.max(0, ...ages.filter((age) => age !== null));
  const bursts = burstShares(candidates, weights.burstDays);
  const newest = newestRelevantMs(candidates);
  return candidates.map((candidate, at) => {
    const age = ages[at] ?? oldest;
    const recency = -AGE_SHARE[intent.kind] * weights.age * Math.log1p(age / weights.scaleDays);
    const gapDays = Math.max(0, newest - publishedMs(candidate)) / DAY_MS;
    const superseded =
      intent.kind === "latest" ? -weights.superseded * Math.log1p(gapDays / weights.supersededScaleDays) : 0;
    const burst = weights.burst * (bursts[at] ?? 0);
    const inPeriod = intent.kind === "period" && isInPeriod(candidate.publishedAt, intent.period);
    return recency + superseded + burst + (inPeriod ? weights.period : 0);
  });
}

/** Days between a report and `asOf`, at least 0; null where undated. */
export function ageInDays(publishedAt: Instant | null, asOf: Instant): number | null {
  return publishedAt === null ? null : Math.max(0, (Date.parse(asOf) - Date.parse(publishedAt)) / DAY_MS);
}

/** Candidates at least this share as relevant as the best count as reports on the matter. */
const MATTERS = 0.5;

/** The newest dated report among those that matter, in epoch milliseconds; negative infinity where there is none. */
function newestRelevantMs(candidates: readonly TimedCandidate[]): number {
  const most = Math.max(0, ...candidates.map(({ relevance }) => relevance));
  const relevant = candidates.filter(
    ({ relevance, publishedAt }) => publishedAt && relevance >= MATTERS * most,
  );
  return Math.max(Number.NEGATIVE_INFINITY, ...relevant.map(publishedMs));
}

/** Undated reports stand at the beginning of time, so that they are never newest. */
function publishedMs({ publishedAt }: TimedCandidate): number {
  return publishedAt === null ? 0 : Date.parse(publishedAt);
}

/** Reports appear during what they speak of or up to three days after. */
const REPORT_LAG_MS = 3 * DAY_MS;

function isInPeriod(publishedAt: Instant | null, { start, end }: Period): boolean {
  if (publishedAt === null) return false;
  const at = Date.parse(publishedAt);
  return at >= Date.parse(start) && at < Date.parse(end) + REPORT_LAG_MS;
}

/**
 * Share of the relevance of other articles that lies within days of each candidate, 0..1: reports of one event come
 * together, so this finds the event however long ago it was.
 */
function burstShares(candidates: readonly TimedCandidate[], burstDays: number): number[] {
  return candidates.map((one) => {
    if (one.publishedAt === null) return 0;
    const at = Date.parse(one.publishedAt);
    const best = new Map<string, number>();
    let total = 0;
    for (const other of candidates) {
      if (other.articleId === one.articleId || other.publishedAt === null) continue;
      const gapDays = Math.abs(Date.parse(other.publishedAt) - at) / DAY_MS;
      const near = other.relevance * Math.exp(-gapDays / burstDays);
      best.set(other.articleId, Math.max(best.get(other.articleId) ?? 0, near));
      total = Math.max(total, other.relevance);
    }
    const sum = [...best.values()].reduce((all, near) => all + near, 0);
    return total === 0 ? 0 : Math.min(1, sum / (3 * total));
  });
}
