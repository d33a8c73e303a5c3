// Query → hits: finds candidates, orders them, lets the cross-encoder read the best, and orders them again.
import type { Reranker } from "../embed/embedder.js";
import type { Hit, Instant, Query } from "../model/article.js";
import { withTitle } from "../model/with-title.js";
import { type Candidate, type CandidateDeps, findCandidates } from "./candidates.js";
import { nameAsWritten, weighMissing, wordsToFind } from "./missing-words.js";
import { newestFirst } from "./newest.js";
import { type ParsedQuestion, parseQuestion, type TimeIntent } from "./question.js";
import { type RankFeatures, type RankModel, type RankWeights, timeFeatures, weigh } from "./rank-model.js";
import { correctSpelling } from "./spelling.js";

export interface RetrieverDeps extends CandidateDeps {
  readonly reranker: Reranker | null;
  /** Passages that the cross-encoder reads; 0 turns it off. */
  readonly rerankLimit: number;
  readonly options?: Partial<RetrieveOptions>;
  readonly model: RankModel;
  /** Replaces the intent read from the question: a timeline asks for all reports, whenever. */
  readonly intent?: TimeIntent;
  /** True: keeps the best passage of every article only, so that the cross-encoder reads more articles. */
  readonly onePerArticle?: boolean;
}

/** A query; `since` leaves out what was published before, and everything undated. */
export interface RetrieverQuery extends Query {
  readonly since?: Instant;
}

/** Parts that can be switched off, for ablation. */
export interface RetrieveOptions {
  readonly lexical: boolean;
  readonly vectors: boolean;
  readonly rerank: boolean;
  readonly time: boolean;
  /** Place in the article, and brevity. */
  readonly form: boolean;
}

/** Hits, best first, with the question as it was read. */
export interface Retrieval extends ParsedQuestion {
  readonly hits: readonly Hit[];
  /** The features of each hit, in the same order. */
  readonly features: readonly RankFeatures[];
  /** The names, numbers and content words of the question that no article in scope holds, in whatever form or words. */
  readonly missing: readonly string[];
  /** Share of the question that is lost with the missing words, 0..1: names and numbers count most. */
  readonly missingShare: number;
  /** The question with misspelt words as the articles write them; null if nothing was corrected. */
  readonly askedAs: string | null;
}

/** Longest article, in words, that can be quoted whole; about the longest quote. */
const BRIEF_WORDS = 60;
/** How fast relevance falls with the cosine, per unit; chosen on bench/news. */
const SIMILARITY_FALL = 10;

interface Ranked {
  readonly hit: Hit;
  readonly features: RankFeatures;
}

/** Makes a retriever; each call reads the store and index as they are then. */
export function createRetriever(deps: RetrieverDeps): (query: RetrieverQuery) => Promise<Retrieval> {
  const on: RetrieveOptions = {
    lexical: true,
    vectors: true,
    rerank: true,
    time: true,
    form: true,
    ...deps.options,
  };
  const reranker = on.rerank && deps.rerankLimit > 0 ? deps.reranker : null;
  const { model } = deps;
  return async (typed) => {
    const { question: read, unheld, askedAs } = await readQuestion(typed, deps);
    const query = { ...typed, question: read.text };
    const intent = deps.intent ?? read.intent;
    const found = read.isFollowUp ? [] : await findCandidates(query, read.terms, deps, on);
    const candidates = found.filter(isSince(query.since));
    const question = { ...read, terms: nameAsWritten(read.terms, candidates.filter(isFoundByWords)) };
    const ordered = order(candidates, null, { intent, query, weights: model.first, on });
    const first = deps.onePerArticle ? bestOfArticles(ordered) : ordered;
    const reread = reranker
      ? await rerank(first, reranker, deps.rerankLimit, { intent, query, weights: model.final, on })
      : first;
    const asksNews = question.asked.kind === "latest" && deps.intent === undefined;
    const ranked = asksNews ? newestFirst(reread, question) : reread;
    const hits = ranked.map(({ hit }) => hit);
    const features = ranked.map(({ features: own }) => own);
    const vectors = on.vectors ? deps : { index: null, embedder: null };
    const { words: missing, share: missingShare } = await weighMissing(unheld, question, hits, vectors);
    return { ...question, intent, hits, features, missing, missingShare, askedAs };
  };
}

/** Reads a question, with words that no article holds corrected to ones that are spelt nearly the same. */
async function readQuestion(
  query: RetrieverQuery,
  { stores: { search, articles } }: RetrieverDeps,
): Promise<{ question: ParsedQuestion; unheld: readonly string[] } & Pick<Retrieval, "askedAs">> {
  const parse = async (text: string) => {
    const question = await parseForArticles(text, query, search);
    const words = wordsToFind(question);
    return { question, words, unheld: await search.missingTerms(words, query) };
  };
  const typed = await parse(query.question);
  const { words, unheld: missing } = typed;
  const askedAs = await correctSpelling(query.question, { words, missing }, query, { search, articles });
  return askedAs === null ? { ...typed, askedAs } : { ...(await parse(askedAs)), askedAs };
}

