// Hits → spans that can be quoted (a sentence, or two neighbors), scored by features and the cross-encoder.

import type { Reranker } from "../embed/embedder.js";
import type { Measure } from "../language/asked.js";
import { compareAsked } from "../language/compare-asked.js";
import { type Conditions, contradictsConditions, type Evidence, periodFit } from "../language/conditions.js";
import { stemLightly, stemsOf, wordsOf } from "../language/words.js";
import type { Hit, Span } from "../model/article.js";
import { publishedDay } from "../model/calendar.js";
import { withTitle } from "../model/with-title.js";
import type { RankFeatures } from "../retrieve/rank-model.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import { saysNothing } from "./empty-sentences.js";
import { resolvedDates } from "./relative-days.js";
import {
  EARLIER_LOGIT,
  EARLIER_MARGIN,
  SENTENCE_MODELS,
  type SentenceFeatures,
  type SentenceWeights,
  timeWorthOf,
  worthOf,
} from "./sentence-model.js";

/** A sentence of a hit, or two neighbors that are quoted together. */
export interface SentenceCandidate extends Span {
  readonly hit: Hit;
  /** 0 for the best hit. */
  readonly hitRank: number;
  readonly text: string;
  /** The sentence that says most; the span itself unless two are quoted together. */
  readonly core: Span;
  /** Place of `core` among the sentences of its passage, from 0. */
  readonly place: number;
  /** The logits are 0 until a model has read it. */
  readonly features: SentenceFeatures;
}

/** A candidate with its value as a quote; higher is better. */
export interface ScoredSentence extends SentenceCandidate {
  readonly score: number;
  /** The score without its time part: how well it fits, whenever it was written. */
  readonly evidence: number;
  /** The cross-encoder's best logit for a sentence of it alone; `UNREAD_LOGIT` if it cannot matter; null without a model. */
  readonly logit: number | null;
}

/** How far the search for a quote goes. */
interface SentenceLimits {
  /** Hits whose sentences are read, best first: the answer is among them for .95 of the questions of the development sets. */
  readonly hits: number;
  /** Further hits, the best by the cross-encoder alone: earlier reports. */
  readonly earlier: number;
  /** Sentences that are read together with each of their neighbors, best first. */
  readonly paired: number;
  /** Spans that are read again below the title, best first; all of them with `readAll`. */
  readonly titled: number;
  /** True: reads every sentence, as fitting needs; default false: stops when no other can matter. */
  readonly readAll?: boolean;
}

const SENTENCE_LIMITS: SentenceLimits = { hits: 6, earlier: 1, paired: 8, titled: 6 };

/**
 * A sentence alone is no more relevant than its passage plus this, in logits: so for .99 of the sentences of the development sets.
 * The few beyond it change nothing there: no lead, and none of the best eight.
 */
const ABOVE_PASSAGE = 4;
/** About the highest that cross-encoders give. */
const HIGHEST_LOGIT = 12;
/** Stands for the logit of a sentence that is not read; below all that cross-encoders give, so that it is not quoted for it. */
const UNREAD_LOGIT = -12;
/** Sentences read between two looks at what may still matter: two or three batches of the worker. */
const READ_AT_ONCE = 8;

export interface ScoringOptions {
  /** Default: the fitted weights for the models in use. */
  readonly model?: SentenceWeights;
  readonly limits?: SentenceLimits;
}

/** What a retrieval found and what it was asked. */
export type Found = Pick<Retrieval, "hits" | "features" | "terms" | "asked" | "conditions" | "isSettled">;

/**
 * Returns what can be quoted from the best hits, best first, no two of which overlap; hits without sentences give an empty list.
 * The cross-encoder reads the sentences alone, as far as they may be among the best, then the best ones together with each neighbor:
 * a neighbor that names what the sentence only points at, or that holds the other half of the answer, is quoted with it. The best of all
 * these it reads once more below their titles.
 */
export async function scoreSentences(
  found: Found,
  question: string,
  reranker: Reranker | null,
  options: ScoringOptions = {},
): Promise<ScoredSentence[]> {
  const spans = await readSpans(found, question, reranker, options);
  const { model = SENTENCE_MODELS[reranker ? "reranked" : "words"] } = options;
  const ordered = spans.map((span) => scored(span, model)).sort(bestFirst);
  return withoutOverlaps(underConditions(ordered));
}

