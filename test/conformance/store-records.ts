// Vectors, answers, open questions and settings: part of the suite for every store.
import { beforeEach, describe, expect, it } from "vitest";
import type { OpenQuestion } from "../../src/model/answer.js";
import type { Stores } from "../../src/store/ports.js";
import { answer, article, collect, here, revisionOf, unitVector } from "./samples.js";

const FINGERPRINT = "f".repeat(64);

/** Part of stores.test.ts. */
export function describeVectors(current: () => Stores): void {
  describe("vectors", () => {
    let stores: Stores;
    beforeEach(() => {
      stores = current();
    });
    it("keeps one vector a passage, bit by bit, in order", async () => {
      await stores.articles.useFingerprint(FINGERPRINT, 8);
      expect(stores.articles.fingerprint).toBe(FINGERPRINT);
      const vectors = [unitVector(1, 8), unitVector(2, 8)];
      await stores.articles.put(revisionOf(article(2), vectors));
      await stores.articles.put(revisionOf(article(1)));
      expect((await stores.articles.takePassagesToEmbed(1)).map((p) => p.passageId)).toEqual([
        "000000000001.1.0",
      ]);
      expect(await stores.articles.counts()).toMatchObject({ passages: 4, embeddings: 2 });
      await stores.articles.putEmbeddings([
        { passageId: "000000000001.1.1", embedding: unitVector(4, 8) },
        { passageId: "00000000000f.1.0", embedding: unitVector(5, 8) },
      ]);
      expect((await stores.articles.takePassagesToEmbed(9)).map((p) => p.passageId)).toEqual([
        "000000000001.1.0",
      ]);
      expect(await collect(stores)).toEqual([
        { passageId: "000000000002.1.0", embedding: vectors[0] },
        { passageId: "000000000002.1.1", embedding: vectors[1] },
        { passageId: "000000000001.1.1", embedding: unitVector(4, 8) },
      ]);
    });

    it("gives all of more than one batch", async () => {
      await stores.articles.useFingerprint(FINGERPRINT, 2);
      const text = Array.from({ length: 700 }, (_, n) => `Paragraph ${n}.`).join("\n\n");
      const vectors = Array.from({ length: 700 }, (_, n) => unitVector(n, 2));
      await stores.articles.put(revisionOf(article(1, { text }), vectors));
      const entries = await collect(stores);
      expect(entries.map((entry) => entry.passageId)).toEqual(vectors.map((_, n) => `000000000001.1.${n}`));
      expect(entries.map((entry) => entry.embedding)).toEqual(vectors);
    });

    it("drops the vectors of another fingerprint and reports their passages", async () => {
      await stores.articles.useFingerprint(FINGERPRINT, 2);
      await stores.articles.put(revisionOf(article(1), [unitVector(1, 2), unitVector(2, 2)]));
      await stores.articles.useFingerprint(FINGERPRINT, 2);
      expect(await collect(stores)).toHaveLength(2);
      await stores.articles.useFingerprint("e".repeat(64), 3);
      expect(stores.articles.fingerprint).toBe("e".repeat(64));
      expect(await collect(stores)).toEqual([]);
      expect(await stores.articles.takePassagesToEmbed(9)).toHaveLength(2);
      expect((await stores.articles.counts()).embeddings).toBe(0);
    });

    it("refuses vectors without an embedder, of another length or norm, or too few", async () => {
      const vectors = [unitVector(1, 2), unitVector(2, 2)];
      await expect(stores.articles.put(revisionOf(article(1), vectors))).rejects.toMatchObject({
        code: "store-fingerprint",
      });
      await stores.articles.useFingerprint(FINGERPRINT, 2);
      const bad = [
        [unitVector(1, 3), unitVector(2, 3)],
        [unitVector(1, 2)],
        [unitVector(1, 2), new Float32Array(2)],
      ];
      for (const embeddings of bad) {
        await expect(stores.articles.put(revisionOf(article(1), embeddings))).rejects.toThrow(RangeError);
      }
      expect((await stores.articles.counts()).articles).toBe(0);
    });
  });
}

