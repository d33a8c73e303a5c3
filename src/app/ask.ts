// Asks a question: answers it and stores the answer, explains it without storing, or recomputes a stored answer.

import { sayTheSame } from "../answer/sources.js";
import type { Answer, AnswerExplanation, SourcesReport, WhyReport } from "../model/answer.js";
import type { Instant, Place } from "../model/article.js";
import { DatelineError, type ErrorCode } from "../model/errors.js";
import type { AnswerRecord, Stores } from "../store/ports.js";
import { knownSource, outletsAt } from "./allowed-outlets.js";
import type { PriorityAnswerer } from "./answer-pipeline.js";
import type { SettingsService } from "./guild-settings.js";
import type { PrivacyService } from "./privacy.js";
import type { AnswerService } from "./stored-answers.js";
import { parseAsOf } from "./typed-days.js";
import type { OpenQuestionService } from "./undelivered-replies.js";

/** Longest question in UTF-16 code units; anything longer is a text, not a question. */
const MAX_QUESTION_LENGTH = 500;

export interface AskInput {
  readonly question: string;
  /** What the person typed: a day or an instant; absent means now. */
  readonly asOf?: string;
  readonly source?: string;
  readonly place: Place;
  readonly visibility: "public" | "private";
  /** Id of the interaction that waits for the answer, as OpenQuestionService knows it. */
  readonly questionId?: string;
}

/** How a question ended: strength of the answer, reason of the abstention, or what failed. */
export type QuestionOutcome =
  | { readonly kind: "answered"; readonly strength: "clear" | "weak" }
  | { readonly kind: "unanswered"; readonly reason: string }
  | { readonly kind: "failed"; readonly code: ErrorCode | "fault" };

/** Called once for each question that was asked, with the time from question to stored answer. */
export type QuestionListener = (outcome: QuestionOutcome, ms: number) => void;

interface QuestionParts {
  readonly stores: Pick<Stores, "search" | "answers" | "isReadOnly">;
  readonly settings: Pick<SettingsService, "of">;
  readonly privacy: Pick<PrivacyService, "forPerson">;
  readonly answers: Pick<AnswerService, "get">;
  readonly openQuestions: Pick<OpenQuestionService, "answered">;
  readonly answerer: Pick<PriorityAnswerer, "answer" | "reportSources">;
  readonly onQuestion?: QuestionListener | undefined;
  /** Told why an answer could not be kept; it is given all the same. */
  readonly onUnsaved?: ((error: DatelineError) => void) | undefined;
  readonly now: () => Instant;
}

export class QuestionService {
  readonly #parts: QuestionParts;

  constructor(parts: QuestionParts) {
    this.#parts = parts;
  }

  /** Answers and stores the answer. @throws DatelineError usage-question, usage-day for a bad or future `asOf`, usage-source */
  async ask(input: AskInput): Promise<Answer> {
    const startedMs = performance.now();
    const tell = (outcome: QuestionOutcome) =>
      this.#parts.onQuestion?.(outcome, performance.now() - startedMs);
    try {
      const answer = await this.#ask(input);
      const { kind } = answer;
      tell(kind === "answered" ? { kind, strength: answer.strength } : { kind, reason: answer.reason });
      return answer;
    } catch (error) {
      tell({ kind: "failed", code: error instanceof DatelineError ? error.code : "fault" });
      throw error;
    }
  }

  /** Answers with every candidate and the gate at which it was dropped; stores nothing. @throws DatelineError as `ask` does */
  async explain(input: AskInput): Promise<AnswerExplanation> {
    const { stores, settings, answerer, now: clock } = this.#parts;
    const now = clock();
    const question = checkQuestion(input.question);
    const { asOf, chosen } = parseAsOf(input.asOf, now);
    const outlets = await outletsAt(input.place, settings);
    const source = await knownSource(input.source, stores.search, outlets);
    return answerer.answer({ question, now, asOf, asOfChosen: chosen, source, outlets });
  }

  /** Answers with its sources and how it came about; stores nothing. @throws DatelineError as `ask` does */
  async preview(input: AskInput): Promise<{ readonly sources: SourcesReport; readonly why: WhyReport }> {
    const { answer, candidates } = await this.explain(input);
    return {
      sources: await this.#parts.answerer.reportSources(answer),
      why: { answer, candidates, isSame: true },
    };
  }

  /** Recomputes a stored answer as of its moment, without storing it. Null if this person may not see it here. */
  async why(place: Place, answerId: string): Promise<WhyReport | null> {
    const given = await this.#parts.answers.get(place, answerId);
    if (given === null) return null;
    const { question, askedAt: now, asOf, asOfChosen, source } = given;
    const outlets = await outletsAt(place, this.#parts.settings);
    const anew = await this.#parts.answerer.answer({ question, now, asOf, asOfChosen, source, outlets });
    return { answer: given, candidates: anew.candidates, isSame: sayTheSame(given, anew.answer) };
  }

  async #ask(input: AskInput): Promise<Answer> {
    const { place, visibility, questionId } = input;
    return this.#parts.privacy.forPerson(place.userId, async (store) => {
      const { answer } = await this.explain(input);
      await store(() => this.#keep({ answer, place, visibility }, questionId));
      return answer;
    });
  }

  /** A full disk, or a store that may only be read, takes no answer away from the person who asked. */
  async #keep(record: AnswerRecord, questionId: string | undefined): Promise<void> {
    const { stores, openQuestions } = this.#parts;
    if (stores.isReadOnly === true) return; // said once, when it was opened
    try {
      await stores.answers.putAnswer(record);
      if (questionId !== undefined) await openQuestions.answered(questionId, record.answer.answerId);
    } catch (error) {
      if (!(error instanceof DatelineError) || error.code !== "store-broken") throw error;
      this.#parts.onUnsaved?.(error);
    }
  }
}

/** Returns the question with its white space normalized. @throws DatelineError usage-question for an empty or overlong one */
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
    { hint: "Ask one short question at a time." },
  );
}
