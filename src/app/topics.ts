// Timelines, newest reports, summaries and checks of claims, from what a person typed.
import { createClaimCheck } from "../answer/claim.js";
import { createLatest } from "../answer/latest.js";
import { type SummaryPart, summarize } from "../answer/summarize.js";
import { createTimeline } from "../answer/timeline.js";
import type { Article, Instant, Outlets, Place } from "../model/article.js";
import { DatelineError, unknownArticle } from "../model/errors.js";
import { sourceCode } from "../model/outlets.js";
import { publishedMs } from "../model/time.js";
import type {
  ClaimCheck,
  Latest,
  LinkSummary,
  PageSummary,
  SummaryLength,
  Timeline,
} from "../model/topic.js";
import { canonicalUrl } from "../read/urls.js";
import type { Scope } from "../store/ports.js";
import { knownSource, outletsAt, requireQuotable } from "./allowed-outlets.js";
import { type AnsweringParts, timelineDeps } from "./answer-pipeline.js";
import type { ArticleService } from "./articles.js";
import type { SettingsService } from "./guild-settings.js";
import type { AnswerService } from "./stored-answers.js";
import { parseAsOf, parseSince } from "./typed-days.js";

/** Outlets looked through for the code on a button. */
const SOURCES = 2_000;
/** Articles that the cross-encoder reads for a claim: the nearest few show whether it is true. */
const CLAIM_ARTICLES = 20;

interface TimelineInput {
  readonly topic: string;
  /** What the person typed: a day, or a span such as "2 weeks"; absent means always. */
  readonly since?: string;
  /** A day or an instant, as for a question; absent means now. */
  readonly asOf?: string;
  readonly source?: string;
  /** The moment of the first page, so that later pages show the same; wins over `asOf`. */
  readonly continues?: Instant;
  readonly place: Place;
}

interface LatestInput {
  /** Absent: newest of everything. */
  readonly topic?: string;
  /** An outlet, or its code as `sourceCode` makes it. */
  readonly source?: string;
  /** The moment of the first page. */
  readonly continues?: Instant;
  readonly place: Place;
}

interface SummaryInput {
  /** Id of an article, or an address of http or https: of an article, or of a live page with all its entries. */
  readonly article: string;
  readonly length: SummaryLength;
  /** True: a page that is not stored is read first. */
  readonly mayAdd: boolean;
  readonly place: Place;
}

interface ClaimInput {
  /** The text of a message. */
  readonly text: string;
  readonly place: Place;
}

interface TopicParts {
  readonly answering: Omit<AnsweringParts, "switches" | "models">;
  readonly settings: Pick<SettingsService, "of">;
  readonly articles: Pick<ArticleService, "addPage">;
  readonly answers: Pick<AnswerService, "get">;
  readonly now: () => Instant;
}

export class TopicService {
  readonly #parts: TopicParts;
  readonly #stores: AnsweringParts["stores"];
  readonly #timeline: ReturnType<typeof createTimeline>;
  readonly #latest: ReturnType<typeof createLatest>;
  readonly #checkClaim: ReturnType<typeof createClaimCheck>;

  constructor(parts: TopicParts) {
    const { answering } = parts;
    const deps = timelineDeps(answering);
    this.#parts = parts;
    this.#stores = answering.stores;
    this.#timeline = createTimeline(deps);
    this.#latest = createLatest(deps);
    this.#checkClaim = createClaimCheck(timelineDeps(answering, CLAIM_ARTICLES));
  }

