// Lists the newest reports by story, on everything or on a topic. Every quote is read again from the store.

import type { Article, Passage, Query, Span } from "../model/article.js";
import { publishedMs } from "../model/time.js";
import type { Latest, Story } from "../model/topic.js";
import { CitationList, makeQuote, verifyQuotes } from "./cite.js";
import { saysNothing } from "./empty-sentences.js";
import { isNote, isQuotable } from "./sentences.js";
import { alsoIn, findReports, groupingOf, type TimelineDeps } from "./timeline.js";
import { type Group, groupReports } from "./timeline-groups.js";
import type { Report } from "./timeline-reports.js";

/** Articles read when there is no topic: a few days of a busy store. */
const NEWEST_LIMIT = 100;

export interface LatestRequest extends Omit<Query, "question"> {
  /** Null: newest of everything. */
  readonly topic: string | null;
}

export interface LatestDeps extends Omit<TimelineDeps, "revisionsOf"> {
  /** Dated articles in scope, newest first. */
  readonly newestArticles: (limit: number, query: Omit<Query, "question">) => Promise<readonly Article[]>;
  readonly passagesOf: (article: Article) => Promise<readonly Passage[]>;
}

/** Makes the function that lists the newest reports. */
export function createLatest(deps: LatestDeps): (request: LatestRequest) => Promise<Latest> {
  return async ({ topic, ...scope }) => {
    const query: Query = { ...scope, question: topic ?? "" };
    const { reports, background } = await (topic === null ? newest(query, deps) : onTopic(query, deps));
    const dated = reports.filter(({ article }) => article.publishedAt !== null);
    const grouping = await groupingOf(dated, background, deps);
    const groups = groupReports(dated, { ...grouping, statesApart: false }).map(newestFirst);
    groups.sort(([one], [other]) => publishedMs(other.article) - publishedMs(one.article));
    const { articles, newestAt } = await deps.scopeCounts(query);
    return {
      topic,
      source: scope.source,
      askedAt: scope.now,
      asOf: scope.asOf,
      lexicalOnly: deps.lexicalOnly,
      stories: await toStories(groups, query, deps),
      articleCount: articles,
      newestAt,
    };
  };
}

interface Found {
  readonly reports: readonly Report[];
  readonly background: readonly Article[];
}

async function onTopic(query: Query, deps: LatestDeps): Promise<Found> {
  const { reports, retrieval } = await findReports({ ...query, since: null }, deps);
  return { reports, background: retrieval.hits.map(({ article }) => article) };
}

async function newest(query: Query, deps: LatestDeps): Promise<Found> {
  const background = await deps.newestArticles(NEWEST_LIMIT, query);
  const reports: Report[] = [];
  for (const article of background) {
    const core = leadSentence(article, await deps.passagesOf(article));
    const text = article.text.slice(core.start, core.end);
    reports.push({ article, core, span: core, text, confidence: 1 });
  }
  return { reports, background };
}

/** Returns the first sentence that can be quoted, else the first that says something, else the first of all, else the whole text. */
function leadSentence(article: Article, passages: readonly Passage[]): Span {
  const spans = passages.flatMap(({ sentences }) => sentences);
  const first = (holds: (text: string) => boolean) =>
    spans.find(({ start, end }) => holds(article.text.slice(start, end)));
  const lead = first((text) => isQuotable(text) && !isNote(text)) ?? first((text) => !saysNothing(text));
  return lead ?? spans[0] ?? { start: 0, end: article.text.length };
}

/** Puts the newest report of a story first; of several, the one that fits best. */
function newestFirst(group: Group): Group {
  const [first, ...rest] = [...group].sort(
    (one, other) =>
      publishedMs(other.article) - publishedMs(one.article) || other.confidence - one.confidence,
  );
  return first === undefined ? group : [first, ...rest];
}

async function toStories(groups: readonly Group[], query: Query, deps: LatestDeps): Promise<Story[]> {
  const citations = new CitationList();
  const stories: Story[] = [];
  for (const group of groups) {
    const [{ article, span, core }] = group;
    const [quote] = await verifyQuotes([makeQuote(article, span, 1, core)], deps.read);
    if (quote === undefined) continue;
    const number = citations.cite(article);
    const citation = citations.list()[number - 1];
    if (citation === undefined) continue;
    const also = await alsoIn(group, (one) => deps.copiesOf(one, query));
    stories.push({ citation, quote: { ...quote, citation: number }, also });
  }
  return stories;
}
