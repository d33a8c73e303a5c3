// The everyday questions: that the set itself is sound, and how an answer to one is judged.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { judgeEveryday, readWorlds } from "../../src/eval/everyday.js";
import type { Answer, Answered } from "../../src/model/answer.js";
import { ROOT } from "../repository-root.js";

const read = (folder: string) => readWorlds(join(ROOT, "test/golden", folder), join(ROOT, "data/articles"));
const worlds = await read("everyday");
const madeUp = await read("made-up-news");
const endOf = (asOf: string) => (asOf.includes("T") ? asOf : `${asOf}T23:59:59.999Z`);

describe("the set of everyday questions", () => {
  const halves = worlds.filter(({ name }) => name !== "cases");
  const questions = halves.flatMap((half) => half.questions);

  it("has at least 100 questions, tuned and put aside, of the same kinds, about a fifth of them without an answer", () => {
    expect(questions.length).toBeGreaterThanOrEqual(100);
    const [tuned, held] = halves.map((half) => half.questions);
    expect(tuned?.length).toBeGreaterThanOrEqual(held?.length ?? 0); // what guards a mended kind is tuned
    expect(new Set(tuned?.map(({ kind }) => kind))).toEqual(new Set(held?.map(({ kind }) => kind)));
    const silent = questions.filter(({ silence }) => silence).length;
    expect(silent / questions.length).toBeGreaterThan(0.15);
    expect(new Set(questions.map(({ asOf }) => asOf)).size).toBeGreaterThan(20);
  });

  it("reads a folder that has neither half", () => {
    expect(madeUp.map(({ name, isOpen }) => [name, isOpen])).toEqual([
      ["stories", true],
      ["stories put aside", false],
    ]);
  });

  it("asks no question of one half in the other", () => {
    expect(new Set(questions.map(({ question, asOf }) => `${question} ${asOf}`)).size).toBe(questions.length);
  });

  it.each([...worlds, ...madeUp])(
    "wants only words that its articles held by then: $name $questions.0.question",
    (world) => {
      for (const { question, asOf, lead = [], extra = [] } of world.questions) {
        const visible = world.articles.filter(
          ({ publishedAt, updatedAt }) => (updatedAt ?? publishedAt ?? "") <= endOf(asOf),
        );
        for (const words of [...lead, ...extra])
          expect(
            visible.some(({ text }) => text.includes(words)),
            `${question}: ${words}`,
          ).toBe(true);
      }
    },
  );
});

describe("judgeEveryday", () => {
  const quote = (text: string, days: Record<string, string> = {}) => ({
    text,
    resolvedDates: Object.entries(days).map(([words, day]) => ({ words, day })),
  });
  const answered = (given: object) =>
    ({ kind: "answered", strength: "clear", earlier: [], ...given }) as unknown as Answered;
  const silent = (given: object) =>
    ({ kind: "unanswered", missing: [], reason: "not-covered", ...given }) as unknown as Answer;
  const asked = { question: "Who won?", asOf: "2025-01-01", kind: "person" };

  it("wants one of the leads, in the strength that was asked for", () => {
    const question = { ...asked, lead: ["Ann won", "Bo won"], strength: "clear" as const };
    const verdict = judgeEveryday(question, answered({ quotes: [quote("Bo won the race.")] }));
    expect(verdict).toMatchObject({ isRight: true, isStrengthRight: true, extraLines: 0 });
    const weak = answered({ strength: "weak", quotes: [quote("Bo won the race.")] });
    expect(judgeEveryday(question, weak)).toMatchObject({ isRight: true, isStrengthRight: false });
    expect(judgeEveryday(question, silent({}))).toMatchObject({ isRight: false, isStrengthRight: false });
  });

  it("takes a wrong lead for right in strength only if it is not called clear", () => {
    const question = { ...asked, lead: ["Ann won"], never: ["in 2020"] };
    const wrong = { quotes: [quote("Ann won in 2020.")] };
    expect(judgeEveryday(question, answered(wrong))).toMatchObject({
      isRight: false,
      isStrengthRight: false,
    });
    const weak = answered({ ...wrong, strength: "weak" });
    expect(judgeEveryday(question, weak)).toMatchObject({ isRight: false, isStrengthRight: true });
  });

  it("counts a further line as noise unless it adds something, or holds the answer that the lead lacks", () => {
    const question = { ...asked, lead: ["Ann won"], extra: ["by a nose"] };
    const others = [quote("It was by a nose."), quote("Ann won."), quote("It rained.")];
    const right = judgeEveryday(question, answered({ quotes: [quote("Ann won."), ...others] }));
    expect(right).toMatchObject({ extraLines: 3, noise: ["Ann won.", "It rained."] });
    const wrong = judgeEveryday(question, answered({ quotes: [quote("They ran."), ...others] }));
    expect(wrong.noise).toEqual(["It rained."]);
  });

  it("wants the days beside the lead, and nothing forbidden in any line", () => {
    const question = { ...asked, lead: ["Ann won"], days: { "on Monday": "2025-01-06" }, nowhere: ["rain"] };
    const right = quote("Ann won on Monday.", { "on Monday": "2025-01-06" });
    expect(judgeEveryday(question, answered({ quotes: [right] })).isRight).toBe(true);
    expect(judgeEveryday(question, answered({ quotes: [quote("Ann won on Monday.")] })).isRight).toBe(false);
    expect(judgeEveryday(question, answered({ quotes: [right, quote("It was wet.")] })).isRight).toBe(true);
    expect(judgeEveryday(question, answered({ quotes: [right, quote("No rain.")] })).isRight).toBe(false);
  });

  it("takes silence only where it is wanted, for its reason, and without calling a known word unknown", () => {
    expect(judgeEveryday({ ...asked, silence: true }, silent({})).isRight).toBe(true);
    expect(judgeEveryday({ ...asked, silence: true, reason: "no-subject" }, silent({})).isRight).toBe(false);
    const notMissing = { ...asked, silence: true, notMissing: ["WHO"] };
    expect(judgeEveryday(notMissing, silent({ missing: ["who"] })).isRight).toBe(false);
  });
});
