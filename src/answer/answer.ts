// Hits → answer: score sentences, select, weigh, verify, decide. Reads articles only through the functions it is handed.
import { groupCopies } from "../compare/group-copies.js";
import type { Reranker } from "../embed/embedder.js";
import type { AnswerExplanation, Candidate } from "../reports.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import type { Answer, Article, Citation, Hit, Instant, Query, Quote, Unanswered } from "../schema.js";
import { CitationList } from "./cite.js";
import { type ConfidenceModel, confidenceOf, type Features, gatherFeatures } from "./confidence.js";
import { copiesOfAll, countOrigins } from "./origins.js";
import { type ScoredSentence, scoreSentences } from "./score-sentences.js";
import { quoteSentences, type Selection, selectQuotes } from "./select-quotes.js";
import type { SentenceModel } from "./sentence-model.js";
import { type ReadRevision, verifyQuotes } from "./verify-quotes.js";
import { stemLightly, stemsOf } from "./words.js";

export interface AnswerRequest extends Query {
  /** True where the person chose `asOf`. */
  readonly asOfChosen: boolean;
  /** Most quotes beside the earlier ones, 1..3, default 3. */
  readonly quoteLimit?: number;
}

export interface AnswererDeps {
  readonly retrieve: (query: Query) => Promise<Retrieval>;
  /** Reads a revision from the store, for verification just before an answer leaves. */
  readonly read: ReadRevision;
  readonly missingTerms: (terms: readonly string[], query: Query) => Promise<string[]>;
  readonly scopeCounts: (query: Query) => Promise<{ articles: number; newestAt: Instant | null }>;
  /** Copies of an article in the query's scope; nothing published after its `asOf`. */
  readonly copiesOf: (article: Article, query: Query) => Promise<readonly Article[]>;
  readonly reranker: Reranker | null;
  /** True where no embedder could be had. */
  readonly lexicalOnly: boolean;
  readonly newAnswerId: () => string;
  /** Grows quotes to a neighbor that they need; default true. */
  readonly grow?: boolean;
  /** Decides between clear, weak and unanswered. */
  readonly confidence: ConfidenceModel;
  /** Default: the fitted weights for what is there. */
  readonly sentences?: SentenceModel;
}

/** What is worked out before the decision. */
interface Working {
  readonly request: AnswerRequest;
  readonly retrieval: Retrieval;
  readonly selection: Selection;
  readonly missing: readonly string[];
  readonly features: Features | null;
  readonly confidence: number;
  readonly scope: { readonly articles: number; readonly newestAt: Instant | null };
}

/** Nearest articles that an unanswered reply names. */
const NEAREST_LIMIT = 3;

/** Makes an answerer. The answers it gives hold only quotes that were read again and found letter by letter. */
export function createAnswerer(deps: AnswererDeps): (request: AnswerRequest) => Promise<AnswerExplanation> {
  return async (request) => {
    const working = await work(request, deps);
    const draft = await draftQuotes(working.selection, deps);
    const answer = await decide(working, draft, deps);
    const drafted = [...draft.quotes, ...draft.earlier];
    return { answer, candidates: explain(working, answer.kind), drafted, features: { ...working.features } };
  };
}

async function work(request: AnswerRequest, deps: AnswererDeps): Promise<Working> {
  const scope = await deps.scopeCounts(request);
  const retrieval = await deps.retrieve(request);
  const { hits, terms, intent } = retrieval;
  const missing = await deps.missingTerms(terms.words, request);
  const options = deps.sentences ? { model: deps.sentences } : {};
  const sentences = await scoreSentences(hits, request.question, terms.words, deps.reranker, options);
  const selection = selectQuotes(sentences, intent, copyGroups(sentences), request.quoteLimit);
  const lead = selection.quotes[0];
  const features = lead ? gatherFeatures(lead, retrieval, missing) : null;
  const confidence = features ? confidenceOf(features, deps.confidence) : 0;
  return { request, retrieval, selection, missing, features, confidence, scope };
}

/** The group of copies of each article, by article id: two copies of one wire text are never both quoted. */
function copyGroups(sentences: readonly ScoredSentence[]): Map<string, string> {
  const articles = new Map(sentences.map(({ hit }) => [hit.article.articleId, hit.article]));
  const keys = groupCopies([...articles.values()]);
  return new Map([...articles.keys()].map((articleId, at) => [articleId, keys[at] ?? articleId]));
}

