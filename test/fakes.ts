// Services in memory with behaviour of their own: articles are found by shared words, answers are kept, rights are held to.
import { createHash } from "node:crypto";
import type { ArticleUpload, PageRequest } from "../src/app/articles.js";
import { OpenQuestionService } from "../src/app/open-questions.js";
import type { AskInput, QuestionListener } from "../src/app/questions.js";
import type { Services } from "../src/app/services.js";
import type {
  Answer,
  AnswerExplanation,
  Citation,
  Quote,
  SourcesReport,
  WhyReport,
} from "../src/model/answer.js";
import type {
  Article,
  ArticleHeading,
  ArticleHistory,
  IngestRow,
  Instant,
  Place,
} from "../src/model/article.js";
import { DatelineError } from "../src/model/errors.js";
import type { FeedHealth } from "../src/model/feed.js";
import type { Status } from "../src/model/status.js";
import type { AnswerStore } from "../src/store/ports.js";
import { SqliteAnswerStore } from "../src/store/sqlite/answers.js";
import { fakeFeeds } from "./fakes-feeds.js";
import { type FakeGuilds, fakePrivacy, fakeSettings } from "./fakes-guilds.js";
import { fakeTopics } from "./fakes-reading.js";
import { FakeWatchStore, fakeWatches } from "./fakes-watches.js";
import { connectInMemory } from "./store/temp-folder.js";

/** What outlives a restart. */
export interface FakeStore {
  readonly articles: Map<string, Article>;
  readonly feeds: Map<string, FeedHealth>;
  readonly settings: FakeGuilds["settings"];
  readonly changes: FakeGuilds["changes"];
  readonly watches: FakeWatchStore;
  readonly openQuestions: AnswerStore;
  readonly answers: Map<string, { answer: Answer; place: Place; visibility: "public" | "private" }>;
}

export const FAKE_NOW: Instant = "2025-11-24T14:05:00.000Z";

/** Opens an empty store. */
export function fakeStore(): FakeStore {
  return {
    articles: new Map(),
    feeds: new Map(),
    settings: new Map(),
    changes: [],
    watches: new FakeWatchStore(),
    openQuestions: new SqliteAnswerStore(connectInMemory()),
    answers: new Map(),
  };
}

/** Makes an article; what is not given is plain. */
export function fakeArticle(given: Partial<Article> & Pick<Article, "title" | "text">): Article {
  return {
    articleId: createHash("sha256")
      .update(given.url ?? given.text)
      .digest("hex")
      .slice(0, 12),
    revision: 1,
    url: "https://example.org/news/1",
    deck: null,
    source: "Example Post",
    agency: null,
    author: null,
    language: "en",
    publishedAt: "2025-10-21T15:00:00.000Z",
    updatedAt: null,
    fetchedAt: "2025-11-01T08:00:00.000Z",
    dates: [],
    sample: false,
    ...given,
  };
}

/** Makes the citation of an article. */
export function fakeCitation(article: Article, number: number): Citation {
  const {
    articleId,
    revision,
    title,
    url,
    source,
    agency,
    author,
    publishedAt,
    updatedAt,
    fetchedAt,
    sample,
  } = article;
  return {
    number,
    articleId,
    revision,
    title,
    url,
    source,
    agency,
    author,
    publishedAt,
    updatedAt,
    fetchedAt,
    sample,
  };
}

/** Quotes a sentence of an article. */
export function fakeQuote(article: Article, text: string, number: number): Quote {
  const start = article.text.indexOf(text);
  return {
    articleId: article.articleId,
    revision: article.revision,
    start,
    end: start + text.length,
    text,
    speaker: null,
    resolvedDates: [],
    citation: number,
    link: article.url === null ? null : `${article.url}#:~:text=${encodeURIComponent(text.slice(0, 40))}`,
  };
}

export class FakeServices {
  readonly #store: FakeStore;
  #gate: Promise<void> = Promise.resolve();

