// Lays out what was reported on a topic, development by development, newest first. Every quote is read again from the store.
import { diffSentences } from "../compare/changes.js";
import { groupCopies } from "../compare/copies.js";
import type { Reranker } from "../embed/embedder.js";
import { stemLightly, stemsOf } from "../language/words.js";
import type { Quote } from "../model/answer.js";
import type { Article, Instant, Query, Span } from "../model/article.js";
import { publishedMs } from "../model/time.js";
import type { AlsoIn, Development, Timeline } from "../model/topic.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import { CitationList, makeQuote, type ReadRevision, verifyQuotes } from "./cite.js";
import { saysNothing } from "./empty-sentences.js";
import { newNumbers, repeats, reportsNewState } from "./repeated-sentences.js";
import { announcedBy, revisionTime, type SplitRevision } from "./sources.js";
import { type Group, type Grouping, groupReports } from "./timeline-groups.js";
import { gateReports, Likeness, type Report, readReports, withKnown } from "./timeline-reports.js";

/** `question` is the topic. */
export interface TimelineRequest extends Query {
  readonly asOfChosen: boolean;
  readonly since: Instant | null;
  /** Ids of articles known to be about the topic, since an answer quoted them. */
  readonly known?: readonly string[];
}

export interface TimelineDeps {
  /** Finds the best passage of every article. `since` leaves out what was published before, and what is undated. */
  readonly retrieve: (query: Query & { readonly since?: Instant }) => Promise<Retrieval>;
  readonly read: ReadRevision;
  /** Copies of an article in the query's scope, the first published first. */
  readonly copiesOf: (article: Article, query: Query) => Promise<readonly Article[]>;
  /** All revisions of an article up to the given one, in order. */
  readonly revisionsOf: (article: Article) => Promise<readonly SplitRevision[]>;
  readonly scopeCounts: (query: Query) => Promise<{ articles: number; newestAt: Instant | null }>;
  readonly reranker: Reranker | null;
  /** Unit vectors of short texts, before passages that wait; null while lexical only. */
  readonly embed: ((texts: readonly string[]) => Promise<readonly Float32Array[]>) | null;
  readonly lexicalOnly: boolean;
}

/** Makes the function that lays out a topic over time. */
export function createTimeline(deps: TimelineDeps): (request: TimelineRequest) => Promise<Timeline> {
  return async (request) => {
    const { reports, retrieval, isLimited } = await findReports(request, deps);
    const citations = new CitationList();
    const background = retrieval.hits.map(({ article }) => article);
    const grouping = await groupingOf(reports, background, deps);
    const groups = groupReports(reports, { ...grouping, statesApart: true });
    const dated = await Promise.all(
      groups.map((group) => develop(group, retrieval.terms.words, request, deps)),
    );
    const undated = foldUndated(reports).map((report) => draftOf(report));
    const shown = dated.flat().filter(({ at }) => at !== null && isWithin(at, request));
    shown.sort((one, other) => Date.parse(other.at ?? "") - Date.parse(one.at ?? ""));
    const { since: _since, known: _known, ...query } = request;
    const { articles, newestAt } = await deps.scopeCounts(query);
    return {
      topic: request.question,
      askedAt: request.now,
      asOf: request.asOf,
      asOfChosen: request.asOfChosen,
      since: request.since,
      source: request.source,
      lexicalOnly: deps.lexicalOnly,
      developments: await verified(shown, citations, deps.read),
      undated: await verified(undated, citations, deps.read),
      citations: citations.list(),
      articleCount: articles,
      newestAt,
      isLimited,
    };
  };
}

/** Finds the reports on a topic, in the order of the retrieval. */
export async function findReports(
  request: Pick<TimelineRequest, "since" | "known"> & Query,
  { retrieve, reranker }: Pick<TimelineDeps, "retrieve" | "reranker">,
  wordShare?: number,
): Promise<{ reports: readonly Report[]; retrieval: Retrieval; isLimited: boolean }> {
  const { since, known = [], ...query } = request;
  const retrieval = await retrieve(since === null ? query : { ...query, since });
  const gated = withKnown(gateReports(retrieval, wordShare), retrieval.hits, known);
  const reports = await readReports(gated, request.question, retrieval.terms.words, reranker);
  const read = retrieval.hits.filter(({ signals }) => signals.rerank !== null).length;
  return {
    reports,
    retrieval,
    isLimited: read > 0 && gated.length >= 0.9 * read && retrieval.hits.length > read,
  };
}

