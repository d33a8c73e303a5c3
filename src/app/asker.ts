// Answers requests for people, who wait, and for watches, which let people go first.

import type { AnswerRequest } from "../answer/answer.js";
import { reportSources } from "../answer/sources.js";
import type { Answer, AnswerExplanation, SourcesReport } from "../model/answer.js";
import { MINUTE_MS } from "../model/time.js";
import type { Stores } from "../store/ports.js";
import { copiesInStore, splitRevisions } from "./answer-pipeline.js";

/** Background work goes on after so long, however many people ask. */
const LONGEST_WAIT_MS = MINUTE_MS;

interface AskerParts {
  readonly stores: Pick<Stores, "articles" | "search">;
  /** Answers a request; stores nothing. */
  readonly answer: (request: AnswerRequest) => Promise<AnswerExplanation>;
  /** Takes into the index what other processes stored. */
  readonly catchUp: () => Promise<void>;
}

export class Asker {
  readonly #parts: AskerParts;
  #open = 0;
  #waiting: (() => void)[] = [];

  constructor(parts: AskerParts) {
    this.#parts = parts;
  }

  /** Answers for a person who waits; stores nothing. */
  async answer(request: AnswerRequest): Promise<AnswerExplanation> {
    this.#open += 1;
    try {
      return await this.answerInBackground(request);
    } finally {
      this.#open -= 1;
      if (this.#open === 0) for (const go of this.#waiting.splice(0)) go();
    }
  }

  /** Answers for a watch, which waits for `whenIdle` before; stores nothing. */
  async answerInBackground(request: AnswerRequest): Promise<AnswerExplanation> {
    await this.#parts.catchUp();
    return this.#parts.answer(request);
  }

  /** Resolves when no person waits for an answer, after a minute at the latest. */
  async whenIdle(): Promise<void> {
    if (this.#open === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LONGEST_WAIT_MS);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Compares the quotes of an answer with its articles as they are now. */
  reportSources(answer: Answer): Promise<SourcesReport> {
    const { articles, search } = this.#parts.stores;
    return reportSources(answer, {
      newest: (articleId) => articles.article(articleId),
      revision: (articleId, revision) => articles.article(articleId, revision),
      copies: (article) => copiesInStore(search, article, { asOf: answer.asOf, source: null }),
      revisions: (articleId, from, to) => splitRevisions(articles, articleId, from, to),
    });
  }
}
