// Services over the real parts: checks what a person typed, keeps private answers private. No Discord, no SQL, no model code.
import type { AnswerRequest } from "../answer/answer.js";
import { verifyAnswer } from "../answer/verify-quotes.js";
import { DatelineError } from "../errors.js";
import type { AnswerExplanation, ArticleHistory, IngestRow, SourcesReport, Status } from "../reports.js";
import type { Answer, Article, Instant, Place } from "../schema.js";
import type {
  ArticleUpload,
  AskInput,
  FeedServices,
  PageRequest,
  Services,
  SettingsServices,
} from "../services.js";
import type { ReadingServices } from "../services-reading.js";
import type { AnswerRecord, Store } from "../store/store.js";
import type { VectorIndex } from "../store/vector-index.js";
import { parseAsOf } from "./as-of.js";
import { knownSource } from "./known-source.js";

/** Longest question in UTF-16 code units; more is a text, not a question. */
export const MAX_QUESTION_LENGTH = 500;

/** What `/status` says beside the counts of the store. */
export type Standing = Pick<
  Status,
  "indexed" | "embedder" | "reranker" | "lexicalOnly" | "notice" | "startedAt" | "version"
>;

export interface LiveParts {
  readonly store: Store;
  readonly feeds: FeedServices;
  readonly settings: SettingsServices;
  /** Null while lexical only. */
  readonly index: VectorIndex | null;
  readonly answer: (request: AnswerRequest) => Promise<AnswerExplanation>;
  /** Made over these services, whose pages and answers it needs. */
  readonly reading: (services: Pick<Services, "addPage" | "answer" | "now">) => ReadingServices;
  readonly reportSources: (answer: Answer) => Promise<SourcesReport>;
  readonly history: (article: Article) => Promise<ArticleHistory>;
  readonly addUpload: (upload: ArticleUpload) => Promise<IngestRow[]>;
  readonly addPage: (page: PageRequest) => Promise<IngestRow[]>;
  /** What `/status` says of the models and of this process. */
  readonly standing: () => Promise<Standing>;
  readonly now: () => Instant;
}

/** Implements the services over their parts. */
export class LiveServices implements Services {
  readonly #parts: LiveParts;
  readonly #store: Store;
  readonly feeds: FeedServices;
  readonly settings: SettingsServices;
  readonly reading: ReadingServices;

  constructor(parts: LiveParts) {
    this.feeds = parts.feeds;
    this.settings = parts.settings;
    this.#parts = parts;
    this.#store = parts.store;
    this.reading = parts.reading(this);
  }

  async ask(input: AskInput): Promise<Answer> {
    const { answer } = await this.explain(input);
    await this.#store.putAnswer({ answer, place: input.place, visibility: input.visibility });
    return answer;
  }

  async explain(input: AskInput): Promise<AnswerExplanation> {
    const now = this.now();
    const question = checkQuestion(input.question);
    const { asOf, chosen } = parseAsOf(input.asOf, now);
    const source = await knownSource(input.source, this.#store);
    return this.#parts.answer({ question, now, asOf, asOfChosen: chosen, source });
  }

  async history(articleId: string): Promise<ArticleHistory> {
    return this.#parts.history(await this.#knownArticle(articleId));
  }

  async sources(place: Place, answerId?: string): Promise<SourcesReport | null> {
    const answer =
      answerId === undefined ? (await this.recentAnswers(place, 1))[0] : await this.answer(place, answerId);
    return answer ? this.#parts.reportSources(answer) : null;
  }

  async answer(place: Place, answerId: string): Promise<Answer | null> {
    const record = await this.#store.answer(answerId);
    return record !== null && maySee(record, place) ? record.answer : null;
  }

  async publish(place: Place, answerId: string): Promise<Answer> {
    const record = await this.#store.answer(answerId);
    if (record === null || record.place.userId !== place.userId) {
      throw new DatelineError("answer-unknown", `No such answer of yours: ${answerId}`, {
        hint: "Ask the question again; only the person who asked can post an answer.",
      });
    }
    const answer = await verifyAnswer(record.answer, (id, revision) => this.#store.article(id, revision));
    if (answer === null) {
      throw new DatelineError(
        "answer-unknown",
        `Answer without its articles: ${answerId}: they were removed`,
        {
          hint: "Ask the question again.",
        },
      );
    }
    await this.#store.putAnswer({ answer, place, visibility: "public" });
    return answer;
  }

  async recentAnswers(place: Place, limit: number): Promise<readonly Answer[]> {
    return (await this.#store.recentAnswers(place, limit)).map((record) => record.answer);
  }

  suggestArticles: Services["suggestArticles"] = (typed, limit) => this.#store.suggestArticles(typed, limit);
  suggestSources: Services["suggestSources"] = (typed, limit) => this.#store.suggestSources(typed, limit);
  article: Services["article"] = (articleId) => this.#store.article(articleId);
  addArticle: Services["addArticle"] = (upload) => this.#parts.addUpload(upload);
  addPage: Services["addPage"] = async (page) => this.#parts.addPage(checkAddress(page));
  now: Services["now"] = () => this.#parts.now();

  async listArticles(offset: number, limit: number): ReturnType<Services["listArticles"]> {
    const [{ articles }, items] = [await this.#store.counts(), await this.#store.listArticles(offset, limit)];
    return { total: articles, items };
  }

  async removeArticle(articleId: string): Promise<string> {
    const { title } = await this.#knownArticle(articleId);
    const passageIds = await this.#store.remove(articleId);
    await this.#parts.index?.remove(passageIds);
    return title;
  }

  async status(): Promise<Status> {
    return { ...(await this.#store.counts()), ...(await this.#parts.standing()) };
  }

  async #knownArticle(articleId: string): Promise<Article> {
    const article = await this.#store.article(articleId);
    if (article !== null) return article;
    throw new DatelineError("article-unknown", `No such article: ${articleId}`, {
      hint: "/articles list and `dateline articles list` show what is there.",
    });
  }
}

function checkQuestion(typed: string): string {
  const question = typed.replace(/\s+/g, " ").trim();
  if (question === "") {
    throw new DatelineError("usage-invalid", "No question: the text is empty", {
      hint: "Ask in a sentence, for example: Is a Trump–Putin summit scheduled?",
    });
  }
  if (question.length <= MAX_QUESTION_LENGTH) return question;
  throw new DatelineError(
    "usage-invalid",
    `Question too long: ${question.length} characters, at most ${MAX_QUESTION_LENGTH}`,
    { hint: "Ask for one thing, in a sentence." },
  );
}

/** What is no address of the web would be taken for a path on this machine. */
function checkAddress(page: PageRequest): PageRequest {
  const url = page.url.trim();
  if (/^https?:\/\//i.test(url)) return { ...page, url };
  throw new DatelineError("usage-invalid", `Not an address of the web: "${url.slice(0, 100)}"`, {
    hint: "Give the whole address, from https:// on.",
  });
}

/** A private answer is for the person who asked; a public one for everyone who reads the channel it stands in. */
function maySee(record: AnswerRecord, place: Place): boolean {
  if (record.place.userId === place.userId) return true;
  return record.visibility === "public" && record.place.channelId === place.channelId;
}