/** Prepares the grouping of reports: their likeness against a background, and which are copies. */
export async function groupingOf(
  reports: readonly Report[],
  background: readonly Article[],
  { embed }: Pick<TimelineDeps, "embed">,
): Promise<Omit<Grouping, "statesApart">> {
  const articles = reports.map(({ article }) => article);
  const keys = groupCopies(articles);
  const texts = reports.map(({ article, text }) => `${article.title}. ${text}`);
  const vectors = await embed?.([...texts, ...reports.map(({ text }) => text)]);
  const byArticle = <T>(values: readonly T[]) =>
    new Map(values.map((value, at) => [articles[at]?.articleId ?? "", value]));
  return {
    likeness: new Likeness(background),
    copyKeys: byArticle(keys),
    vectors: vectors === undefined ? null : byArticle(vectors.slice(0, texts.length)),
    quoteVectors: vectors === undefined ? null : byArticle(vectors.slice(texts.length)),
  };
}

/** A development whose quote is not cut yet. */
interface Draft extends Omit<Development, "quote"> {
  readonly article: Article;
  readonly span: Report["span"];
  readonly core: Report["core"];
}

async function develop(
  group: Group,
  words: readonly string[],
  request: TimelineRequest,
  deps: TimelineDeps,
): Promise<Draft[]> {
  const [lead] = group;
  const { article } = lead;
  const also = await alsoIn(group, (one) => deps.copiesOf(one, request));
  const drafts: Draft[] = [];
  for (const report of group) {
    const revisions = report.article.revision > 1 ? await deps.revisionsOf(report.article) : [];
    for (const change of topicChanges(revisions, words, [lead.text]))
      drafts.push({ ...change, core: change.span, also: [], confidence: report.confidence });
    if (report !== lead) continue;
    const first = firstAppearance(lead.text, revisions.length > 0 ? revisions : [{ article, sentences: [] }]);
    drafts.push({ ...draftOf(lead), ...first, also });
  }
  return drafts;
}

function draftOf({ article, span, core, confidence }: Report): Draft {
  return { kind: "report", at: null, article, span, core, was: null, also: [], confidence };
}

/** Keeps one of the undated articles that say the same. */
function foldUndated(reports: readonly Report[]): Report[] {
  const kept: Report[] = [];
  for (const report of reports) {
    if (report.article.publishedAt !== null) continue;
    if (!kept.some(({ text }) => repeats(report.text, text))) kept.push(report);
  }
  return kept;
}

/** Lists the other articles that report the same as a group: its members and their copies, each once, earliest first, undated last. */
export async function alsoIn(
  group: Group,
  copiesOf: (article: Article) => Promise<readonly Article[]>,
): Promise<AlsoIn[]> {
  const [lead] = group;
  const found = new Map<string, AlsoIn>();
  for (const { article } of group) {
    for (const copy of await copiesOf(article)) {
      const isCopy = article === lead.article || found.get(copy.articleId)?.isCopy === true;
      found.set(copy.articleId, toAlso(copy, isCopy));
    }
  }
  for (const { article } of group) {
    if (!found.has(article.articleId)) found.set(article.articleId, toAlso(article, false));
  }
  found.delete(lead.article.articleId);
  const undatedLast = (one: AlsoIn) => publishedMs(one, Number.POSITIVE_INFINITY);
  return [...found.values()].sort((one, other) => undatedLast(one) - undatedLast(other));
}

function toAlso({ articleId, title, source, url, publishedAt }: Article, isCopy: boolean): AlsoIn {
  return { articleId, title, source, url, publishedAt, isCopy };
}

function isWithin(at: Instant, { since, asOf }: TimelineRequest): boolean {
  const ms = Date.parse(at);
  return ms <= Date.parse(asOf) && (since === null || ms >= Date.parse(since));
}