/** The same before the choice between overlapping spans, in no particular order; for fitting the weights. */
export async function readSpans(
  found: Found,
  question: string,
  reranker: Reranker | null,
  { model = SENTENCE_MODELS[reranker ? "reranked" : "words"], limits = SENTENCE_LIMITS }: ScoringOptions = {},
): Promise<SentenceCandidate[]> {
  const { sentences, holds } = sentenceCandidates(hitsToRead(found, limits), question, found);
  if (reranker === null) return sentences;
  const read: Read = (texts) =>
    reranker.rerank(
      question,
      texts.map((text) => text.replace(/\s+/gu, " ")),
    );
  // The newest reports are quoted whatever they are worth.
  const readAll = limits.readAll === true || found.asked.kind === "latest";
  const alone = withBehind(
    await readAlone(sentences, read, model, readAll ? sentences.length : limits.paired),
  );
  const pairs = pairsOf(mostWorth(alone, model).slice(0, limits.paired), alone, found, holds);
  const pairLogits = pairs.length === 0 ? [] : await read(pairs.map(({ text }) => text));
  const both = withBehind([
    ...alone,
    ...pairs.map((pair, at) => {
      const logit = pairLogits[at] ?? 0;
      return { ...pair, features: { ...pair.features, span: logit, titled: logit } };
    }),
  ]);
  return readBelowTitles(both, read, model, limits.readAll === true ? both.length : limits.titled);
}

function mostWorth(spans: readonly SentenceCandidate[], model: SentenceWeights): SentenceCandidate[] {
  const worth = new Map(spans.map((span) => [span, worthOf(span.features, model)]));
  return [...spans].sort((one, other) => (worth.get(other) ?? 0) - (worth.get(one) ?? 0));
}

/**
 * Reads the best `most` spans again, below the titles of their articles. Of the others it is taken for granted that the title tells no
 * more in their favor than with any of these, and nothing at most.
 */
async function readBelowTitles(
  spans: readonly SentenceCandidate[],
  read: Read,
  model: SentenceWeights,
  most: number,
): Promise<SentenceCandidate[]> {
  const titled = mostWorth(spans, model)
    .slice(0, most)
    .map((span) => ({ span, text: withTitle(span.hit.article, span.text) }));
  const changed = titled.filter(({ span, text }) => text !== span.text);
  const logits = changed.length === 0 ? [] : await read(changed.map(({ text }) => text));
  const known = new Map(titled.map(({ span }) => [span, span.features.span]));
  for (const [at, { span }] of changed.entries()) known.set(span, logits[at] ?? span.features.span);
  const least = Math.min(0, ...[...known].map(([span, logit]) => logit - span.features.span));
  return spans.map((span) => ({
    ...span,
    features: { ...span.features, titled: known.get(span) ?? span.features.span + least },
  }));
}

/** Beyond this, how much worse a sentence answers says nothing more. */
const MOST_BEHIND = 6;

/** Tells of each span how far it is behind the best of its article. */
function withBehind(spans: readonly SentenceCandidate[]): SentenceCandidate[] {
  const best = new Map<string, number>();
  for (const { hit, features } of spans) {
    const { articleId } = hit.article;
    best.set(articleId, Math.max(best.get(articleId) ?? features.span, features.span));
  }
  return spans.map((one) => {
    const { span } = one.features;
    const behind = Math.min(MOST_BEHIND, (best.get(one.hit.article.articleId) ?? span) - span);
    return { ...one, features: { ...one.features, behind } };
  });
}

type Read = (texts: readonly string[]) => Promise<number[]>;

/**
 * Gives each sentence its logit. Those that may be worth most are read first, until no other can be among the best `certain`, nor fit
 * as well as an earlier report must; the others get `UNREAD_LOGIT`.
 */
