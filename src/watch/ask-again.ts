// Asks the question of a watch again and gathers what the decision needs. Decides nothing.
import type { Embedder } from "../embed/embedder.js";
import type { SourcesReport } from "../reports.js";
import type { Answer, Article } from "../schema.js";
import type { Arrivals } from "../store/arrivals.js";
import type { Store } from "../store/store.js";
import type { CitedQuote, Watch } from "../watch-schema.js";
import { type Candidate, type Evidence, quotesOf } from "./find-change.js";

/** What was told longer ago is compared by its words only. */
const COMPARED_QUOTES = 12;

export interface AskParts {
  readonly arrivals: Arrivals;
  readonly articles: Pick<Store, "article">;
  /** Null while lexical only. */
  readonly embedder: Pick<Embedder, "embedPassages"> | null;
  /** Answers as of now; stores nothing. */
  readonly ask: (watch: Pick<Watch, "text" | "source" | "guildId">) => Promise<Answer>;
  /** Copies of an article in the store. */
  readonly copiesOf: (article: Article) => Promise<readonly Article[]>;
  /** How the citations of an answer stand today. */
  readonly reportSources: (answer: Answer) => Promise<SourcesReport>;
}

/** Gathers the evidence for and against a change. */
export async function gatherEvidence(watch: Watch, parts: AskParts): Promise<Evidence> {
  const answer = await parts.ask(watch);
  const { told } = watch;
  const entries = told === null ? [] : (await parts.reportSources(told)).entries;
  const cited = new Map<number, Article>();
  const newest = new Map<number, Article>();
  const arrived = new Map<string, number | null>();
  for (const { citation, newestRevision } of entries) {
    const { articleId, revision, number } = citation;
    const [then, now] = [
      await parts.articles.article(articleId, revision),
      await parts.articles.article(articleId),
    ];
    if (then !== null) cited.set(number, then);
    if (now !== null) newest.set(number, now);
    if (newestRevision !== null)
      arrived.set(`${articleId}.${newestRevision}`, await parts.arrivals.numberOf(articleId, newestRevision));
  }
  const arrivalOf = (articleId: string, revision: number) => arrived.get(`${articleId}.${revision}`) ?? null;
  const candidates: Candidate[] = [];
  for (const quote of quotesOf(answer)) candidates.push(await candidateOf(quote, watch, parts));
  return { watch, answer, entries, cited, newest, arrivalOf, candidates };
}

async function candidateOf(cited: CitedQuote, watch: Watch, parts: AskParts): Promise<Candidate> {
  const { articleId, revision } = cited.quote;
  const arrival = await parts.arrivals.numberOf(articleId, revision);
  const article = await parts.articles.article(articleId, revision);
  const old = { cited, isNew: false, nearness: null };
  if (arrival === null || arrival <= watch.since || article === null) return old;
  if (watch.told?.kind !== "answered") return { ...old, isNew: true };
  if (await isCopyOfOlder(article, watch, parts)) return old;
  return { cited, isNew: true, nearness: await nearnessOf(cited.quote.text, watch, parts) };
}

/** A copy that was there when the person was told makes an article a reprint, quoted or not. */
async function isCopyOfOlder(article: Article, watch: Watch, parts: AskParts): Promise<boolean> {
  for (const copy of await parts.copiesOf(article)) {
    const number = await parts.arrivals.numberOf(copy.articleId, copy.revision);
    if (number !== null && number <= watch.since) return true;
  }
  return false;
}

async function nearnessOf(text: string, watch: Watch, { embedder }: AskParts): Promise<number | null> {
  if (embedder === null || watch.known.length === 0) return null;
  const known = watch.known.slice(-COMPARED_QUOTES).map((saying) => saying.text);
  const [own, ...others] = await embedder.embedPassages([text, ...known]);
  if (own === undefined) return null;
  return Math.max(
    ...others.map((other) => other.reduce((sum, value, at) => sum + value * (own[at] ?? 0), 0)),
  );
}
