// Passages: exact, in order, within budget, whole sentences.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { approximateTokenCounter, estimateTokens } from "../../src/embed/embedder.js";
import { splitArticle } from "../../src/ingest/split.js";

/** Counts words, so that a test can be checked by eye; remembers its calls. */
function wordCounter() {
  const calls: (readonly string[])[] = [];
  const countTokens = async (texts: readonly string[]): Promise<number[]> => {
    calls.push(texts);
    return texts.map((text) => text.split(/\s+/).filter(Boolean).length);
  };
  return { calls, countTokens };
}

const sentence = (words: number, name: string): string =>
  `${"Word ".repeat(words - name.split(" ").length - 1)}of ${name}.`;

describe("splitArticle", () => {
  it("fills passages with whole sentences and counts tokens in one call", async () => {
    const { calls, countTokens } = wordCounter();
    const text = Array.from({ length: 10 }, (_, n) => sentence(30, `n${n}`)).join(" ");
    const passages = await splitArticle({ text }, { maxTokens: 100, countTokens });
    expect(passages.map(({ tokenCount }) => tokenCount)).toEqual([90, 90, 90, 30]);
    expect(passages.map(({ sentences }) => sentences.length)).toEqual([3, 3, 3, 1]);
    expect(passages.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2, 3]);
    expect(calls).toHaveLength(1);
  });

  it("splits a text of many slices as if it were one", async () => {
    const lines = Array.from({ length: 9_000 }, (_, n) => (n % 7 === 3 ? " " : sentence(12, `n${n}`)));
    const text = lines.join("\n\n");
    expect(text.length).toBeGreaterThan(400_000);
    const count = { maxTokens: 100, countTokens: wordCounter().countTokens };
    const whole = await splitArticle({ text }, count);
    const at = text.indexOf("\n", 200_001) + 1; // the first slice ends here
    const first = await splitArticle({ text: text.slice(0, at) }, count);
    expect(whole.slice(0, first.length - 1)).toEqual(first.slice(0, -1));
    for (const { start, end, text: passage } of whole) expect(text.slice(start, end)).toBe(passage);
    expect(
      whole
        .map(({ text: passage }) => passage)
        .join("")
        .replace(/\s/g, ""),
    ).toBe(text.replace(/\s/g, ""));
    expect(whole.flatMap(({ sentences }) => sentences)).toHaveLength(
      lines.filter((line) => line !== " ").length,
    );
  });

  it("breaks at the last paragraph end once half full", async () => {
    const { countTokens } = wordCounter();
    const text = `${sentence(60, "part ax")}\n\n${sentence(30, "part b1x")} ${sentence(30, "part b2x")}\n\n${sentence(10, "part cx")}`;
    const passages = await splitArticle({ text }, { maxTokens: 100, countTokens });
    expect(passages.map((passage) => passage.text)).toEqual([
      sentence(60, "part ax"),
      `${sentence(30, "part b1x")} ${sentence(30, "part b2x")}\n\n${sentence(10, "part cx")}`,
    ]);
  });

  it("stays with the sentence break where the paragraph end comes too early", async () => {
    const { countTokens } = wordCounter();
    const text = `${sentence(40, "part ax")}\n\n${sentence(30, "part b1x")} ${sentence(30, "part b2x")} ${sentence(30, "part b3x")}`;
    const passages = await splitArticle({ text }, { maxTokens: 100, countTokens });
    expect(passages.map(({ tokenCount }) => tokenCount)).toEqual([100, 30]);
  });

  it("joins a tiny last passage to the one before where it fits", async () => {
    const { countTokens } = wordCounter();
    const text = [sentence(50, "part ax"), sentence(50, "part bx"), sentence(20, "part cx")].join(" ");
    expect(await splitArticle({ text }, { maxTokens: 100, countTokens })).toHaveLength(1);
    const more = [sentence(50, "part ax"), sentence(50, "part bx"), sentence(26, "part cx")].join(" ");
    expect(await splitArticle({ text: more }, { maxTokens: 100, countTokens })).toHaveLength(2);
  });

  it("keeps a sentence over the budget whole up to 400 tokens, and cuts a longer one at its clauses", async () => {
    const { calls, countTokens } = wordCounter();
    const whole = sentence(390, "part ax");
    expect(await splitArticle({ text: whole }, { countTokens })).toHaveLength(1);
    const clause = `${"word ".repeat(39)}end, `;
    const text = `${clause.repeat(12)}and done.`;
    const passages = await splitArticle({ text }, { maxTokens: 160, countTokens });
    expect(passages.length).toBeGreaterThan(2);
    expect(passages.slice(0, -1).every((passage) => passage.text.endsWith("end,"))).toBe(true);
    expect(calls).toHaveLength(3);
  });

  it("cuts what has no words to cut at, though the tokenizer sees one token", async () => {
    const text = "𝒳".repeat(20_000);
    const passages = await splitArticle({ text }, { countTokens: async (texts) => texts.map(() => 1) });
    expect(passages.map((passage) => passage.text).join("")).toBe(text);
    expect(passages.every((passage) => !/\p{Cs}/u.test(passage.text) && passage.text.length <= 4_000)).toBe(
      true,
    );
  });

  it("gives nothing, and counts nothing, for an empty text", async () => {
    const { calls, countTokens } = wordCounter();
    expect(await splitArticle({ text: " \n" }, { countTokens })).toEqual([]);
    expect(calls).toHaveLength(0);
  });
});

