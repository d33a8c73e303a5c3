// Stored answers: who may see one, its sources as they are now, and posting a private one in its channel.

import { verifyAnswer } from "../answer/cite.js";
import { withholdAnswer, withholdSources } from "../answer/sources.js";
import { type Answer, type PlannedEvent, plannedEventOf, type SourcesReport } from "../model/answer.js";
import type { Instant, Place } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import type { Proof } from "../model/proof.js";
import type { AnswerRecord, Stores } from "../store/ports.js";
import { outletsAt, quotable } from "./allowed-outlets.js";
import type { PriorityAnswerer } from "./answer-pipeline.js";
import type { SettingsService } from "./guild-settings.js";
import type { PrivacyService } from "./privacy.js";
import { makeProof } from "./proof.js";

interface AnswerParts {
  readonly stores: Pick<Stores, "articles" | "answers">;
  readonly settings: Pick<SettingsService, "of">;
  readonly privacy: Pick<PrivacyService, "forPerson">;
  readonly answerer: Pick<PriorityAnswerer, "reportSources">;
  readonly now: () => Instant;
}

export class AnswerService {
  readonly #parts: AnswerParts;

  constructor(parts: AnswerParts) {
    this.#parts = parts;
  }

  /** Returns the stored answer without quotes that are withheld here; null if this person may not see it, or nothing is left. */
  async get(place: Place, answerId: string): Promise<Answer | null> {
    const answer = await this.#seen(place, answerId);
    return answer === null ? null : this.quotedAt(place, this.#today(answer));
  }

  /** Returns the answer without quotes that are withheld at this place; null if its lead is. */
  async quotedAt(place: Place, answer: Answer): Promise<Answer | null> {
    return withholdAnswer(answer, quotable(await outletsAt(place, this.#parts.settings)));
  }

  /** Reports on the given answer, or on the newest that this person may see here; null if there is none. Withheld outlets say only that. */
  async sources(place: Place, answerId?: string): Promise<SourcesReport | null> {
    const answer =
      answerId === undefined ? (await this.recent(place, 1))[0] : await this.#seen(place, answerId);
    if (!answer) return null;
    const outlets = await outletsAt(place, this.#parts.settings);
    return withholdSources(await this.#parts.answerer.reportSources(this.#today(answer)), quotable(outlets));
  }

  /** Returns the event that an answer announces, its quote verified again; null as for `get`, or if it announces none. */
  async plannedEvent(place: Place, answerId: string): Promise<PlannedEvent | null> {
    const answer = await this.get(place, answerId);
    const { articles } = this.#parts.stores;
    const verified =
      answer === null ? null : await verifyAnswer(answer, (id, revision) => articles.article(id, revision));
    const event = verified === null ? null : plannedEventOf(verified);
    return event?.quote.text === (answer?.kind === "answered" ? answer.quotes[0]?.text : null) ? event : null;
  }

  /** Returns the proof of an answer, without quotes that are withheld here; null if this person may not see it, or nothing is left. */
  async proof(place: Place, answerId: string): Promise<Proof | null> {
    const answer = await this.get(place, answerId);
    const { articles } = this.#parts.stores;
    return answer === null ? null : makeProof(answer, (id, revision) => articles.article(id, revision));
  }

  /** Returns up to `limit` answers that this person may see here, newest first. */
  async recent(place: Place, limit: number): Promise<readonly Answer[]> {
    return (await this.#parts.stores.answers.recentAnswers(place, limit)).map((record) => record.answer);
  }

  /**
   * Makes an answer public in the channel of `place`, so that /sources finds it there; only the person who asked can.
   * @throws DatelineError answer-unknown
   */
  publish(place: Place, answerId: string): Promise<Answer> {
    const { stores, privacy } = this.#parts;
    return privacy.forPerson(place.userId, async (store) => {
      const answer = await this.#publishable(place, answerId);
      await store(() => stores.answers.putAnswer({ answer, place, visibility: "public" }));
      return answer;
    });
  }

  async #publishable(place: Place, answerId: string): Promise<Answer> {
    const { stores } = this.#parts;
    const record = await stores.answers.answer(answerId);
    if (record === null) {
      throw new DatelineError("answer-unknown", "This answer is too old: it is no longer stored", {
        hint: "Ask the question again with /ask.",
      });
    }
    if (record.place.userId !== place.userId) {
      throw new DatelineError("answer-unknown", `No such answer of yours: ${answerId}`, {
        hint: "Ask the question again; only the person who asked can post an answer.",
      });
    }
    const quoted = await this.quotedAt(place, this.#today(record.answer));
    const read = (id: string, revision: number) => stores.articles.article(id, revision);
    const answer = quoted === null ? null : await verifyAnswer(quoted, read);
    if (answer === null) {
      throw new DatelineError(
        "answer-unknown",
        `Answer without its articles: ${answerId}: they were removed, or are not quoted here any more`,
        { hint: "Ask the question again." },
      );
    }
    return answer;
  }

  /** Notes that the day of an announced event has passed since the answer was given. */
  #today(answer: Answer): Answer {
    const event = plannedEventOf(answer);
    if (event === null || event.day >= this.#parts.now().slice(0, 10)) return answer;
    return { ...answer, lookedAheadTo: event.day } as Answer;
  }

  /** Returns the stored answer as it was given, if this person may see it here. */
  async #seen(place: Place, answerId: string): Promise<Answer | null> {
    const record = await this.#parts.stores.answers.answer(answerId);
    return record !== null && maySee(record, place) ? record.answer : null;
  }
}

/** Only the person who asked may see a private answer; everyone in its channel may see a public one. */
function maySee(record: AnswerRecord, place: Place): boolean {
  if (record.place.userId === place.userId) return true;
  return record.visibility === "public" && record.place.channelId === place.channelId;
}