/** Cuts the quotes, reads them again, and numbers the citations of those that are still verbatim. */
async function verified(
  drafts: readonly Draft[],
  citations: CitationList,
  read: ReadRevision,
): Promise<Development[]> {
  const kept: Development[] = [];
  for (const { article, span, core, ...draft } of drafts) {
    const [quote]: Quote[] = await verifyQuotes([makeQuote(article, span, 1, core)], read);
    if (quote !== undefined) kept.push({ ...draft, quote: { ...quote, citation: citations.cite(article) } });
  }
  return kept;
}

/** A change that matters to the topic. */
export interface TopicChange {
  readonly kind: "revision" | "correction" | "withdrawn";
  /** The revision that contains the quote: for a withdrawn sentence, the one before. */
  readonly article: Article;
  readonly span: Span;
  readonly at: Instant;
  readonly was: string | null;
}

/** When a sentence first appeared in an article, and what was there before. */
export interface FirstAppearance {
  readonly kind: "report" | "revision";
  /** Null if the article is undated. */
  readonly at: Instant | null;
  readonly was: string | null;
}

/** A sentence is about the topic from this share of its words on. */
const ABOUT = 0.5;
/** More changes of one article would crowd out the story. */
const MOST = 3;

/** Finds when a quoted text first appeared in its article; `revisions` are all up to the one quoted, in order. */
export function firstAppearance(text: string, revisions: readonly SplitRevision[]): FirstAppearance {
  const at = revisions.findIndex(({ article }) => article.text.includes(text));
  const [holds, before] = [revisions[Math.max(0, at)], revisions[at - 1]];
  if (holds === undefined) return { kind: "report", at: null, was: null };
  const { publishedAt } = holds.article;
  if (before === undefined || publishedAt === null) return { kind: "report", at: publishedAt, was: null };
  const changed = diffSentences(before.sentences, holds.sentences).find(
    ({ after }) => after !== null && (text.includes(after) || after.includes(text)),
  );
  return { kind: "revision", at: revisionTime(holds.article, before.article), was: changed?.before ?? null };
}

/** Lists the changes that matter, newest first; `told` are texts that are quoted anyway. */
export function topicChanges(
  revisions: readonly SplitRevision[],
  words: readonly string[],
  told: readonly string[],
): TopicChange[] {
  const changes = revisions.slice(1).flatMap((revision, n) => {
    const before = revisions[n];
    return before === undefined
      ? []
      : [...corrections(revision, before), ...changedSentences(revision, before, words)];
  });
  const isTold = ({ article, span }: TopicChange) => {
    const text = article.text.slice(span.start, span.end);
    return told.some((other) => other.includes(text) || text.includes(other));
  };
  return changes
    .filter((change) => !isTold(change))
    .reverse()
    .slice(0, MOST);
}

function corrections({ article }: SplitRevision, before: SplitRevision): TopicChange[] {
  const known = new Set(announcedBy(before.article).map(({ text }) => text));
  return announcedBy(article).flatMap(({ kind, text }): TopicChange[] => {
    const start = article.text.indexOf(text);
    if (kind !== "correction" || known.has(text) || start < 0) return [];
    const span = { start, end: start + text.length };
    return [{ kind, article, span, at: revisionTime(article, before.article), was: null }];
  });
}

/** Sentences about the topic that have another number or turn than before, or were removed. */
function changedSentences(
  revision: SplitRevision,
  before: SplitRevision,
  words: readonly string[],
): TopicChange[] {
  const at = revisionTime(revision.article, before.article);
  return diffSentences(before.sentences, revision.sentences).flatMap((change): TopicChange[] => {
    const { before: was, after } = change;
    if (was === null || !isAbout(was, words) || saysNothing(after ?? was)) return [];
    if (after === null) return changeAt("withdrawn", before.article, was, at, null);
    const isTurned = reportsNewState(after, was) || newNumbers(after, was).length > 0;
    return isTurned ? changeAt("revision", revision.article, after, at, was) : [];
  });
}

function changeAt(
  kind: TopicChange["kind"],
  article: Article,
  text: string,
  at: Instant,
  was: string | null,
): TopicChange[] {
  const start = article.text.indexOf(text);
  return start < 0 ? [] : [{ kind, article, span: { start, end: start + text.length }, at, was }];
}

function isAbout(sentence: string, words: readonly string[]): boolean {
  const held = stemsOf(sentence);
  return words.filter((word) => held.has(stemLightly(word))).length >= ABOUT * words.length;
}