async function readAlone(
  sentences: readonly SentenceCandidate[],
  read: Read,
  model: SentenceWeights,
  certain: number,
): Promise<SentenceCandidate[]> {
  const logits = new Map<SentenceCandidate, number>();
  let open = [...sentences]
    .map((sentence) => ({ sentence, most: scored(withLogit(sentence, highestLogit(sentence)), model) }))
    .sort((one, other) => other.most.score - one.most.score);
  while (open.length > 0) {
    const next = open.splice(0, READ_AT_ONCE).map(({ sentence }) => sentence);
    const found = await read(next.map(({ text }) => text));
    for (const [at, logit] of found.entries()) logits.set(next[at] as SentenceCandidate, logit);
    const known = withBehind([...logits].map(([sentence, logit]) => withLogit(sentence, logit))).map((one) =>
      scored(one, model),
    );
    const floor = known.map(({ score }) => score).sort((one, other) => other - one)[certain - 1];
    const earlier = Math.max(...known.map(({ evidence }) => evidence)) - EARLIER_MARGIN;
    open = open.filter(
      ({ most: { score, evidence, features } }) =>
        floor === undefined || score > floor || (features.alone >= EARLIER_LOGIT && evidence >= earlier),
    );
  }
  return sentences.map((sentence) => withLogit(sentence, logits.get(sentence) ?? UNREAD_LOGIT));
}

function withLogit(sentence: SentenceCandidate, logit: number): SentenceCandidate {
  return { ...sentence, features: { ...sentence.features, span: logit, alone: logit, titled: logit } };
}

function highestLogit({ hit: { signals } }: SentenceCandidate): number {
  return signals.rerank === null ? HIGHEST_LOGIT : signals.rerank + ABOVE_PASSAGE;
}

function scored(span: SentenceCandidate, model: SentenceWeights): ScoredSentence {
  const score = worthOf(span.features, model);
  const logit = span.hit.signals.rerank === null ? null : span.features.alone;
  return { ...span, logit, score, evidence: score - timeWorthOf(span.features, model) };
}

function bestFirst(one: ScoredSentence, other: ScoredSentence): number {
  return other.score - one.score || one.hitRank - other.hitRank || one.start - other.start;
}

/** Leaves out evidence of another period or number than the first holds: beside the first it would be taken for the same. */
function underConditions(ordered: readonly ScoredSentence[]): ScoredSentence[] {
  const lead = ordered[0]?.features;
  if (lead === undefined || lead.contradicts > 0) return [...ordered];
  return ordered.filter(
    ({ features }) => features.contradicts === 0 && (lead.period === 0 || features.period > 0),
  );
}

/** Keeps the better of two that share a sentence. */
function withoutOverlaps(ordered: readonly ScoredSentence[]): ScoredSentence[] {
  const kept: ScoredSentence[] = [];
  for (const one of ordered) {
    const overlaps = kept.some(
      (other) => isSamePassage(one, other) && one.start < other.end && other.start < one.end,
    );
    if (!overlaps) kept.push(one);
  }
  return kept;
}

function isSamePassage(one: SentenceCandidate, other: SentenceCandidate): boolean {
  return one.hit.passage.passageId === other.hit.passage.passageId;
}

/**
 * Joins each of `best` with the quotable sentence before and after it, if both together are short enough; each pair once. A point of
 * a list stands alone.
 */
function pairsOf(
  best: readonly SentenceCandidate[],
  all: readonly SentenceCandidate[],
  { conditions }: Found,
  holds: (sentence: string) => number,
): SentenceCandidate[] {
  const pairs = new Map<string, SentenceCandidate>();
  for (const core of best) {
    for (const step of [-1, 1] as const) {
      const other = neighborOf(core, step, all);
      if (other === null || ![core, other].every((one) => isStatement(core.hit, one))) continue;
      const [start, end] = step < 0 ? [other.start, core.end] : [core.start, other.end];
      const text = core.hit.article.text.slice(start, end);
      const key = `${core.hit.passage.passageId} ${start}`;
      if (pairs.has(key) || text.split(/\s+/u).length > MAX_QUOTE_WORDS) continue;
      const features = {
        ...core.features,
        alone: Math.max(core.features.alone, other.features?.alone ?? core.features.alone),
        ...heldConditions(core.hit, text, conditions),
        first: Math.max(core.features.first, other.features?.first ?? 0),
        asked: Math.max(core.features.asked, other.features?.asked ?? 0, holds(text.replace(/\s+/gu, " "))),
        onRecord: Math.max(core.features.onRecord, other.features?.onRecord ?? 0),
        repeats: Math.max(core.features.repeats, other.features?.repeats ?? 0),
      };
      pairs.set(key, { ...core, start, end, text, features });
    }
  }
  return [...pairs.values()];
}