function baseOf({ request, confidence, scope }: Working, deps: AnswererDeps) {
  return {
    answerId: deps.newAnswerId(),
    question: request.question,
    askedAt: request.now,
    asOf: request.asOf,
    asOfChosen: request.asOfChosen,
    source: request.source,
    confidence,
    lexicalOnly: deps.lexicalOnly,
    newestAt: scope.newestAt,
    articleCount: scope.articles,
  };
}

/** Quotes as they would be shown, each read again from the store. */
interface Draft {
  readonly quotes: readonly Quote[];
  readonly earlier: readonly Quote[];
  readonly citations: readonly Citation[];
}

async function draftQuotes(selection: Selection, deps: AnswererDeps): Promise<Draft> {
  const citations = new CitationList();
  const grow = deps.grow ?? true;
  const quotes = await verifyQuotes(quoteSentences(selection.quotes, citations, grow), deps.read);
  const earlier = await verifyQuotes(quoteSentences(selection.earlier, citations, grow, quotes), deps.read);
  return { quotes, earlier, citations: citations.list() };
}

async function decide(working: Working, draft: Draft, deps: AnswererDeps): Promise<Answer> {
  const model = deps.confidence;
  if (working.scope.articles === 0) return refuse(working, "no-articles", deps);
  if (working.retrieval.hits.length === 0) return refuse(working, "no-match", deps);
  if (working.confidence < model.weak) return refuse(working, "not-covered", deps);
  const { selection } = working;
  if (draft.quotes.length === 0) return refuse(working, "not-verified", deps);
  const quoted = [...selection.quotes, ...selection.earlier].map(({ hit }) => hit.article);
  const copies = await copiesOfAll(quoted, (article) => deps.copiesOf(article, working.request));
  const quotes = [...draft.quotes, ...draft.earlier];
  const { outlets, origins, originNames } = countOrigins(quoted, { copies, quotes });
  return {
    kind: "answered",
    ...baseOf(working, deps),
    strength: working.confidence >= model.clear ? "clear" : "weak",
    quotes: [...draft.quotes],
    earlier: [...draft.earlier],
    citations: [...draft.citations],
    outletCount: outlets,
    originCount: origins,
    originNames: [...originNames],
  };
}

function refuse(working: Working, reason: Unanswered["reason"], deps: AnswererDeps): Unanswered {
  const citations = new CitationList();
  const nearest: number[] = [];
  for (const { article } of working.retrieval.hits) {
    if (nearest.length === NEAREST_LIMIT) break;
    const number = citations.cite(article);
    if (!nearest.includes(number)) nearest.push(number);
  }
  return {
    kind: "unanswered",
    ...baseOf(working, deps),
    reason,
    missing: [...working.missing],
    newestAbout: findNewestAbout(working.retrieval),
    nearest,
    citations: citations.list(),
  };
}

/** Says since when there is nothing new about what the question names; null where it names nothing or nothing is found. */
function findNewestAbout({ hits, terms }: Retrieval): Unanswered["newestAbout"] {
  const names = [...terms.subjects];
  if (names.length === 0) return null;
  const about = hits.filter(({ article, passage }) => {
    const held = stemsOf(`${article.title} ${passage.text}`);
    return names.every((name) => held.has(stemLightly(name)));
  });
  const days = about.flatMap(({ article }) => article.publishedAt ?? []);
  const at = days.sort().at(-1);
  return at === undefined ? null : { names, at };
}

/** Candidates shown by `--why`. */
const EXPLAINED_LIMIT = 20;

function explain(working: Working, kind: "answered" | "unanswered"): Candidate[] {
  const { selection, retrieval } = working;
  const holds = (sentences: readonly ScoredSentence[], hit: Hit) =>
    sentences.some((sentence) => sentence.hit.passage.passageId === hit.passage.passageId);
  return retrieval.hits.slice(0, EXPLAINED_LIMIT).map((hit) => {
    const quoted = holds(selection.quotes, hit) || holds(selection.earlier, hit);
    const gate = quoted
      ? kind === "answered"
        ? null
        : ("unanswered" as const)
      : holds(selection.duplicates, hit)
        ? ("duplicate" as const)
        : hit.signals.rerank === null && working.features !== null
          ? ("beyond-limit" as const)
          : ("no-sentence" as const);
    const { title, publishedAt } = hit.article;
    return {
      passageId: hit.passage.passageId,
      title,
      publishedAt,
      score: hit.score,
      signals: hit.signals,
      gate,
    };
  });
}
