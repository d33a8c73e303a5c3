// Hits → answer: score sentences, select, weigh, verify, decide. Reads articles only through the functions it is handed.
import { groupCopies } from "../compare/group-copies.js";
import type { Reranker } from "../embed/embedder.js";
import type { AnswerExplanation } from "../reports.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import type { Answer, Article, Citation, Instant, Query, Quote, Unanswered } from "../schema.js";
import { outletsAlso, repeatsOf } from "./also-in.js";
import { CitationList } from "./cite.js";
import { type ConfidenceModel, confidenceOf, gatherFeatures } from "./confidence.js";
import { explainCandidates } from "./explain.js";
import { describeNearest } from "./nearest.js";
import { copiesOfAll, countOrigins } from "./origins.js";
import { type ScoredSentence, scoreSentences } from "./score-sentences.js";
import { quoteSentences, type Selection, selectQuotes } from "./select-quotes.js";
import type { SentenceModel } from "./sentence-model.js";
import { findConflict, isStale, newerSecond, unnamedIn } from "./standing.js";
import { type ReadRevision, verifyQuotes } from "./verify-quotes.js";
import type { AnswerRequest, Working } from "./working.js";

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

/** Quotes as they would be shown, each read again from the store. */
interface Draft {
  readonly quotes: readonly Quote[];
  readonly earlier: readonly Quote[];
  readonly citations: readonly Citation[];
}

/** Makes an answerer. The answers it gives hold only quotes that were read again and found letter by letter. */
export function createAnswerer(deps: AnswererDeps): (request: AnswerRequest) => Promise<AnswerExplanation> {
  return async (request) => {
    const working = await work(request, deps);
    const draft = await draftQuotes(working.selection, deps);
    const answer = await decide(working, draft, deps);
    const drafted = [...draft.quotes, ...draft.earlier];
    const candidates = explainCandidates(working, { kind: answer.kind, quotes: drafted });
    return { answer, candidates, drafted, features: { ...working.features } };
  };
}

async function work(request: AnswerRequest, deps: AnswererDeps): Promise<Working> {
  const scope = await deps.scopeCounts(request);
  const retrieval = await deps.retrieve(request);
  const { hits, terms, intent } = retrieval;
  const missing = await deps.missingTerms(terms.words, request);
  const options = deps.sentences ? { model: deps.sentences } : {};
  const sentences = await scoreSentences(hits, request.question, terms.words, deps.reranker, options);
  const groups = copyGroups(sentences);
  const selection = selectQuotes(sentences, intent, groups);
  const lead = selection.quotes[0];
  const features = lead ? gatherFeatures(lead, retrieval, missing) : null;
  const confidence = features ? confidenceOf(features, deps.confidence) : 0;
  return { request, retrieval, sentences, groups, selection, missing, features, confidence, scope };
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

async function draftQuotes(selection: Selection, deps: AnswererDeps): Promise<Draft> {
  const citations = new CitationList();
  const grow = deps.grow ?? true;
  const quotes = await verifyQuotes(quoteSentences(selection.quotes, citations, grow), deps.read);
  const earlier = await verifyQuotes(quoteSentences(selection.earlier, citations, grow, quotes), deps.read);
  return { quotes, earlier, citations: citations.list() };
}

async function decide(working: Working, draft: Draft, deps: AnswererDeps): Promise<Answer> {
  const model = deps.confidence;
  const refused = (reason: Unanswered["reason"]): Answer => ({
    kind: "unanswered",
    ...baseOf(working, deps),
    reason,
    ...describeNearest(working),
  });
  if (working.scope.articles === 0) return refused("no-articles");
  if (working.retrieval.hits.length === 0) return refused("no-match");
  if (working.confidence < model.weak) return refused("not-covered");
  if (draft.quotes.length === 0) return refused("not-verified");
  const strength = working.confidence >= model.clear ? "clear" : "weak";
  return { kind: "answered", ...baseOf(working, deps), strength, ...(await support(working, draft, deps)) };
}

/** The quotes with what stands behind them: who else carries them, how they stand to each other, how many origins. */
async function support(working: Working, draft: Draft, deps: AnswererDeps) {
  const { selection, request } = working;
  const quoted = [...selection.quotes, ...selection.earlier].map(({ hit }) => hit.article);
  const copies = await copiesOfAll(quoted, (article) => deps.copiesOf(article, request));
  const repeats = repeatsOf(selection);
  const carried = (quotes: readonly Quote[]) =>
    quotes.map((quote) => ({ ...quote, alsoIn: outletsAlso(quote, quoted, { copies, repeats }) }));
  const quotes = carried(newerSecond(draft.quotes, draft.citations));
  const earlier = carried(draft.earlier);
  const told = [...quoted, ...repeats.map(({ article }) => article)];
  const { outlets, origins, originNames } = countOrigins(told, { copies, quotes: [...quotes, ...earlier] });
  return {
    quotes,
    earlier,
    citations: [...draft.citations],
    outletCount: outlets,
    originCount: origins,
    originNames: [...originNames],
    stale: isStale(working),
    conflict: findConflict(quotes, draft.citations),
    unnamed: unnamedIn(working),
  };
}
