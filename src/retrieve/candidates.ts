// Question → candidate passages: joins four result lists, each candidate with its signals.
import type { Embedder } from "../embed/embedder.js";
import type { Article, Passage, Query, Signals } from "../model/article.js";
import { DAY_MS, publishedMs } from "../model/time.js";
import type { LexicalHit, Neighbor, PassageInArticle, Stores, VectorIndex } from "../store/ports.js";
import type { QuestionTerms } from "./question.js";
import { ageInDays } from "./rank-model.js";

export interface CandidateDeps {
  readonly stores: Pick<Stores, "articles" | "search">;
  /** Null while lexical only. */
  readonly index: VectorIndex | null;
  readonly embedder: Embedder | null;
}

/** A passage that may answer, with its signals so far. */
export interface Candidate {
  readonly passage: Passage;
  readonly article: Article;
  readonly signals: Pick<
    Signals,
    "lexical" | "lexicalRank" | "similarity" | "vectorRank" | "fused" | "ageDays"
  >;
  /** BM25 as a share of the best, 0..1. */
  readonly lexicalShare: number;
}

/**
 * Lengths of the lists, chosen on bench/news: with general lists alone, of 100 each, the answer is among the candidates
 * of .92 of the questions asked months late; the first passages of articles bring .99, recent ones help on time.
 */
const LIMITS = { general: 100, leads: 150, recent: 30 } as const;
/** Recent: published at most so many days before `asOf`. */
const RECENT_DAYS = 10;
/** Weight of the vectors against BM25 in the fused rank, which is only shown. */
const VECTOR_WEIGHT = 0.7;

/** Finds candidates in no particular order, each passage once; no match gives an empty list. */
export async function findCandidates(
  query: Query,
  terms: QuestionTerms,
  deps: CandidateDeps,
  on: { readonly lexical: boolean; readonly vectors: boolean },
): Promise<Candidate[]> {
  const { search, articles } = deps.stores;
  const embedder = on.vectors && deps.index ? deps.embedder : null;
  const embedded = embedder?.embedQuestion(query.question) ?? null; // the store is searched by words meanwhile
  const words = on.lexical || embedder === null;
  const reading = new Reading(articles);
  const [embedding, lexical, lists] = await Promise.all([
    embedded,
    words ? reading.of(search.searchText(terms.words, LIMITS.general, query)) : [],
    embedded?.then((vector) => Promise.all(searchVectors(vector, query, deps).map(reading.of))) ?? [],
  ]);
  const places = new Places(lexical, lists);
  const wordsOnly = places.ids.filter((passageId) => !places.similarities.has(passageId));
  const similarities =
    embedding === null || deps.index === null ? [] : await deps.index.similarities(embedding, wordsOnly);
  const filled = new Map(wordsOnly.map((passageId, at) => [passageId, similarities[at] ?? null]));
  const found = places.ids.flatMap((passageId) => reading.found.get(passageId) ?? []);
  const copies = leadCopies(found.map(({ article }) => article));
  return found.flatMap(({ passage, article }) => {
    if (copies.has(article.articleId)) return [];
    const signals = {
      ...places.of(passage.passageId),
      similarity: places.similarities.get(passage.passageId) ?? filled.get(passage.passageId) ?? null,
      ageDays: ageInDays(article.publishedAt, query.asOf),
    };
    return [{ passage, article, signals, lexicalShare: (signals.lexical ?? 0) / places.bestLexical }];
  });
}

/** The general list first, whose ranks are told; then first passages of articles, then recent reports. */
function searchVectors(
  embedding: Float32Array,
  query: Query,
  { index }: CandidateDeps,
): Promise<Neighbor[]>[] {
  if (index === null) return [];
  return [
    index.search(embedding, LIMITS.general, query),
    index.search(embedding, LIMITS.leads, { ...query, firstOnly: true }),
    index.search(embedding, LIMITS.recent, { ...query, since: daysBefore(query.asOf, RECENT_DAYS) }),
  ];
}

/** Reads what is found as soon as each list is there, while the store searches on. */
class Reading {
  /** By id of the passage. */
  readonly found = new Map<string, PassageInArticle>();
  readonly #articles: CandidateDeps["stores"]["articles"];
  readonly #asked = new Set<string>();

  constructor(articles: CandidateDeps["stores"]["articles"]) {
    this.#articles = articles;
  }

