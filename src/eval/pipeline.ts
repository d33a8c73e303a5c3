// The types of the pipeline that is measured. src/main/measuring.ts builds the real one; tests pass in a smaller one.

import type { AnswerModels } from "../answer/answer.js";
import type { SentenceCandidate } from "../answer/sentences.js";
import type { Embedder } from "../embed/embedder.js";
import type { AnswerExplanation, Quote } from "../model/answer.js";
import type { Article, Instant } from "../model/article.js";
import type { RankMode } from "../retrieve/rank-model.js";
import type { Retrieval } from "../retrieve/retrieve.js";
import type { PutOutcome, Stores, VectorIndex } from "../store/ports.js";

/** Parts that can be switched off to see what each is worth; all on by default. */
export interface Switches {
  readonly lexical: boolean;
  readonly vectors: boolean;
  readonly rerank: boolean;
  readonly time: boolean;
  /** Place in the article, and brevity. */
  readonly form: boolean;
  /** Lets a quote extend to a neighbouring sentence that it needs. */
  readonly grow: boolean;
}

/** An answer with its explanation; `drafted` are quotes that an unanswered reply would have shown, best first, earlier reports last. */
export type ExplainedAnswer = Pick<AnswerExplanation, "answer" | "candidates"> & {
  readonly drafted?: readonly Pick<Quote, "articleId" | "text">[];
  readonly features?: AnswerExplanation["features"];
};

/** The real pipeline over one store. */
export interface EvalPipeline {
  readonly stores: Pick<Stores, "articles" | "search" | "settings">;
  /** Null while lexical only. */
  readonly index: VectorIndex | null;
  readonly embedder: Embedder | null;
  /** Splits, embeds, stores and indexes; one outcome per article, in order. An unchanged article is not embedded. */
  addArticles(articles: readonly Omit<Article, "revision">[]): Promise<readonly PutOutcome[]>;
  /** Answers with the clock at `asOf`; candidates come best first. Stores nothing. */
  answer(question: string, asOf: Instant, switches: Switches): Promise<ExplainedAnswer>;
  /** The same, keeping the cross-encoder's scores from one question to the next: for variants, whose time is not reported. */
  readonly answerAgain?: EvalPipeline["answer"];
  /** What fitting the weights needs; absent if a pipeline has none to fit. */
  readonly fitting?: () => FitParts;
  /** Saves what is derived (the index) and closes store and worker. */
  close(): Promise<void>;
}

export interface EvalParts {
  /** Names everything that decides what is stored: the embedder's fingerprint and the splitter's version. */
  readonly indexVersion: string;
  /**
   * Opens the pipeline over the store in a folder, creating both if missing, with its own worker that
   * `close` ends: the bench times it as a fresh start and counts its memory.
   */
  open(storeFolder: string): Promise<EvalPipeline>;
}

/** Progress of a long step; within one label `done` never decreases. */
export interface EvalProgress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly unit: "articles" | "passages" | "questions" | "pages" | "feeds";
}

export const ALL_ON: Switches = {
  lexical: true,
  vectors: true,
  rerank: true,
  time: true,
  form: true,
  grow: true,
};

/** What fitting needs of the real pipeline over one store; scores of the cross-encoder are kept from one call to the next. */
export interface FitParts {
  readonly mode: RankMode;
  /** The weights of today: what is not fitted is taken from them. */
  readonly shipped: AnswerModels;
  /** The shipped order, with `readLimit` passages read by the cross-encoder; 0 gives the first order. */
  retrieve(question: string, asOf: Instant, readLimit: number): Promise<Retrieval>;
  /** What could be quoted from more hits than an answer looks at, each span read. */
  spans(retrieval: Retrieval, question: string): Promise<readonly SentenceCandidate[]>;
  /** The whole answer under other weights. */
  answer(question: string, asOf: Instant, models: AnswerModels): Promise<ExplainedAnswer>;
}
