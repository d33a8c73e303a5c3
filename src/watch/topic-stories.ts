// Finds the new articles about a topic and groups them into stories.
import { areCopies } from "../compare/copies.js";
import type { Reranker } from "../embed/embedder.js";
import type { Article, Passage } from "../model/article.js";
import { DAY_MS } from "../model/time.js";
import type { CitedQuote, Story, TopicNews, Watch } from "../model/watch.js";
import type { Arrivals, ArticleStore } from "../store/ports.js";
import { sharedBeginnings, wordBeginnings } from "./stated-facts.js";

/** Arrivals looked through; more only after a gap of weeks. */
const MAX_ARRIVALS = 10_000;
/** Reports that are older when they arrive are not news. */
const MAX_AGE_MS = 3 * DAY_MS;
/** Above this logit of the cross-encoder, a text is about the topic. */
const ABOUT_LOGIT = 0;
/** Two reports whose title and first sentence share this much are of one story. */
const SAME_STORY = 0.4;
/** Stories in one message, and articles the cross-encoder reads for it. */
const MAX_STORIES = 5;
const MAX_READ = 40;

export interface StoryParts {
  readonly arrivals: Arrivals;
  readonly articles: Pick<ArticleStore, "article" | "passagesOf">;
  /** Null while lexical only: then every word of the topic must be in title or lead. */
  readonly reranker: Reranker | null;
  /** Returns, for a guild or for DMs, which outlets may be quoted there. */
  readonly quotableIn: (guildId: string | null) => Promise<(source: string | null) => boolean>;
  readonly copiesOf: (article: Article) => Promise<readonly Article[]>;
  /** Makes the quote of the first sentence of an article. */
  readonly quote: (article: Article, span: { readonly start: number; readonly end: number }) => CitedQuote;
}

interface Report {
  readonly article: Article;
  readonly first: Passage;
}

/** Returns the stories about a topic since it was last told, newest first; null if there is none. */
export async function gatherStories(watch: Watch, parts: StoryParts): Promise<TopicNews | null> {
  const near = await nearReports(watch, parts);
  const about = await aboutTopic(watch.text, near, parts);
  const news: Report[] = [];
  for (const report of about) if (!(await isReprint(report.article, watch, parts))) news.push(report);
  const groups = groupByStory(news);
  const shown = groups.slice(0, MAX_STORIES).flatMap((group) => storyOf(group, parts));
  if (shown.length === 0) return null;
  return { kind: "topic", topic: watch.text, stories: shown, more: groups.length - shown.length };
}

/** Finds the last arrivals that share words with the topic and were at most three days old on arrival, newest publication first. */
async function nearReports(watch: Watch, parts: StoryParts): Promise<Report[]> {
  const arrived = (await parts.arrivals.after(watch.since, MAX_ARRIVALS)).reverse();
  const mayQuote = await parts.quotableIn(watch.guildId);
  const words = [...wordBeginnings(watch.text)];
  const reports: Report[] = [];
  for (const { articleId } of arrived.filter(({ revision }) => revision === 1)) {
    const report = await freshReport(articleId, parts);
    if (report !== null && mayQuote(report.article.source) && isNear(report, words, parts))
      reports.push(report);
    if (reports.length === MAX_READ) break;
  }
  return reports.sort((one, other) =>
    (one.article.publishedAt ?? "") < (other.article.publishedAt ?? "") ? 1 : -1,
  );
}

async function freshReport(articleId: string, parts: StoryParts): Promise<Report | null> {
  const article = await parts.articles.article(articleId, 1);
  if (article?.publishedAt == null) return null;
  if (Date.parse(article.fetchedAt) - Date.parse(article.publishedAt) > MAX_AGE_MS) return null;
  const [first] = await parts.articles.passagesOf(articleId, 1);
  return first === undefined ? null : { article, first };
}

function isNear(report: Report, words: readonly string[], { reranker }: StoryParts): boolean {
  const stems = wordBeginnings(textOf(report));
  const held = words.filter((word) => stems.has(word)).length;
  return reranker === null ? held === words.length : held > 0 || words.length === 0;
}

const textOf = ({ article, first }: Report) => `${article.title}. ${first.text}`;

async function isReprint(article: Article, watch: Watch, parts: StoryParts): Promise<boolean> {
  for (const { articleId, revision } of await parts.copiesOf(article)) {
    const number = await parts.arrivals.numberOf(articleId, revision);
    if (number !== null && number <= watch.since) return true;
  }
  return false;
}

async function aboutTopic(
  topic: string,
  near: readonly Report[],
  { reranker }: StoryParts,
): Promise<readonly Report[]> {
  if (reranker === null || near.length === 0) return near;
  const logits = await reranker.rerank(topic, near.map(textOf));
  return near.filter((_, at) => (logits[at] ?? ABOUT_LOGIT) > ABOUT_LOGIT);
}

/** Groups reports of one story, the newest report first in each. */
function groupByStory(reports: readonly Report[]): Report[][] {
  const groups: Report[][] = [];
  for (const report of reports) {
    const group = groups.find((one) => one.some((other) => isSameStory(report, other)));
    if (group === undefined) groups.push([report]);
    else group.push(report);
  }
  return groups;
}

function isSameStory(one: Report, other: Report): boolean {
  const share = sharedBeginnings(headOf(one), headOf(other));
  return share >= SAME_STORY || areCopies(one.article, other.article);
}

function headOf({ article, first }: Report): string {
  const [sentence] = first.sentences;
  return `${article.title}\n${sentence === undefined ? first.text : article.text.slice(sentence.start, sentence.end)}`;
}

function storyOf([lead, ...others]: readonly Report[], parts: StoryParts): Story[] {
  const span = lead?.first.sentences[0];
  if (lead === undefined || span === undefined) return [];
  const cite = ({ article, first }: Report) => parts.quote(article, first.sentences[0] ?? first).citation;
  return [{ lead: parts.quote(lead.article, span), others: others.map(cite).slice(0, 20) }];
}