/** The quotable sentence beside another, or one too short to stand alone that answers it: "She refused."; null if there is neither. */
function neighborOf(
  core: SentenceCandidate,
  step: -1 | 1,
  all: readonly SentenceCandidate[],
): (Span & { readonly features?: SentenceFeatures }) | null {
  const place = core.place + step;
  const quotable = all.find((one) => isSamePassage(one, core) && one.place === place);
  if (quotable !== undefined || step < 0) return quotable ?? null;
  const next = core.hit.passage.sentences[place];
  return next !== undefined && isShortStatement(core.hit.article.text.slice(next.start, next.end))
    ? next
    : null;
}

/** What evidence gains by the period it is of: a report of then tells more than a later one that comes back to it. */
const PERIOD_SHARE = { inside: 1, named: 0.5, after: 0, outside: 0, unknown: 0 } as const;

/** Looks how a span of a hit stands to what the question lays down. */
function heldConditions(
  { article, passage }: Hit,
  sentence: string,
  conditions: Conditions,
): Pick<SentenceFeatures, "period" | "contradicts"> {
  const { period } = conditions;
  const days = (text: string) =>
    period === null ? [] : resolvedDates(text, article).map((resolved) => resolved.day);
  const evidence: Evidence = {
    sentence,
    context: `${article.title} ${passage.text}`,
    title: article.title,
    publishedDay: publishedDay(article),
    days: days(sentence),
    daysAround: days(passage.text),
  };
  return {
    period: period === null ? 0 : PERIOD_SHARE[periodFit(period, evidence)],
    contradicts: contradictsConditions(conditions, evidence) ? 1 : 0,
  };
}

interface RankedHit {
  readonly hit: Hit;
  readonly features: RankFeatures;
}

/** So many logits of the cross-encoder behind the best passage, one is about something else, however new or brief it is. */
const OFF_SUBJECT = 12;

function hitsToRead({ hits, features }: Found, limits: SentenceLimits): RankedHit[] {
  const best = Math.max(...hits.map(({ signals }) => signals.rerank ?? Number.NEGATIVE_INFINITY));
  const ranked = hits.map((hit, at) => ({ hit, features: features[at] as RankFeatures }));
  const rest = ranked.slice(limits.hits).filter(({ hit }) => hit.signals.rerank !== null);
  rest.sort((one, other) => (other.hit.signals.rerank ?? 0) - (one.hit.signals.rerank ?? 0));
  const near = [...ranked.slice(0, limits.hits), ...rest.slice(0, limits.earlier)];
  return near.filter(({ hit }) => (hit.signals.rerank ?? best) >= best - OFF_SUBJECT);
}