  readonly feeds;
  readonly settings;
  readonly topics;
  readonly privacy;
  readonly watches;
  readonly openQuestions: OpenQuestionService;
  readonly questions = {
    ask: (input: AskInput) => this.ask(input),
    explain: (input: AskInput) => this.explain(input),
    why: (place: Place, answerId: string) => this.why(place, answerId),
  };
  readonly answers = {
    sources: (place: Place, answerId?: string) => this.sources(place, answerId),
    get: (place: Place, answerId: string) => this.answer(place, answerId),
    publish: (place: Place, answerId: string) => this.publish(place, answerId),
    recent: (place: Place, limit: number) => this.recentAnswers(place, limit),
    quotedAt: async (_place: Place, answer: Answer): Promise<Answer | null> => answer,
  };
  readonly articles = {
    suggest: (typed: string, limit: number) => this.suggestArticles(typed, limit),
    suggestSources: (typed: string, limit: number) => this.suggestSources(typed, limit),
    list: (offset: number, limit: number) => this.listArticles(offset, limit),
    history: (articleId: string) => this.history(articleId),
    addText: (upload: ArticleUpload) => this.addArticle(upload),
    addPage: (page: PageRequest) => this.addPage(page),
    remove: (articleId: string) => this.removeArticle(articleId),
  };
  readonly status = { read: () => this.#status() };
  onQuestion: QuestionListener | undefined;
  /** Milliseconds that every answer takes. */
  answerMs = 0;
  /** Questions in work now, and the most that ever were. */
  answering = 0;
  mostAnswering = 0;

  constructor(store: FakeStore) {
    this.#store = store;
    this.openQuestions = new OpenQuestionService({
      store: {
        writeOpenQuestions: async (noted, closed) => store.openQuestions.writeOpenQuestions(noted, closed),
        openQuestions: async (userId, limit) => store.openQuestions.openQuestions(userId, limit),
        answer: async (answerId) => store.answers.get(answerId) ?? null,
      },
      answers: this.answers,
      now: () => this.now(),
    });
    this.feeds = fakeFeeds(store.feeds);
    this.topics = fakeTopics(store, {
      addPage: (page) => this.addPage(page),
      answer: (place, answerId) => this.answer(place, answerId),
    });
    this.settings = fakeSettings(store, FAKE_NOW);
    this.privacy = fakePrivacy(store);
    this.watches = fakeWatches(store.watches, {
      asker: {
        answer: async ({ question, source }) =>
          ({
            answer: this.#answer({ question, ...(source === null ? {} : { source }) }),
          }) as AnswerExplanation,
      },
      putAnswer: async ({ answer, ...record }) =>
        void store.answers.set(answer.answerId, { answer, ...record }),
      answers: this.answers,
      now: () => this.now(),
    });
  }

  /** Holds every answer back until the returned function is called. */
  holdAnswers(): () => void {
    let release: (() => void) | undefined;
    this.#gate = new Promise((resolve) => {
      release = resolve;
    });
    return () => release?.();
  }

  now(): Instant {
    return FAKE_NOW;
  }

  async ask(input: AskInput): Promise<Answer> {
    this.answering += 1;
    this.mostAnswering = Math.max(this.mostAnswering, this.answering);
    const startedMs = performance.now();
    const tell: QuestionListener = (outcome) => this.onQuestion?.(outcome, performance.now() - startedMs);
    try {
      const answer = await this.#ask(input);
      const { kind } = answer;
      tell(kind === "answered" ? { kind, strength: answer.strength } : { kind, reason: answer.reason }, 0);
      return answer;
    } catch (error) {
      tell({ kind: "failed", code: error instanceof DatelineError ? error.code : "fault" }, 0);
      throw error;
    } finally {
      this.answering -= 1;
    }
  }

  async #ask(input: AskInput): Promise<Answer> {
    await this.#gate;
    if (this.answerMs > 0) await new Promise((resolve) => setTimeout(resolve, this.answerMs));
    if (input.question.trim() === "")
      throw new DatelineError("usage-question", "Question: expected words, got none");
    if (input.question === "bug") throw new TypeError("a bug at /secret/path");
    const answer = this.#answer(input);
    this.#store.answers.set(answer.answerId, { answer, place: input.place, visibility: input.visibility });
    if (input.questionId !== undefined) await this.openQuestions.answered(input.questionId, answer.answerId);
    return answer;
  }

  async explain(input: AskInput): Promise<AnswerExplanation> {
    return { answer: this.#answer(input), candidates: [], features: {} } as unknown as AnswerExplanation;
  }

  async sources(place: Place, answerId?: string): Promise<SourcesReport | null> {
    const answer =
      answerId === undefined ? (await this.recentAnswers(place, 1))[0] : await this.answer(place, answerId);
    if (!answer) return null;
    const quotes = answer.kind === "answered" ? [...answer.quotes, ...answer.earlier] : [];
    const entries = answer.citations.map((citation) => ({
      citation,
      quotes: quotes.filter((quote) => quote.citation === citation.number),
      state: this.#store.articles.has(citation.articleId) ? ("same" as const) : ("removed" as const),
      newestRevision: this.#store.articles.get(citation.articleId)?.revision ?? null,
      changes: [],
      announced: [],
    }));
    return { answer, entries };
  }

  async why(place: Place, answerId: string): Promise<WhyReport | null> {
    const answer = await this.answer(place, answerId);
    return answer === null ? null : { answer, candidates: [], isSame: true };
  }

  async answer(place: Place, answerId: string): Promise<Answer | null> {
    const kept = this.#store.answers.get(answerId);
    return kept !== undefined && maySee(place, kept) ? kept.answer : null;
  }

  async publish(place: Place, answerId: string): Promise<Answer> {
    const kept = this.#store.answers.get(answerId);
    if (kept === undefined || !maySee(place, kept))
      throw new DatelineError("answer-unknown", `Answer: ${answerId}: not here`);
    this.#store.answers.set(answerId, { ...kept, visibility: "public" });
    return kept.answer;
  }

  async recentAnswers(place: Place, limit: number): Promise<readonly Answer[]> {
    const kept = [...this.#store.answers.values()].reverse();
    return kept
      .filter((each) => maySee(place, each))
      .slice(0, limit)
      .map(({ answer }) => answer);
  }

  async suggestArticles(typed: string, limit: number): Promise<readonly ArticleHeading[]> {
    const words = typed.toLowerCase().split(/\s+/);
    const fit = (article: Article) => {
      const text = `${article.title} ${article.source} ${article.publishedAt}`.toLowerCase();
      return words.every((word) => text.includes(word));
    };
    return [...this.#store.articles.values()].filter(fit).slice(0, limit).map(heading);
  }

  async suggestSources(typed: string, limit: number): Promise<readonly string[]> {
    const outlets = new Set([...this.#store.articles.values()].map(({ source }) => source ?? ""));
    return [...outlets]
      .filter((outlet) => outlet.toLowerCase().startsWith(typed.toLowerCase()))
      .slice(0, limit);
  }

  async listArticles(offset: number, limit: number) {
    const all = [...this.#store.articles.values()];
    return { total: all.length, items: all.slice(offset, offset + limit).map(heading) };
  }

  async article(articleId: string): Promise<Article | null> {
    return this.#store.articles.get(articleId) ?? null;
  }

  async history(articleId: string): Promise<ArticleHistory> {
    const article = this.#known(articleId);
    const { revision, fetchedAt } = article;
    const first = { revision, at: fetchedAt, fetchedAt, fields: [], changes: [], announced: [] };
    return { article, revisions: [first], copies: [], outletCount: 1, originName: article.source };
  }

  async addArticle(upload: ArticleUpload): Promise<IngestRow[]> {
    const text = new TextDecoder().decode(upload.bytes).trim();
    if (text === "") {
      return [
        {
          subject: upload.name,
          outcome: "rejected",
          articleId: null,
          title: null,
          passageCount: 0,
          notes: ["It is empty."],
        },
      ];
    }
    const { title = upload.name, source = null, url = null } = upload;
    const publishedAt = upload.publishedAt === undefined ? null : new Date(upload.publishedAt).toISOString();
    const article = fakeArticle({ title, text, source, url, publishedAt });
    const outcome = this.#store.articles.has(article.articleId) ? "unchanged" : "added";
    this.#store.articles.set(article.articleId, article);
    return [
      { subject: upload.name, outcome, articleId: article.articleId, title, passageCount: 1, notes: [] },
    ];
  }

  /** Pages of "example.org" are there, all others are not. */
  async addPage({ url, ...given }: PageRequest): Promise<IngestRow[]> {
    if (new URL(url).host === "example.org") {
      const bytes = new TextEncoder().encode(`The page at ${url}.`);
      return this.addArticle({ name: url, bytes, url, ...given });
    }
    const notes = [`${new URL(url).host}: the name is unknown`, "Try again later."];
    return [{ subject: url, outcome: "rejected", articleId: null, title: null, passageCount: 0, notes }];
  }

  async removeArticle(articleId: string): Promise<string> {
    const { title } = this.#known(articleId);
    this.#store.articles.delete(articleId);
    return title;
  }

  async #status(): Promise<Status> {
    const counts = {
      articles: this.#store.articles.size,
      revisions: 1,
      passages: 1,
      embeddings: 0,
      indexed: 0,
    };
    return {
      ...counts,
      answers: this.#store.answers.size,
      newestAt: null,
      embedder: null,
      reranker: null,
      lexicalOnly: true,
      notice: "No model could be had. Run `dateline models`.",
      startedAt: FAKE_NOW,
      version: "0.0.0-fake",
    };
  }

  #known(articleId: string): Article {
    const article = this.#store.articles.get(articleId);
    if (article === undefined) {
      throw new DatelineError("article-unknown", `Article: ${articleId}: not in the store`, {
        hint: "Choose it from the list.",
      });
    }
    return article;
  }

  #answer({ question, source, asOf }: Pick<AskInput, "question" | "source" | "asOf">): Answer {
    const words = question.toLowerCase().match(/\p{L}{5,}/gu) ?? [];
    const holds = (text: string) => words.some((word) => text.toLowerCase().includes(word));
    const found = [...this.#store.articles.values()].filter(({ text }) => sentences(text).some(holds));
    const base = {
      answerId: createHash("sha256")
        .update(`${question}${this.#store.answers.size}`)
        .digest("hex")
        .slice(0, 12),
      question,
      askedAt: FAKE_NOW,
      asOf: asOf === undefined ? FAKE_NOW : new Date(asOf).toISOString(),
      asOfChosen: asOf !== undefined,
      source: source ?? null,
      confidence: 0.8,
      lexicalOnly: true,
      newestAt: "2025-10-21T15:00:00.000Z",
      articleCount: this.#store.articles.size,
    };
    if (found.length === 0) {
      const nearest = [...this.#store.articles.values()]
        .slice(0, 2)
        .map((article, i) => fakeCitation(article, i + 1));
      return {
        kind: "unanswered",
        ...base,
        citations: nearest,
        reason: "no-match",
        missing: words,
        nearest: nearest.map(({ number }) => number),
      };
    }
    const citations = found.map((article, i) => fakeCitation(article, i + 1));
    const quotes = found.map((article, i) =>
      fakeQuote(article, sentences(article.text).find(holds) ?? article.text, i + 1),
    );
    const rest = { strength: "clear" as const, earlier: [], outletCount: found.length, originCount: 1 };
    return { kind: "answered", ...base, citations, quotes, ...rest };
  }
}

/** Splits at full stops. */
export function sentences(text: string): string[] {
  return text.match(/[^.!?]+[.!?]/g)?.map((sentence) => sentence.trim()) ?? [text];
}

function heading({ articleId, title, source, publishedAt }: Article): ArticleHeading {
  return { articleId, title, source, publishedAt };
}

function maySee(
  place: Place,
  kept: { readonly place: Place; readonly visibility: "public" | "private" },
): boolean {
  const here = kept.place.channelId === place.channelId;
  return here && (kept.visibility === "public" || kept.place.userId === place.userId);
}

/** The fakes where the services are wanted. */
export function asServices(services: FakeServices): Services {
  return services as unknown as Services;
}
