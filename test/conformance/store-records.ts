// Vectors, answers and settings: part of the suite for every store.
import { beforeEach, describe, expect, it } from "vitest";
import type { OpenQuestion } from "../../src/model/answer.js";
import type { Store } from "../../src/store/ports.js";
import { answer, article, collect, here, revisionOf, unitVector } from "./samples.js";

const FINGERPRINT = "f".repeat(64);

/** Part of describeStore. */
export function describeVectors(current: () => Store): void {
  describe("vectors", () => {
    let store: Store;
    beforeEach(() => {
      store = current();
    });
    it("keeps one vector a passage, bit by bit, in order", async () => {
      await store.useFingerprint(FINGERPRINT, 8);
      expect(store.fingerprint).toBe(FINGERPRINT);
      const vectors = [unitVector(1, 8), unitVector(2, 8)];
      await store.put(revisionOf(article(2), vectors));
      await store.put(revisionOf(article(1)));
      expect((await store.passagesWithoutEmbedding(1)).map((p) => p.passageId)).toEqual(["000000000001.1.0"]);
      expect(await store.counts()).toMatchObject({ passages: 4, embeddings: 2 });
      await store.putEmbeddings([
        { passageId: "000000000001.1.1", embedding: unitVector(4, 8) },
        { passageId: "00000000000f.1.0", embedding: unitVector(5, 8) },
      ]);
      expect((await store.passagesWithoutEmbedding(9)).map((p) => p.passageId)).toEqual(["000000000001.1.0"]);
      expect(await collect(store)).toEqual([
        { passageId: "000000000002.1.0", embedding: vectors[0] },
        { passageId: "000000000002.1.1", embedding: vectors[1] },
        { passageId: "000000000001.1.1", embedding: unitVector(4, 8) },
      ]);
    });

    it("gives all of more than one batch", async () => {
      await store.useFingerprint(FINGERPRINT, 2);
      const text = Array.from({ length: 700 }, (_, n) => `Paragraph ${n}.`).join("\n\n");
      const vectors = Array.from({ length: 700 }, (_, n) => unitVector(n, 2));
      await store.put(revisionOf(article(1, { text }), vectors));
      const entries = await collect(store);
      expect(entries.map((entry) => entry.passageId)).toEqual(vectors.map((_, n) => `000000000001.1.${n}`));
      expect(entries.map((entry) => entry.embedding)).toEqual(vectors);
    });

    it("drops the vectors of another fingerprint and reports their passages", async () => {
      await store.useFingerprint(FINGERPRINT, 2);
      await store.put(revisionOf(article(1), [unitVector(1, 2), unitVector(2, 2)]));
      await store.useFingerprint(FINGERPRINT, 2);
      expect(await collect(store)).toHaveLength(2);
      await store.useFingerprint("e".repeat(64), 3);
      expect(store.fingerprint).toBe("e".repeat(64));
      expect(await collect(store)).toEqual([]);
      expect(await store.passagesWithoutEmbedding(9)).toHaveLength(2);
      expect((await store.counts()).embeddings).toBe(0);
    });

    it("refuses vectors without an embedder, of another length or norm, or too few", async () => {
      const vectors = [unitVector(1, 2), unitVector(2, 2)];
      await expect(store.put(revisionOf(article(1), vectors))).rejects.toMatchObject({
        code: "store-fingerprint",
      });
      await store.useFingerprint(FINGERPRINT, 2);
      const bad = [
        [unitVector(1, 3), unitVector(2, 3)],
        [unitVector(1, 2)],
        [unitVector(1, 2), new Float32Array(2)],
      ];
      for (const embeddings of bad) {
        await expect(store.put(revisionOf(article(1), embeddings))).rejects.toThrow(RangeError);
      }
      expect((await store.counts()).articles).toBe(0);
    });
  });
}