  /** Resolves with the list once all of it is read, as far as no list before has asked for it. */
  readonly of = async <Hit extends { readonly passageId: string }>(
    searching: Promise<readonly Hit[]>,
  ): Promise<readonly Hit[]> => {
    const hits = await searching;
    const fresh = hits.map(({ passageId }) => passageId).filter((id) => !this.#asked.has(id));
    for (const id of fresh) this.#asked.add(id);
    for (const one of await this.#articles.passagesInArticles(fresh))
      this.found.set(one.passage.passageId, one);
    return hits;
  };
}

function daysBefore(asOf: string, days: number): string {
  return `${new Date(Date.parse(asOf) - days * DAY_MS).toISOString().slice(0, 10)}T00:00:00.000Z`;
}

/** A text up to this many characters may be what a feed gives of an article: its first sentences. */
const MOST_LEAD = 1200;
/** Further into an article, a text is no lead of it. */
const LEAD_PLACE = 400;
/** Characters of each text that are enough to tell, white space that is folded included. */
const LOOKED_AT = 2 * (MOST_LEAD + LEAD_PLACE);

/**
 * Lists by id the articles whose whole text is the beginning of another one of the same outlet, a day apart at most: a feed's item
 * beside the page that it leads to. The longer one says the same, and more.
 */
function leadCopies(all: readonly Article[]): Set<string> {
  const articles = new Map(all.map((article) => [`${article.articleId}.${article.revision}`, article]));
  const dated = [...articles.values()].map((article) => {
    return { article, outlet: article.source?.toLowerCase(), at: publishedMs(article) };
  });
  const texts = new Map<Article, string>();
  const textOf = (article: Article) => {
    const text = texts.get(article) ?? article.text.slice(0, LOOKED_AT).replace(/\s+/gu, " ").trim();
    texts.set(article, text);
    return text;
  };
  const copies = dated.filter(({ article, outlet, at }) => {
    const near = dated.filter(
      (other) => other.outlet === outlet && !(Math.abs(other.at - at) > DAY_MS) && other.article !== article,
    );
    if (outlet === undefined || near.length === 0) return false; // as most are: no text is looked at
    const lead = textOf(article).replace(/\s?(?:…|\.{3})$/u, "");
    if (lead.length > MOST_LEAD) return false;
    return near.some((other) => {
      const text = textOf(other.article);
      return text.length > textOf(article).length && text.slice(0, LEAD_PLACE + lead.length).includes(lead);
    });
  });
  return new Set(copies.map(({ article }) => article.articleId));
}

/** The place of each passage in the result lists. */
class Places {
  readonly #lexical: ReadonlyMap<string, { readonly score: number; readonly rank: number }>;
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #fused: ReadonlyMap<string, number>;
  /** Of passages that a list of neighbors holds. */
  readonly similarities: ReadonlyMap<string, number>;
  readonly ids: readonly string[];
  /** 1 if nothing was found by words, so that dividing by it is safe. */
  readonly bestLexical: number;

  constructor(lexical: readonly LexicalHit[], lists: readonly (readonly Neighbor[])[]) {
    const general = lists[0] ?? [];
    this.#lexical = new Map(
      lexical.map(({ passageId, score }, at) => [passageId, { score, rank: at + 1 }] as const),
    );
    this.#ranks = new Map(general.map(({ passageId }, at) => [passageId, at + 1]));
    this.similarities = new Map(
      lists.flat().map(({ passageId, similarity }) => [passageId, similarity] as const),
    );
    this.#fused = fuseRanks([
      { ids: general.map(({ passageId }) => passageId), weight: VECTOR_WEIGHT },
      { ids: lexical.map(({ passageId }) => passageId), weight: 1 - VECTOR_WEIGHT },
    ]);
    this.ids = [...new Set([...this.similarities.keys(), ...this.#lexical.keys()])];
    this.bestLexical = Math.max(Number.MIN_VALUE, lexical[0]?.score ?? 1);
  }

  of(passageId: string): Pick<Signals, "lexical" | "lexicalRank" | "vectorRank" | "fused"> {
    const lexical = this.#lexical.get(passageId);
    return {
      lexical: lexical?.score ?? null,
      lexicalRank: lexical?.rank ?? null,
      vectorRank: this.#ranks.get(passageId) ?? null,
      fused: this.#fused.get(passageId) ?? 0,
    };
  }
}

/** Damping of RRF: Cormack, Clarke and Büttcher 2009 found 60 and later work kept it. */
const RRF_K = 60;

export interface RankedList {
  /** Best first, without repeats. */
  readonly ids: readonly string[];
  /** Weight of this list, 0 or more. */
  readonly weight: number;
}

/**
 * Fuses lists by weight / (k + rank), scaled so that first place in every list gives 1.
 * Returns ids with scores in 0..1, higher is better, in no particular order; no lists give an empty map.
 */
export function fuseRanks(lists: readonly RankedList[], k: number = RRF_K): Map<string, number> {
  const total = lists.reduce((sum, { weight }) => sum + weight, 0);
  const fused = new Map<string, number>();
  for (const { ids, weight } of lists) {
    ids.forEach((id, place) => {
      const share = ((weight / total) * (k + 1)) / (k + place + 1);
      fused.set(id, (fused.get(id) ?? 0) + share);
    });
  }
  return fused;
}