describe("splitArticle on any text", () => {
  const word = fc.constantFrom(
    "The",
    "U.S.",
    "Mr.",
    "said",
    "3.5",
    "“Yes.",
    "No.”",
    "end.",
    "why?",
    "(so",
    "it)",
    "wort,",
    "…",
    "中文。",
    "👩‍👧",
  );
  const text = fc.oneof(
    fc
      .array(fc.tuple(word, fc.constantFrom(" ", " ", " ", "\n\n", "")), { maxLength: 300 })
      .map((parts) => parts.flat().join("")),
    fc.string({ unit: "binary", maxLength: 400 }),
    fc.lorem({ maxCount: 40, mode: "sentences" }),
  );

  it("cuts exact spans that hold every visible character in order, sentences inside", async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 200 }), async (value, maxTokens) => {
        const passages = await splitArticle({ text: value }, { maxTokens, ...approximateTokenCounter });
        expect(
          passages
            .map((passage) => passage.text)
            .join("")
            .replace(/\s/g, ""),
        ).toBe(value.replace(/\s/g, ""));
        for (const [i, passage] of passages.entries()) {
          expect(value.slice(passage.start, passage.end)).toBe(passage.text);
          expect(passage.text).toBe(passage.text.trim());
          expect(passage.start).toBeGreaterThanOrEqual(passages[i - 1]?.end ?? 0);
          expect(passage.ordinal).toBe(i);
          expect(passage.sentences[0]?.start).toBe(passage.start);
          expect(passage.sentences.at(-1)?.end).toBe(passage.end);
          const inner = passage.sentences.map(({ start, end }) => value.slice(start, end)).join("");
          expect(inner.replace(/\s/g, "")).toBe(passage.text.replace(/\s/g, ""));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("keeps to the budget, but for a sentence by itself and a tiny one joined", async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 30, max: 200 }), async (value, maxTokens) => {
        const passages = await splitArticle({ text: value }, { maxTokens, ...approximateTokenCounter });
        for (const { tokenCount, sentences } of passages) {
          expect(tokenCount).toBeLessThanOrEqual(sentences.length === 1 ? 400 : maxTokens * 1.25);
        }
        const total = passages.reduce((sum, { tokenCount }) => sum + tokenCount, 0);
        expect(Math.abs(total - estimateTokens(value))).toBeLessThanOrEqual(value.length / 3);
      }),
    );
  });
});