/**
 * Reads a question in another language than English in its own words, if the articles hold more than half of those that would change, or
 * more of them than of the English ones.
 */
async function parseForArticles(
  text: string,
  query: RetrieverQuery,
  search: RetrieverDeps["stores"]["search"],
): Promise<ParsedQuestion> {
  const inEnglish = parseQuestion(text, query.asOf);
  if (inEnglish.language === "en") return inEnglish;
  const asTyped = parseQuestion(text, query.asOf, { translate: false });
  const changed = asTyped.terms.words.filter((word) => !inEnglish.terms.words.includes(word));
  if (changed.length === 0) return inEnglish;
  const shareMissing = async (words: readonly string[]) =>
    (await search.missingTerms(words, query)).length / words.length;
  const own = await shareMissing(changed);
  if (own < 0.5) return asTyped;
  const english = inEnglish.terms.words.filter((word) => !asTyped.terms.words.includes(word));
  return english.length > 0 && own < (await shareMissing(english)) ? asTyped : inEnglish;
}

function isFoundByWords({ signals: { lexicalRank } }: Candidate): boolean {
  return lexicalRank !== null;
}

/** The list of recent reports has a bound of its own, so `since` is checked again. */
function isSince(since: Instant | undefined): (candidate: Candidate) => boolean {
  return ({ article: { publishedAt } }) =>
    since === undefined || (publishedAt !== null && Date.parse(publishedAt) >= Date.parse(since));
}

/** Keeps the first passage of each article, in order. */
function bestOfArticles(ordered: readonly Ranked[]): Ranked[] {
  const seen = new Set<string>();
  return ordered.filter(
    ({ hit: { article } }) => !seen.has(article.articleId) && seen.add(article.articleId),
  );
}

interface Ordering {
  readonly intent: TimeIntent;
  readonly query: Query;
  readonly weights: RankWeights;
  readonly on: RetrieveOptions;
}

/** Orders candidates, best first; `logits` are those of the cross-encoder, null before it has read them. */
function order(
  candidates: readonly Candidate[],
  logits: readonly number[] | null,
  { intent, query, weights, on }: Ordering,
): Ranked[] {
  const features = rankFeatures(candidates, logits, intent, query.asOf);
  return candidates
    .map(({ passage, article, signals }, at) => {
      const own = features[at] as RankFeatures;
      const { score, time, form } = weigh(on.form ? own : { ...own, place: 0, brief: 0 }, weights, on.time);
      const hit = {
        passage,
        article,
        score,
        signals: { ...signals, rerank: logits?.[at] ?? null, time, form },
      };
      return { hit, features: own };
    })
    .sort(
      (one, other) =>
        other.hit.score - one.hit.score ||
        one.hit.passage.passageId.localeCompare(other.hit.passage.passageId),
    );
}

function rankFeatures(
  candidates: readonly Candidate[],
  logits: readonly number[] | null,
  intent: TimeIntent,
  asOf: string,
): RankFeatures[] {
  const closest = candidates.reduce((most, { signals }) => Math.max(most, signals.similarity ?? 0), 0);
  const relevance = ({ signals, lexicalShare }: Candidate, at: number) => {
    if (logits) return 1 / (1 + Math.exp(-(logits[at] ?? 0)));
    if (signals.similarity === null) return lexicalShare;
    return Math.exp(SIMILARITY_FALL * (signals.similarity - closest));
  };
  const timed = candidates.map((candidate, at) => ({
    publishedAt: candidate.article.publishedAt,
    relevance: relevance(candidate, at),
  }));
  const times = timeFeatures(timed, intent, asOf);
  return candidates.map(({ passage, article, signals, lexicalShare }, at) => ({
    ...(times[at] as (typeof times)[number]),
    similarity: signals.similarity ?? 0,
    lexical: lexicalShare,
    rerank: logits?.[at] ?? 0,
    place: Math.log1p(passage.ordinal),
    brief: isBrief(article.text) ? 1 : 0,
  }));
}

function isBrief(text: string): boolean {
  return text.length <= BRIEF_WORDS * 20 && text.split(/\s+/u).length <= BRIEF_WORDS;
}

/** Reorders the first `limit`; the rest follow in the order they had. */
async function rerank(
  first: readonly Ranked[],
  reranker: Reranker,
  limit: number,
  ordering: Ordering,
): Promise<Ranked[]> {
  const chosen = first.slice(0, limit);
  if (chosen.length === 0) return [];
  const logits = await reranker.rerank(
    ordering.query.question,
    chosen.map(({ hit: { article, passage } }) => withTitle(article, passage.text)),
  );
  const candidates = chosen.map(({ hit, features }) => ({ ...hit, lexicalShare: features.lexical }));
  const read = order(candidates, logits, ordering);
  const floor = read.at(-1)?.hit.score ?? 0;
  const rest = first.slice(limit).map(({ hit, features }, at) => ({
    hit: { ...hit, score: floor - 1 - at / first.length },
    features,
  }));
  return [...read, ...rest];
}