/** Part of describeStore. */
export function describeAnswers(current: () => Store): void {
  describe("answers and settings", () => {
    let store: Store;
    beforeEach(() => {
      store = current();
    });
    const record = (
      id: string,
      minute: number,
      over: Partial<typeof here>,
      visibility: "public" | "private",
    ) => ({
      answer: answer(id, new Date(Date.UTC(2025, 9, 21, 0, minute)).toISOString()),
      place: { ...here, ...over },
      visibility,
    });

    it("gives back answers by id, replacing one put again", async () => {
      const given = record("a", 1, {}, "private");
      await store.putAnswer(given);
      expect(await store.answer("a")).toEqual(given);
      expect(await store.answer("b")).toBeNull();
      await store.putAnswer({ ...given, visibility: "public" });
      expect(await store.answer("a")).toEqual({ ...given, visibility: "public" });
      expect((await store.counts()).answers).toBe(1);
    });

    it("shows the newest of this channel that the person may see", async () => {
      await store.putAnswer(record("own-private", 3, {}, "private"));
      await store.putAnswer(record("public", 5, { userId: "9" }, "public"));
      await store.putAnswer(record("others-private", 6, { userId: "9" }, "private"));
      await store.putAnswer(record("elsewhere", 7, { channelId: "8" }, "public"));
      await store.putAnswer(record("own-elsewhere", 8, { channelId: "8" }, "private"));
      const seen = async (limit: number) =>
        (await store.recentAnswers(here, limit)).map((found) => found.answer.answerId);
      expect(await seen(10)).toEqual(["public", "own-private"]);
      expect(await seen(1)).toEqual(["public"]);
    });

    it("removes every answer to a person, public ones too, and nobody else's", async () => {
      await store.putAnswer(record("own", 1, {}, "public"));
      await store.putAnswer(record("own-dm", 2, { guildId: null, channelId: "8" }, "private"));
      await store.putAnswer(record("other", 3, { userId: "9" }, "public"));
      expect(await store.removeAnswersOf(here.userId)).toBe(2);
      expect(await store.removeAnswersOf(here.userId)).toBe(0);
      expect([await store.answer("own"), await store.answer("own-dm")]).toEqual([null, null]);
      expect((await store.recentAnswers(here, 9)).map((found) => found.answer.answerId)).toEqual(["other"]);
      expect((await store.counts()).answers).toBe(1);
    });

    it("removes what was asked before an instant, in one guild or everywhere", async () => {
      const at = (minute: number) => new Date(Date.UTC(2025, 9, 21, 0, minute)).toISOString();
      await store.putAnswer(record("a1", 1, { guildId: "A" }, "public"));
      await store.putAnswer(record("a5", 5, { guildId: "A" }, "public"));
      await store.putAnswer(record("b1", 1, { guildId: "B" }, "public"));
      await store.putAnswer(record("dm1", 1, { guildId: null }, "private"));
      expect(await store.removeAnswersBefore(at(5), "A")).toBe(1);
      expect(await store.answer("a1")).toBeNull();
      expect(await store.removeAnswersBefore(at(1), null)).toBe(0);
      expect(await store.removeAnswersBefore(at(5), null)).toBe(2);
      expect(await store.answer("a5")).not.toBeNull();
      await expect(store.removeAnswersBefore("yesterday", null)).rejects.toThrow(RangeError);
    });

    it("keeps settings", async () => {
      expect(await store.setting("k")).toBeNull();
      await store.setSetting("k", "one");
      await store.setSetting("k", "two");
      expect(await store.setting("k")).toBe("two");
    });
  });
}

/** Part of describeStore. */
export function describeOpenQuestions(current: () => Store): void {
  describe("open questions", () => {
    let store: Store;
    beforeEach(() => {
      store = current();
    });
    const open = (questionId: string, minute: number, over: Partial<OpenQuestion> = {}): OpenQuestion => ({
      questionId,
      question: `Question ${questionId}?`,
      place: here,
      askedAt: new Date(Date.UTC(2025, 9, 21, 0, minute)).toISOString(),
      answerId: null,
      ...over,
    });

    it("are given to the person who asked, newest first, wherever that was, and to nobody else", async () => {
      const elsewhere = open("3", 3, { place: { ...here, guildId: null, channelId: "8" } });
      const others = open("4", 4, { place: { ...here, userId: "9" } });
      await store.writeOpenQuestions([open("1", 1), open("5", 1), elsewhere, others], []);
      expect(await store.openQuestions(here.userId, 9)).toEqual([elsewhere, open("5", 1), open("1", 1)]);
      expect(await store.openQuestions(here.userId, 1)).toEqual([elsewhere]);
      expect(await store.openQuestions("nobody", 9)).toEqual([]);
    });

    it("are replaced when noted again, and forgotten when closed, noted in the same call or never", async () => {
      await store.writeOpenQuestions([open("1", 1), open("2", 2)], []);
      const answered = open("1", 1, { answerId: "a" });
      await store.writeOpenQuestions([answered, open("3", 3)], ["2", "3", "unknown"]);
      expect(await store.openQuestions(here.userId, 9)).toEqual([answered]);
      await store.writeOpenQuestions([], []);
      expect(await store.openQuestions(here.userId, 9)).toEqual([answered]);
    });

    it("go with the answers to a person, and by age, in one guild or everywhere", async () => {
      const others = open("4", 4, { place: { ...here, userId: "9", guildId: "other" } });
      await store.writeOpenQuestions([open("1", 1), open("2", 2), others], []);
      await store.removeAnswersBefore(open("", 2).askedAt, here.guildId);
      expect(await store.openQuestions(here.userId, 9)).toEqual([open("2", 2)]);
      await store.removeAnswersOf(here.userId);
      expect(await store.openQuestions(here.userId, 9)).toEqual([]);
      expect(await store.openQuestions("9", 9)).toEqual([others]);
      await store.removeAnswersBefore(open("", 5).askedAt, null);
      expect(await store.openQuestions("9", 9)).toEqual([]);
    });
  });
}