  /** @throws DatelineError usage-question for an empty topic, usage-day for a bad `since` or `asOf`, usage-source */
  async timeline({ topic, since, asOf: typed, source, continues, place }: TimelineInput): Promise<Timeline> {
    const outlets = await this.#outlets(place);
    const now = this.#parts.now();
    const { asOf, chosen } = continues === undefined ? parseAsOf(typed, now) : first(continues, now);
    const request = {
      ...{ question: checkTopic(topic), now, asOf, asOfChosen: chosen, since: parseSince(since, now) },
      ...{ source: await this.#source(source, outlets), outlets },
    };
    return this.#timeline(request);
  }

  /** Returns the timeline of an answer's question as of that answer; null if this person may not see the answer here, or it is gone. */
  async earlier(place: Place, answerId: string): Promise<Timeline | null> {
    const answer = await this.#parts.answers.get(place, answerId);
    if (answer === null) return null;
    const { question, asOf, asOfChosen, source } = answer;
    const now = this.#parts.now();
    const known = answer.kind === "answered" ? answer.citations.map(({ articleId }) => articleId) : [];
    const outlets = await this.#outlets(place);
    return this.#timeline({ question, now, asOf, asOfChosen, since: null, source, known, outlets });
  }

  /** @throws DatelineError usage-source */
  async latest({ topic, source: typed, continues, place }: LatestInput): Promise<Latest> {
    const now = this.#parts.now();
    const { asOf } = continues === undefined ? { asOf: now } : first(continues, now);
    const about = topic === undefined || topic.trim() === "" ? null : checkTopic(topic);
    const outlets = await this.#outlets(place);
    const source = await this.#source(typed, outlets);
    return this.#latest({ topic: about, source, now, asOf, outlets });
  }

  async checkClaim({ text, place }: ClaimInput): Promise<ClaimCheck> {
    const now = this.#parts.now();
    const outlets = await this.#outlets(place);
    return this.#checkClaim({ text, source: null, now, asOf: now, outlets });
  }

  /** @throws DatelineError article-unknown for an id that is not stored */
  async summarize({ article: wanted, length, mayAdd, place }: SummaryInput): Promise<LinkSummary> {
    const outlets = await this.#outlets(place);
    if (!/^https?:\/\//i.test(wanted)) {
      const article = await this.#stores.articles.article(wanted);
      if (article === null) throw unknownArticle(wanted);
      const summary = await this.#summary([requireQuotable(article, outlets)], length);
      return { kind: "summary", summary, isNew: false };
    }
    const url = canonicalUrl(wanted);
    const stored = url === null ? [] : await this.#stores.search.articlesAt(url, this.#scope(outlets));
    if (stored.length > 0)
      return { kind: "summary", summary: await this.#summary(stored, length), isNew: false };
    if (!mayAdd) return { kind: "may-not-add", url: wanted };
    return this.#read(wanted, length, outlets);
  }

  /** Reads a page, then summarizes what it gave: an article, or the entries of a live page. */
  async #read(url: string, length: SummaryLength, outlets: Outlets): Promise<LinkSummary> {
    const rows = await this.#parts.articles.addPage({ url });
    const found: Article[] = [];
    for (const { articleId } of rows) {
      const article = articleId === null ? null : await this.#stores.articles.article(articleId);
      if (article !== null) found.push(requireQuotable(article, outlets));
    }
    if (found.length === 0) return { kind: "unreadable", url, notes: rows.flatMap(({ notes }) => notes) };
    const isNew = rows.some(({ outcome }) => outcome === "added" || outcome === "revised");
    return { kind: "summary", summary: await this.#summary(found, length), isNew };
  }

  /** Entries in the order of time, those without a time first, such as what comes before the entries of a live page. */
  async #summary(articles: readonly Article[], length: SummaryLength): Promise<PageSummary> {
    const ordered = [...articles].sort((one, other) => publishedMs(one) - publishedMs(other));
    const parts: SummaryPart[] = [];
    for (const article of ordered)
      parts.push({
        article,
        passages: await this.#stores.articles.passagesOf(article.articleId, article.revision),
      });
    return summarize(parts, length);
  }

  #scope(outlets: Outlets): Scope {
    return { asOf: this.#parts.now(), source: null, outlets };
  }

  #outlets(place: Place): Promise<Outlets> {
    return outletsAt(place, this.#parts.settings);
  }

  /** Takes an outlet by name or by the code that a button carries. */
  async #source(typed: string | undefined, outlets: Outlets): Promise<string | null> {
    if (typed === undefined || !/^[0-9a-f]{8}$/.test(typed))
      return knownSource(typed, this.#stores.search, outlets);
    const known = await this.#stores.search.suggestSources("", SOURCES, outlets);
    return (
      known.find((source) => sourceCode(source) === typed) ?? knownSource(typed, this.#stores.search, outlets)
    );
  }
}

/** The moment of a first page: never later than now, whatever a button says. */
function first(continues: Instant, now: Instant): { asOf: Instant; chosen: boolean } {
  return { asOf: continues < now ? continues : now, chosen: false };
}

function checkTopic(typed: string): string {
  const topic = typed.replace(/\s+/gu, " ").trim().slice(0, 500);
  if (topic !== "") return topic;
  throw new DatelineError("usage-question", "No topic: the text is empty", {
    hint: "Give a few words, for example: Trump–Putin summit.",
  });
}