/** Part of stores.test.ts. */
export function describeAnswers(current: () => Stores): void {
  describe("answers", () => {
    let stores: Stores;
    beforeEach(() => {
      stores = current();
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
      await stores.answers.putAnswer(given);
      expect(await stores.answers.answer("a")).toEqual(given);
      expect(await stores.answers.answer("b")).toBeNull();
      await stores.answers.putAnswer({ ...given, visibility: "public" });
      expect(await stores.answers.answer("a")).toEqual({ ...given, visibility: "public" });
      expect((await stores.articles.counts()).answers).toBe(1);
    });

    it("counts questions by day, from a moment on", async () => {
      for (const [id, day, hour] of [
        ["a", 20, 23],
        ["b", 21, 0],
        ["c", 21, 23],
        ["d", 23, 1],
      ] as const)
        await stores.answers.putAnswer({
          answer: answer(id, new Date(Date.UTC(2025, 9, day, hour)).toISOString()),
          ...{ place: here, visibility: "private" },
        });
      expect(await stores.answers.askedPerDay("2025-10-21T00:00:00.000Z")).toEqual([
        { day: "2025-10-21", count: 2 },
        { day: "2025-10-23", count: 1 },
      ]);
      expect(await stores.answers.askedPerDay("2025-10-24T00:00:00.000Z")).toEqual([]);
    });

    it("counts articles by the day of their first fetch", async () => {
      const put = (id: number, fetchedAt: string, title = "One") =>
        stores.articles.put(revisionOf(article(id, { fetchedAt, title })));
      await put(1, "2025-10-20T23:59:59.000Z");
      await put(2, "2025-10-21T00:00:00.000Z");
      await put(2, "2025-10-22T00:00:00.000Z", "Another");
      await put(3, "2025-10-21T12:00:00.000Z");
      expect(await stores.articles.addedPerDay("2025-10-21T00:00:00.000Z")).toEqual([
        { day: "2025-10-21", count: 2 },
      ]);
    });

    it("shows the newest of this channel that the person may see", async () => {
      await stores.answers.putAnswer(record("own-private", 3, {}, "private"));
      await stores.answers.putAnswer(record("public", 5, { userId: "9" }, "public"));
      await stores.answers.putAnswer(record("others-private", 6, { userId: "9" }, "private"));
      await stores.answers.putAnswer(record("elsewhere", 7, { channelId: "8" }, "public"));
      await stores.answers.putAnswer(record("own-elsewhere", 8, { channelId: "8" }, "private"));
      const seen = async (limit: number) =>
        (await stores.answers.recentAnswers(here, limit)).map((found) => found.answer.answerId);
      expect(await seen(10)).toEqual(["public", "own-private"]);
      expect(await seen(1)).toEqual(["public"]);
    });

    it("removes every answer to a person, public ones too, and nobody else's", async () => {
      await stores.answers.putAnswer(record("own", 1, {}, "public"));
      await stores.answers.putAnswer(record("own-dm", 2, { guildId: null, channelId: "8" }, "private"));
      await stores.answers.putAnswer(record("other", 3, { userId: "9" }, "public"));
      expect(await stores.answers.removeAnswersOf(here.userId)).toBe(2);
      expect(await stores.answers.removeAnswersOf(here.userId)).toBe(0);
      expect([await stores.answers.answer("own"), await stores.answers.answer("own-dm")]).toEqual([
        null,
        null,
      ]);
      expect((await stores.answers.recentAnswers(here, 9)).map((found) => found.answer.answerId)).toEqual([
        "other",
      ]);
      expect((await stores.articles.counts()).answers).toBe(1);
    });

    it("removes what was asked before an instant, in one guild or everywhere", async () => {
      const at = (minute: number) => new Date(Date.UTC(2025, 9, 21, 0, minute)).toISOString();
      await stores.answers.putAnswer(record("a1", 1, { guildId: "A" }, "public"));
      await stores.answers.putAnswer(record("a5", 5, { guildId: "A" }, "public"));
      await stores.answers.putAnswer(record("b1", 1, { guildId: "B" }, "public"));
      await stores.answers.putAnswer(record("dm1", 1, { guildId: null }, "private"));
      expect(await stores.answers.removeAnswersBefore(at(5), "A")).toBe(1);
      expect(await stores.answers.answer("a1")).toBeNull();
      expect(await stores.answers.removeAnswersBefore(at(1), null)).toBe(0);
      expect(await stores.answers.removeAnswersBefore(at(5), null)).toBe(2);
      expect(await stores.answers.answer("a5")).not.toBeNull();
      await expect(stores.answers.removeAnswersBefore("yesterday", null)).rejects.toThrow(RangeError);
    });
  });
}

/** Part of stores.test.ts. */
export function describeOpenQuestions(current: () => Stores): void {
  describe("open questions", () => {
    let stores: Stores;
    beforeEach(() => {
      stores = current();
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
      await stores.answers.writeOpenQuestions([open("1", 1), open("5", 1), elsewhere, others], []);
      expect(await stores.answers.openQuestions(here.userId, 9)).toEqual([
        elsewhere,
        open("5", 1),
        open("1", 1),
      ]);
      expect(await stores.answers.openQuestions(here.userId, 1)).toEqual([elsewhere]);
      expect(await stores.answers.openQuestions("nobody", 9)).toEqual([]);
    });

    it("are replaced when noted again, and forgotten when closed, noted in the same call or never", async () => {
      await stores.answers.writeOpenQuestions([open("1", 1), open("2", 2)], []);
      const answered = open("1", 1, { answerId: "a" });
      await stores.answers.writeOpenQuestions([answered, open("3", 3)], ["2", "3", "unknown"]);
      expect(await stores.answers.openQuestions(here.userId, 9)).toEqual([answered]);
      await stores.answers.writeOpenQuestions([], []);
      expect(await stores.answers.openQuestions(here.userId, 9)).toEqual([answered]);
    });

    it("go with the answers to a person, and by age, in one guild or everywhere", async () => {
      const others = open("4", 4, { place: { ...here, userId: "9", guildId: "other" } });
      await stores.answers.writeOpenQuestions([open("1", 1), open("2", 2), others], []);
      await stores.answers.removeAnswersBefore(open("", 2).askedAt, here.guildId);
      expect(await stores.answers.openQuestions(here.userId, 9)).toEqual([open("2", 2)]);
      await stores.answers.removeAnswersOf(here.userId);
      expect(await stores.answers.openQuestions(here.userId, 9)).toEqual([]);
      expect(await stores.answers.openQuestions("9", 9)).toEqual([others]);
      await stores.answers.removeAnswersBefore(open("", 5).askedAt, null);
      expect(await stores.answers.openQuestions("9", 9)).toEqual([]);
    });
  });
}

/** Part of stores.test.ts. */
export function describeSettings(current: () => Stores): void {
  it("keeps settings", async () => {
    const { settings } = current();
    expect(await settings.setting("k")).toBeNull();
    await settings.setSetting("k", "one");
    await settings.setSetting("k", "two");
    expect(await settings.setting("k")).toBe("two");
  });
}