/** Eight words or more between quotation marks. */
const LONG_QUOTATION = /["“](?:[^"“”\s]+\s+){7,}[^"“”]*["”]/u;
/** Shorter sentences say too little to stand alone. */
const MIN_WORDS = 5;
/** The contract of an answer: no quote is longer. */
export const MAX_QUOTE_WORDS = 60;
/** A statement ends with a full stop or the like; bylines and headings do not, and a question states nothing. */
const STATEMENT = /[.!…。।۔][\p{Pe}\p{Pf}"'*]*$/u;

/** A quotable sentence of a hit, not yet weighed. */
export interface QuotableSentence extends Span {
  readonly hit: Hit;
  /** 0 for the first hit. */
  readonly hitRank: number;
  readonly text: string;
  /** Place among the sentences of its passage, from 0. */
  readonly place: number;
  /** Share of the words that it holds, 0..1. */
  readonly repeats: number;
}

/** Lists the quotable sentences and points of hits, in hit order. Questions, headings, fragments and what says nothing are left out. */
export function quotableSentences(hits: readonly Hit[], words: readonly string[]): QuotableSentence[] {
  const stems = new Set(words.map(stemLightly));
  return hits.flatMap((hit, hitRank) =>
    hit.passage.sentences.flatMap(({ start, end }, place) => {
      const text = hit.article.text.slice(start, end);
      if (!isQuotable(text) && !isQuotablePoint(hit, place)) return [];
      const told = stemsOf(text);
      const repeats = stems.size === 0 ? 0 : [...stems].filter((word) => told.has(word)).length / stems.size;
      return { hit, hitRank, start, end, text, place, repeats };
    }),
  );
}

/** Figures of what is over that later reports correct: the dead, what it cost. */
const REVISED: ReadonlySet<Measure> = new Set(["count", "money", "share"]);

function sentenceCandidates(
  ranked: readonly RankedHit[],
  question: string,
  { terms, asked, conditions, isSettled }: Found,
): { readonly sentences: SentenceCandidate[]; readonly holds: (sentence: string) => number } {
  const hits = ranked.map(({ hit }) => hit);
  const isRevised = asked.measure !== null && REVISED.has(asked.measure);
  const quotable = quotableSentences(hits, terms.words);
  const holds = compareAsked(
    asked,
    stemsOf(question),
    quotable.map(({ text }) => text),
  );
  const sentences = quotable.map(({ repeats, ...sentence }) => {
    const { hit, start, end, place, text, hitRank } = sentence;
    const { age, gap, place: depth, brief } = (ranked[hitRank] as RankedHit).features;
    const features: SentenceFeatures = {
      span: 0,
      alone: 0,
      titled: 0,
      behind: 0,
      passage: hit.signals.rerank ?? 0,
      hit: hit.score,
      age,
      gap,
      superseded: isSettled && !isRevised ? 0 : gap,
      ...heldConditions(hit, text, conditions),
      place: depth,
      first: hit.passage.ordinal === 0 && place === 0 ? 1 : 0,
      brief,
      asked: holds(text),
      onRecord: asked.kind === "plan" && LONG_QUOTATION.test(text) ? 1 : 0,
      repeats,
    };
    return { ...sentence, core: { start, end }, features };
  });
  return { sentences, holds };
}

/** Returns whether a sentence can stand as a quote: a statement of at least five words and at most sixty that says something. */
export function isQuotable(sentence: string): boolean {
  if (sentence.split(/\s+/u).length > MAX_QUOTE_WORDS || !STATEMENT.test(sentence)) return false;
  return wordsOf(sentence).length >= MIN_WORDS && !saysNothing(sentence);
}

/** Returns whether a sentence is a statement of two to four words: "She refused.". */
function isShortStatement(sentence: string): boolean {
  const words = wordsOf(sentence).length;
  return words >= 2 && words < MIN_WORDS && STATEMENT.test(sentence) && !saysNothing(sentence);
}

const isStatement = ({ article }: Hit, { start, end }: Span): boolean =>
  STATEMENT.test(article.text.slice(start, end));

/** Words of the longest point of a list; longer lines without an end are torn. */
const MAX_POINT_WORDS = 40;

/** A line that leads to another article. */
const TEASER = /^(?:more|read more|related|also|see also|watch|listen)\s?[:|]/iu;

/** Lines without an end that make a list, its heading among them; a byline and a heading are two. */
const MIN_POINTS = 3;

/** Returns whether a line of a passage is a point of a list or a row of a table, and says something. */
function isQuotablePoint({ article, passage }: Hit, place: number): boolean {
  const line = pointAt(article.text, passage.sentences[place]);
  if (line === null || wordsOf(line).length < MIN_WORDS || saysNothing(line)) return false;
  const isPoint = (at: number) => pointAt(article.text, passage.sentences[at]) !== null;
  let [from, to] = [place, place];
  while (to - from < MIN_POINTS && isPoint(from - 1)) from -= 1;
  while (to - from < MIN_POINTS && isPoint(to + 1)) to += 1;
  return to - from + 1 >= MIN_POINTS;
}

/** The text of a sentence that is a whole line without an end, as points, rows and headings are; null for others. */
function pointAt(text: string, sentence: Span | undefined): string | null {
  if (sentence === undefined) return null;
  const { start, end } = sentence;
  const isLine = (start === 0 || text[start - 1] === "\n") && (end === text.length || text[end] === "\n");
  const line = text.slice(start, end);
  if (!isLine || TEASER.test(line) || /[.!?…。।۔:][\p{Pe}\p{Pf}"'*]*$/u.test(line)) return null;
  return line.split(/\s+/u).length > MAX_POINT_WORDS ? null : line;
}

/** An outlet's notes on its own page say nothing about the topic. */
const NOTE = /^\W*(?:editor['’]s note|corrections?|clarifications?)\b/iu;

/** Returns whether a sentence is an outlet's note on its own page. */
export function isNote(sentence: string): boolean {
  return NOTE.test(sentence);
}
