// The linear models that rank candidates, and the features of time they weigh: age, what superseded a report, the period asked about.

import { type Period, REPORT_LAG_DAYS } from "../language/conditions.js";
import type { Instant } from "../model/article.js";
import { DAY_MS, publishedMs } from "../model/time.js";
import type { TimeIntent } from "./question.js";
/** Features that rank a candidate; unitless unless stated. */
export interface RankFeatures extends TimeFeatures {
  /** Cosine of question and passage, −1..1; 0 without vectors. */
  readonly similarity: number;
  /** BM25 as a share of the best of this question, 0..1. */
  readonly lexical: number;
  /** Logit of the cross-encoder; 0 if it did not read the passage. */
  readonly rerank: number;
  /** ln(1 + place of the passage in its article): news puts its point first. */
  readonly place: number;
  /** 1 for a brief: an article short enough to be quoted whole (60 words). */
  readonly brief: number;
}

export type RankWeights = RankFeatures;

/** The first order chooses what the cross-encoder reads; answers are made from the final one. */
export interface RankModel {
  readonly first: RankWeights;
  readonly final: RankWeights;
}

/** A score and two of its parts. */
export interface ScoreParts {
  readonly score: number;
  readonly time: number;
  readonly form: number;
}

/** The models in use, which decide the weights. */
export type RankMode = "reranked" | "vectors" | "words";

/** Gain of a report from the period that a question names; set by hand, since the development set has too few such questions. */
const PERIOD = 8;

const NONE: RankWeights = {
  similarity: 0,
  lexical: 0,
  rerank: 0,
  age: 0,
  gap: 0,
  period: PERIOD,
  place: 0,
  brief: 0,
};

const FIRST: RankWeights = {
  ...NONE,
  similarity: 50.5,
  lexical: 9.32,
  age: -3.01,
  gap: -1.22,
  place: -2.58,
  brief: 10.2,
};

const VECTORS: RankWeights = {
  ...NONE,
  similarity: 77.4,
  lexical: 3.21,
  age: -0.93,
  gap: -0.815,
  place: -5.04,
  brief: 12.2,
};

const WORDS: RankWeights = {
  ...NONE,
  lexical: 20.9,
  age: -0.944,
  gap: -1.08,
  place: -4.38,
  brief: 10.8,
};

/** Fitted on all development sets together, see docs/measurements.md; scaled so that the final order is in logits of the cross-encoder. */
export const RANK_MODELS: Record<RankMode, RankModel> = {
  reranked: {
    first: FIRST,
    final: {
      ...NONE,
      similarity: 15,
      rerank: 1,
      age: -2.65,
      gap: -0.994,
      place: -3.1,
      brief: 6.9,
    },
  },
  vectors: { first: VECTORS, final: VECTORS },
  words: { first: WORDS, final: WORDS },
};

const TIME = ["age", "gap", "period"] as const;
const FORM = ["place", "brief"] as const;
const MATCH = ["similarity", "lexical", "rerank"] as const;

/** Scores one candidate; without `useTime` its time features count 0. */
export function weigh(features: RankFeatures, weights: RankWeights, useTime: boolean): ScoreParts {
  const sum = (names: readonly (keyof RankFeatures)[]) =>
    names.reduce((total, name) => total + weights[name] * features[name], 0);
  const [time, form] = [useTime ? sum(TIME) : 0, sum(FORM)];
  return { score: sum(MATCH) + time + form, time, form };
}

/** Ages well below count as now; beyond, the logarithm keeps old questions in order. */
const AGE_SCALE_DAYS = 60;
/** Reports of one development come within days of each other; a longer gap means that something new was reported. */
const GAP_SCALE_DAYS = 3;

/** Unitless, 0 or more; the weights turn them into a score. */
export interface TimeFeatures {
  /** ln(1 + ageDays / 60), less if the question does not ask about the present. */
  readonly age: number;

  /** ln(1 + days before the newest report that matters / 3), for questions about now, about a day, or about no named time. */
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
      gap:
        asksNew || intent.kind === "open" || intent.kind === "when"
          ? Math.log1p(gapDays / GAP_SCALE_DAYS)
          : 0,
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

/** A day begins earlier in the east than at Greenwich, and ends later in the west. */
const ZONE_MS = 14 * 3_600_000;

function isInPeriod(publishedAt: Instant | null, { start, end }: Period): boolean {
  if (publishedAt === null) return false;
  const at = Date.parse(publishedAt);
  return at >= Date.parse(start) - ZONE_MS && at < Date.parse(end) + REPORT_LAG_DAYS * DAY_MS;
}
