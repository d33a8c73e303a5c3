// Services over the real parts: checks what a person typed, keeps private answers private. No Discord, no SQL, no model code.

import { verifyAnswer } from "../answer/cite.js";
import { sayTheSame, withholdAnswer, withholdSources } from "../answer/sources.js";
import type { AnswerRequest } from "../answer/working.js";
import type { Answer, AnswerExplanation, SourcesReport, WhyReport } from "../model/answer.js";
import type { Article, ArticleHistory, IngestRow, Instant, Outlets, Place } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import type { Status } from "../model/status.js";
import type { AnswerRecord, Stores } from "../store/ports.js";
import type { VectorIndex } from "../store/vector-index.js";
import type { OpenQuestions } from "./open-questions.js";
import { knownSource, outletsAt, outletsIn, quotable, requireQuotable } from "./outlets.js";
import type {
  ArticleUpload,
  AskInput,
  FeedServices,
  PageRequest,
  PrivacyServices,
  Services,
  SettingsServices,
  TopicServices,
  WatchServices,
} from "./services.js";
import { parseAsOf } from "./typed-days.js";

/** Longest question in UTF-16 code units; more is a text, not a question. */
export const MAX_QUESTION_LENGTH = 500;

/** What `/status` says beside the counts of the store. */
export type Standing = Pick<
  Status,
  "indexed" | "embedder" | "reranker" | "lexicalOnly" | "notice" | "startedAt" | "version" | "refetches"
>;

export interface LiveParts {
  readonly stores: Pick<Stores, "articles" | "search" | "answers">;
  readonly feeds: FeedServices;
  readonly settings: SettingsServices;
  readonly privacy: PrivacyServices;
  readonly watches: WatchServices;
  readonly openQuestions: OpenQuestions;
  /** Null while lexical only. */
  readonly index: VectorIndex | null;
  readonly answer: (request: AnswerRequest) => Promise<AnswerExplanation>;
  /** Made over these services, whose pages and answers it needs. */
  readonly topics: (services: Pick<Services, "addPage" | "answer" | "now">) => TopicServices;
  readonly reportSources: (answer: Answer) => Promise<SourcesReport>;
  /** With the copies that `outlets` lets through. */
  readonly history: (article: Article, outlets: Outlets) => Promise<ArticleHistory>;
  readonly addUpload: (upload: ArticleUpload) => Promise<IngestRow[]>;
  readonly addPage: (page: PageRequest) => Promise<IngestRow[]>;
  /** What `/status` says of the models and of this process. */
  readonly standing: () => Promise<Standing>;
  readonly now: () => Instant;
}

/** Implements the services over their parts. */
export class LiveServices implements Services {
  readonly #parts: LiveParts;
  readonly #stores: LiveParts["stores"];
  readonly feeds: FeedServices;
  readonly settings: SettingsServices;
  readonly privacy: PrivacyServices;
  readonly watches: WatchServices;
  readonly openQuestions: OpenQuestions;
  readonly topics: TopicServices;

  constructor(parts: LiveParts) {
    this.feeds = parts.feeds;
    this.settings = parts.settings;
    this.privacy = parts.privacy;
    this.watches = parts.watches;
    this.openQuestions = parts.openQuestions;
    this.#parts = parts;
    this.#stores = parts.stores;
    this.topics = parts.topics(this);
  }

  async ask(input: AskInput): Promise<Answer> {
    const { answer } = await this.explain(input);
    const { place, visibility, questionId } = input;
    await this.#stores.answers.putAnswer({ answer, place, visibility });
    if (questionId !== undefined) await this.openQuestions.answered(questionId, answer.answerId);
    return answer;
  }

