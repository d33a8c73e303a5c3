// Timelines, newest reports, summaries and checks over the real parts: reads what a person typed. No Discord, no SQL, no model code.
import type { ClaimRequest } from "../answer/claim.js";
import type { LatestRequest } from "../answer/latest.js";
import type { SummaryPart } from "../answer/summarize.js";
import type { TimelineRequest } from "../answer/timeline.js";
import { DatelineError } from "../errors.js";
import { canonicalUrl } from "../ingest/normalize-url.js";
import { sourceCode } from "../render/reading-id.js";
import type {
  ClaimCheck,
  Latest,
  LinkSummary,
  PageSummary,
  SummaryLength,
  Timeline,
} from "../reports-reading.js";
import type { Answer, Article, Instant, Outlets, Place } from "../schema.js";
import type { Services, SettingsServices } from "../services.js";
import type {
  ClaimInput,
  LatestInput,
  ReadingServices,
  SummaryInput,
  TimelineInput,
} from "../services-reading.js";
import type { Scope, Store } from "../store/store.js";
import { parseAsOf } from "./as-of.js";
import { outletsAt, requireQuotable } from "./guild-outlets.js";
import { knownSource } from "./known-source.js";
import { parseSince } from "./since.js";

/** Outlets looked through for the code on a button. */
const SOURCES = 2_000;

export interface ReadingParts {
  readonly store: Store;
  readonly settings: Pick<SettingsServices, "of">;
  readonly timeline: (request: TimelineRequest) => Promise<Timeline>;
  readonly latest: (request: LatestRequest) => Promise<Latest>;
  readonly checkClaim: (request: ClaimRequest) => Promise<ClaimCheck>;
  readonly summarize: (parts: readonly SummaryPart[], length: SummaryLength) => PageSummary;
  readonly addPage: Services["addPage"];
  /** The stored answer, if this person may see it here. */
  readonly answer: (place: Place, answerId: string) => Promise<Answer | null>;
  readonly now: () => Instant;
}

/** Implements what is read over its parts. */
export class LiveReading implements ReadingServices {
  readonly #parts: ReadingParts;
  readonly #store: Store;

  constructor(parts: ReadingParts) {
    this.#parts = parts;
    this.#store = parts.store;
  }

  async timeline({ topic, since, asOf: typed, source, continues, place }: TimelineInput): Promise<Timeline> {
    const outlets = await this.#outlets(place);
    const now = this.#parts.now();
    const { asOf, chosen } = continues === undefined ? parseAsOf(typed, now) : first(continues, now);
    return this.#parts.timeline({
      question: checkTopic(topic),
      now,
      asOf,
      asOfChosen: chosen,
      since: parseSince(since, now),
      source: await this.#source(source, outlets),
      outlets,
    });
  }

  async earlier(place: Place, answerId: string): Promise<Timeline | null> {
    const answer = await this.#parts.answer(place, answerId);
    if (answer === null) return null;
    const { question, asOf, asOfChosen, source } = answer;
    const now = this.#parts.now();
    const known = answer.kind === "answered" ? answer.citations.map(({ articleId }) => articleId) : [];
    const outlets = await this.#outlets(place);
    return this.#parts.timeline({ question, now, asOf, asOfChosen, since: null, source, known, outlets });
  }

  async latest({ topic, source: typed, continues, place }: LatestInput): Promise<Latest> {
    const now = this.#parts.now();
    const { asOf } = continues === undefined ? { asOf: now } : first(continues, now);
    const about = topic === undefined || topic.trim() === "" ? null : checkTopic(topic);
    const outlets = await this.#outlets(place);
    const source = await this.#source(typed, outlets);
    return this.#parts.latest({ topic: about, source, now, asOf, outlets });
  }

  async checkClaim({ text, place }: ClaimInput): Promise<ClaimCheck> {
    const now = this.#parts.now();
    return this.#parts.checkClaim({
      text,
      source: null,
      now,
      asOf: now,
      outlets: await this.#outlets(place),
    });
  }

  async summarize({ article: wanted, length, mayAdd, place }: SummaryInput): Promise<LinkSummary> {
    const outlets = await this.#outlets(place);
    if (!/^https?:\/\//i.test(wanted)) {
      const article = await this.#store.article(wanted);
      if (article === null) throw unknownArticle(wanted);
      const summary = await this.#summary([requireQuotable(article, outlets)], length);
      return { kind: "summary", summary, isNew: false };
    }
    const url = canonicalUrl(wanted);
    const stored = url === null ? [] : await this.#store.articlesAt(url, this.#scope(outlets));
    if (stored.length > 0)
      return { kind: "summary", summary: await this.#summary(stored, length), isNew: false };
    if (!mayAdd) return { kind: "may-not-add", url: wanted };
    return this.#read(wanted, length, outlets);
  }

  /** Reads a page, then summarizes what it gave: an article, or the entries of a live page. */
  async #read(url: string, length: SummaryLength, outlets: Outlets): Promise<LinkSummary> {
    const rows = await this.#parts.addPage({ url });
    const found: Article[] = [];
    for (const { articleId } of rows) {
      const article = articleId === null ? null : await this.#store.article(articleId);
      if (article !== null) found.push(requireQuotable(article, outlets));
    }
    if (found.length === 0) return { kind: "unreadable", url, notes: rows.flatMap(({ notes }) => notes) };
    const isNew = rows.some(({ outcome }) => outcome === "added" || outcome === "revised");
    return { kind: "summary", summary: await this.#summary(found, length), isNew };
  }

  /** Entries in the order of time, those without a time first: what stands before the entries of a live page is such. */
  async #summary(articles: readonly Article[], length: SummaryLength): Promise<PageSummary> {
    const ordered = [...articles].sort((one, other) => timeOf(one) - timeOf(other));
    const parts: SummaryPart[] = [];
    for (const article of ordered)
      parts.push({ article, passages: await this.#store.passagesOf(article.articleId, article.revision) });
    return this.#parts.summarize(parts, length);
  }

  #scope(outlets: Outlets): Scope {
    return { asOf: this.#parts.now(), source: null, outlets };
  }

  #outlets(place: Place): Promise<Outlets> {
    return outletsAt(place, this.#parts.settings);
  }

  /** Takes an outlet by name or by the code that a button carries. */
  async #source(typed: string | undefined, outlets: Outlets): Promise<string | null> {
    if (typed === undefined || !/^[0-9a-f]{8}$/.test(typed)) return knownSource(typed, this.#store, outlets);
    const known = await this.#store.suggestSources("", SOURCES, outlets);
    return known.find((source) => sourceCode(source) === typed) ?? knownSource(typed, this.#store, outlets);
  }
}

/** The moment of a first page: never later than now, whatever a button says. */
function first(continues: Instant, now: Instant): { asOf: Instant; chosen: boolean } {
  return { asOf: continues < now ? continues : now, chosen: false };
}

function timeOf({ publishedAt }: Article): number {
  return publishedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(publishedAt);
}

function checkTopic(typed: string): string {
  const topic = typed.replace(/\s+/gu, " ").trim().slice(0, 500);
  if (topic !== "") return topic;
  throw new DatelineError("usage-question", "No topic: the text is empty", {
    hint: "Give a few words, for example: Trump–Putin summit.",
  });
}

function unknownArticle(articleId: string): DatelineError {
  return new DatelineError("article-unknown", `No such article: ${articleId}`, {
    hint: "/articles list and `dateline articles list` show what is there.",
  });
}
