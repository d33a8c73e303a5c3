// What a person is told of questions whose reply did not arrive: each once, newest answer first, nothing that is still being answered.
import { beforeEach, describe, expect, it } from "vitest";
import { OpenQuestionService } from "../../src/app/undelivered-replies.js";
import type { OpenQuestion } from "../../src/model/answer.js";
import type { Place } from "../../src/model/article.js";
import type { AnswerStore } from "../../src/store/ports.js";
import { SqliteAnswerStore } from "../../src/store/sqlite/answers.js";
import { OwnForgets } from "../../src/store/sqlite/processes.js";
import { answer } from "../conformance/samples.js";
import { connectInMemory } from "../store/temp-folder.js";

const ANN: Place = { guildId: "1", channelId: "a", userId: "ann" };
const ELSEWHERE: Place = { guildId: null, channelId: "dm", userId: "ann" };
const BOB: Place = { ...ANN, userId: "bob" };

let store: AnswerStore;
let now: string;
let writes: (readonly [noted: number, closed: number])[];
beforeEach(() => {
  store = new SqliteAnswerStore(connectInMemory());
  now = "2025-11-24T14:05:00.000Z";
  writes = [];
});

/** As after a start: nothing in memory, what is stored is there. `hold` is waited for before each write, as a database may. */
function started(hold: () => Promise<unknown> = async () => undefined): OpenQuestionService {
  const counted = {
    openQuestions: store.openQuestions.bind(store),
    answer: store.answer.bind(store),
    removeAnswersOf: store.removeAnswersOf.bind(store),
    writeOpenQuestions: async (noted: readonly OpenQuestion[], closed: readonly string[]) => {
      writes.push([noted.length, closed.length]);
      await hold();
      return store.writeOpenQuestions(noted, closed);
    },
  };
  return new OpenQuestionService({
    store: counted,
    forgets: new OwnForgets(),
    answers: { quotedAt: async (_place, given) => given },
    now: () => now,
  });
}

async function answered(questions: OpenQuestionService, questionId: string, place: Place): Promise<void> {
  await store.putAnswer({ answer: answer(`answer-${questionId}`, now), place, visibility: "private" });
  await questions.answered(questionId, `answer-${questionId}`);
}

describe("open questions", () => {
  it("are told of after a restart, once their telling was delivered no more", async () => {
    const before = started();
    await before.begin("1", "Is it open?", ANN);
    const after = started();
    const unfinished = [{ question: "Is it open?", askedAt: now }];
    expect(await after.missed(ELSEWHERE, "20")).toMatchObject({ answer: null, unfinished });
    await after.end("20", "lost");
    expect(await after.missed(ELSEWHERE, "21")).toMatchObject({ answer: null, unfinished });
    await after.end("21", "delivered");
    expect(await after.missed(ELSEWHERE, "22")).toBeNull();
    expect(await after.missed(BOB, "23")).toBeNull();
  });

  it("whose reply arrived are not told of while the database still writes that down, in whatever order it would", async () => {
    const held: (() => void)[] = [];
    const questions = started(() => new Promise<void>((resolve) => void held.push(resolve)));
    const goOn = () =>
      expect
        .poll(() => held.length)
        .toBe(1)
        .then(() => held.shift()?.());
    const begun = questions.begin("1", "Is it open?", ANN);
    await expect.poll(() => held.length).toBe(1); // the question is being written
    await store.putAnswer({ answer: answer("answer-1", now), place: ANN, visibility: "private" });
    const linked = questions.answered("1", "answer-1");
    await goOn();
    await begun;
    await goOn();
    await linked;
    const ended = questions.end("1", "delivered");
    await expect.poll(() => held.length).toBe(1); // that it is over is being written
    const missed = questions.missed(ANN, "20");
    await goOn();
    await ended;
    expect(await missed).toBeNull();
  });

  it("that are being answered are not told of, nor those whose reply arrived", async () => {
    const questions = started();
    void questions.begin("1", "Is it open?", ANN);
    expect(await questions.missed(ANN, "20")).toBeNull();
    await answered(questions, "1", ANN);
    expect(await questions.missed(ANN, "21")).toBeNull();
    await questions.end("1", "delivered");
    expect(await started().missed(ANN, "22")).toBeNull();
  });

  it("whose answer was lost bring it, the newest first, one at a time", async () => {
    const questions = started();
    for (const questionId of ["1", "2"]) {
      now = `2025-11-24T14:0${questionId}:00.000Z`;
      void questions.begin(questionId, "Is it open?", ANN);
      await answered(questions, questionId, ANN);
      await questions.end(questionId, "lost");
    }
    expect(await questions.missed(ANN, "20")).toMatchObject({
      answer: { answerId: "answer-2" },
      unfinished: [],
    });
    await questions.end("20", "delivered");
    expect(await questions.missed(ANN, "21")).toMatchObject({ answer: { answerId: "answer-1" } });
    await questions.end("21", "delivered");
    expect(await questions.missed(ANN, "22")).toBeNull();
  });

  it("are not brought up after a week", async () => {
    await started().begin("1", "Is it open?", ANN);
    now = "2025-12-02T00:00:00.000Z";
    const questions = started();
    expect(await questions.missed(ANN, "20")).toBeNull();
    await questions.end("20", "delivered");
    expect(await store.openQuestions("ann", 9)).toEqual([]);
  });

  it("of a burst are written together", async () => {
    const questions = started();
    await Promise.all(
      Array.from({ length: 200 }, (_, at) => questions.begin(String(at), "Is it open?", ANN)),
    );
    expect(writes).toEqual([[200, 0]]);
    await Promise.all(Array.from({ length: 200 }, (_, at) => questions.end(String(at), "delivered")));
    expect(writes).toEqual([
      [200, 0],
      [0, 200],
    ]);
    expect(await store.openQuestions("ann", 9)).toEqual([]);
  });

  it("that wait to be written are written when all is closed", async () => {
    const questions = started();
    const noted = questions.begin("1", "Is it open?", ANN);
    await questions.close();
    expect(await store.openQuestions("ann", 9)).toHaveLength(1);
    await noted;
  });
});