  async explain(input: AskInput): Promise<AnswerExplanation> {
    const now = this.now();
    const question = checkQuestion(input.question);
    const { asOf, chosen } = parseAsOf(input.asOf, now);
    const settings = await this.settings.of(input.place.guildId);
    const outlets = outletsIn(settings);
    const source = await knownSource(input.source, this.#stores.search, outlets);
    return this.#parts.answer({ question, now, asOf, asOfChosen: chosen, source, outlets });
  }

  async history(articleId: string, place: Place | null): Promise<ArticleHistory> {
    const outlets = await this.#outlets(place);
    return this.#parts.history(requireQuotable(await this.#knownArticle(articleId), outlets), outlets);
  }

  async sources(place: Place, answerId?: string): Promise<SourcesReport | null> {
    const answer =
      answerId === undefined ? (await this.recentAnswers(place, 1))[0] : await this.#seen(place, answerId);
    if (!answer) return null;
    return withholdSources(await this.#parts.reportSources(answer), quotable(await this.#outlets(place)));
  }

  async why(place: Place, answerId: string): Promise<WhyReport | null> {
    const answer = await this.answer(place, answerId);
    if (answer === null) return null;
    const { question, askedAt: now, asOf, asOfChosen, source } = answer;
    const outlets = await this.#outlets(place);
    const anew = await this.#parts.answer({ question, now, asOf, asOfChosen, source, outlets });
    return { answer, candidates: anew.candidates, isSame: sayTheSame(answer, anew.answer) };
  }

  async answer(place: Place, answerId: string): Promise<Answer | null> {
    const answer = await this.#seen(place, answerId);
    return answer === null ? null : withholdAnswer(answer, quotable(await this.#outlets(place)));
  }

  async publish(place: Place, answerId: string): Promise<Answer> {
    const record = await this.#stores.answers.answer(answerId);
    if (record === null) {
      throw new DatelineError("answer-unknown", "This answer is too old: it is not kept any more", {
        hint: "Ask the question again with /ask.",
      });
    }
    if (record.place.userId !== place.userId) {
      throw new DatelineError("answer-unknown", `No such answer of yours: ${answerId}`, {
        hint: "Ask the question again; only the person who asked can post an answer.",
      });
    }
    const quoted = withholdAnswer(record.answer, quotable(await this.#outlets(place)));
    const read = (id: string, revision: number) => this.#stores.articles.article(id, revision);
    const answer = quoted === null ? null : await verifyAnswer(quoted, read);
    if (answer === null) {
      throw new DatelineError(
        "answer-unknown",
        `Answer without its articles: ${answerId}: they were removed, or are not quoted here any more`,
        {
          hint: "Ask the question again.",
        },
      );
    }
    await this.#stores.answers.putAnswer({ answer, place, visibility: "public" });
    return answer;
  }

  async recentAnswers(place: Place, limit: number): Promise<readonly Answer[]> {
    return (await this.#stores.answers.recentAnswers(place, limit)).map((record) => record.answer);
  }

  suggestArticles: Services["suggestArticles"] = async (typed, limit, place) =>
    this.#stores.search.suggestArticles(typed, limit, await this.#outlets(place));
  suggestSources: Services["suggestSources"] = async (typed, limit, place) =>
    this.#stores.search.suggestSources(typed, limit, await this.#outlets(place));
  article: Services["article"] = (articleId) => this.#stores.articles.article(articleId);
  addArticle: Services["addArticle"] = (upload) => this.#parts.addUpload(upload);
  addPage: Services["addPage"] = async (page) => this.#parts.addPage(checkAddress(page));
  now: Services["now"] = () => this.#parts.now();

  async listArticles(offset: number, limit: number): ReturnType<Services["listArticles"]> {
    const [{ articles }, items] = [
      await this.#stores.articles.counts(),
      await this.#stores.articles.listArticles(offset, limit),
    ];
    return { total: articles, items };
  }

  async removeArticle(articleId: string): Promise<string> {
    const { title } = await this.#knownArticle(articleId);
    const passageIds = await this.#stores.articles.remove(articleId);
    await this.#parts.index?.remove(passageIds);
    return title;
  }

  async status(): Promise<Status> {
    return { ...(await this.#stores.articles.counts()), ...(await this.#parts.standing()) };
  }

  #outlets(place: Place | null): Promise<Outlets> {
    return outletsAt(place, this.settings);
  }

  /** The stored answer as it was given, if this person may see it here. */
  async #seen(place: Place, answerId: string): Promise<Answer | null> {
    const record = await this.#stores.answers.answer(answerId);
    return record !== null && maySee(record, place) ? record.answer : null;
  }

  async #knownArticle(articleId: string): Promise<Article> {
    const article = await this.#stores.articles.article(articleId);
    if (article !== null) return article;
    throw new DatelineError("article-unknown", `No such article: ${articleId}`, {
      hint: "/articles list and `dateline articles list` show what is there.",
    });
  }
}

/** Tidies a question. @throws DatelineError usage-invalid for an empty or overlong one */
export function checkQuestion(typed: string): string {
  const question = typed.replace(/\s+/g, " ").trim();
  if (question === "") {
    throw new DatelineError("usage-question", "No question: the text is empty", {
      hint: "Ask in a sentence, for example: Is a Trump–Putin summit scheduled?",
    });
  }
  if (question.length <= MAX_QUESTION_LENGTH) return question;
  throw new DatelineError(
    "usage-question",
    `Question too long: ${question.length} characters, at most ${MAX_QUESTION_LENGTH}`,
    { hint: "Ask for one thing, in a sentence." },
  );
}

/** What is no address of the web would be taken for a path on this machine. */
function checkAddress(page: PageRequest): PageRequest {
  const url = page.url.trim();
  if (/^https?:\/\//i.test(url)) return { ...page, url };
  throw new DatelineError("usage-address", `Not an address of the web: "${url.slice(0, 100)}"`, {
    hint: "Give the whole address, from https:// on.",
  });
}

/** A private answer is for the person who asked; a public one for everyone who reads the channel it stands in. */
function maySee(record: AnswerRecord, place: Place): boolean {
  if (record.place.userId === place.userId) return true;
  return record.visibility === "public" && record.place.channelId === place.channelId;
}
