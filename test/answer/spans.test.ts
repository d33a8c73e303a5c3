// Spans: which sentences are quoted alone, which with a neighbor, and that none overlap.
import { describe, expect, it } from "vitest";
import { type ScoringOptions, scoreSentences } from "../../src/answer/sentences.js";
import type { Hit } from "../../src/model/article.js";
import { makeArticle, makeFound, makeHit } from "./articles.js";

/** A cross-encoder that gives each text the logit of the first entry whose words it holds, else −8. */
function reading(logits: readonly (readonly [string, number])[]) {
  const read: string[] = [];
  const rerank = async (_question: string, texts: readonly string[]) => {
    read.push(...texts);
    return texts.map((text) => logits.find(([words]) => text.includes(words))?.[1] ?? -8);
  };
  return { fingerprint: "made up", rerank, read };
}

const QUESTION = "Who won the mayor's race in Ostby?";

async function spansOf(
  hits: readonly Hit[],
  logits: readonly (readonly [string, number])[],
  options: ScoringOptions = {},
) {
  const reranker = reading(logits);
  const spans = await scoreSentences(makeFound(hits, QUESTION), QUESTION, reranker, options);
  return { texts: spans.map(({ text }) => text), spans, read: reranker.read };
}

describe("scoreSentences with a cross-encoder", () => {
  const hit = makeHit(
    makeArticle(
      "The race for mayor of Ostby was decided by nineteen votes. The winner is the teacher Berit Moen. Boats lay in the harbor all night.",
    ),
    5,
  );

  it("quotes two neighbors together if they say more together than either alone", async () => {
    const { texts, spans } = await spansOf(
      [hit],
      [
        ["nineteen votes. The winner", 9],
        ["nineteen votes", 4],
        ["Berit Moen", 5],
      ],
    );
    expect(texts[0]).toBe(
      "The race for mayor of Ostby was decided by nineteen votes. The winner is the teacher Berit Moen.",
    );
    const [best] = spans;
    expect(best?.logit).toBe(5);
    expect(hit.article.text.slice(best?.core.start, best?.core.end)).toBe(
      "The winner is the teacher Berit Moen.",
    );
  });

  it("reads the best once more below their titles, which name what a sentence only points at", async () => {
    const lines = "The race was decided by nineteen votes on Sunday. Boats lay in the harbor all night.";
    const of = (articleId: string, title: string) =>
      makeHit(makeArticle(lines, { articleId, title, publishedAt: "2025-10-17T12:00:00.000Z" }), 5);
    const hits = [of("00000000000a", "Mayor of Vestby"), of("00000000000b", "Mayor of Ostby")];
    const { spans, read } = await spansOf(hits, [
      ["Mayor of Ostby. The race", 9],
      ["Mayor of Vestby. The race", -4],
      ["nineteen votes", 4],
    ]);
    expect(spans[0]?.hit.article.title).toBe("Mayor of Ostby");
    expect(spans[0]?.text).not.toContain("Mayor");
    expect(spans[0]?.logit).toBe(4);
    expect(read.filter((text) => text.startsWith("Mayor of")).length).toBeLessThanOrEqual(8);
  });

  it("quotes an answer that is too short to stand alone with the sentence before it", async () => {
    const short = makeHit(
      makeArticle(
        "Berit Moen was asked whether she had won the race in Ostby. Moen said yes. Boats lay in the harbor.",
      ),
      5,
    );
    const { texts } = await spansOf(
      [short],
      [
        ["Ostby. Moen said yes", 8],
        ["in Ostby", 3],
      ],
    );
    expect(texts[0]).toBe("Berit Moen was asked whether she had won the race in Ostby. Moen said yes.");
  });

  it("prefers what answers to what comes first in the same article", async () => {
    const later = makeHit(
      makeArticle(
        "Berit Moen and Jon Aas met on the square of Ostby on Friday. They talked about boats and fish. The mayor's race in Ostby was won by Berit Moen.",
      ),
      5,
    );
    const { texts } = await spansOf(
      [later],
      [
        ["was won by", 6],
        ["square of Ostby", 2],
      ],
    );
    expect(texts[0]).toContain("was won by");
  });

  it("quotes a sentence alone if a neighbor takes from it", async () => {
    const { texts } = await spansOf(
      [hit],
      [
        ["nineteen votes. The winner", 1],
        ["Moen. Boats", 1],
        ["Berit Moen", 9],
      ],
    );
    expect(texts[0]).toBe("The winner is the teacher Berit Moen.");
  });

  it("never gives two spans that share a sentence", async () => {
    const { spans } = await spansOf(
      [hit],
      [
        ["Moen", 5],
        ["votes", 4],
        ["Boats", 3],
      ],
    );
    const places = [...spans].sort((a, b) => a.start - b.start);
    expect(places.length).toBeGreaterThan(0);
    for (const [at, { start }] of places.entries())
      expect(start).toBeGreaterThanOrEqual(places[at - 1]?.end ?? 0);
  });

  it("joins nothing across articles, nor beyond sixty words", async () => {
    const long = `The count took ${"many long slow cold dark wet grey hours and ".repeat(6)}a day.`;
    const other = makeHit(
      makeArticle(`${long} The teacher Berit Moen won.`, { articleId: "00000000000b" }),
      4,
    );
    const { read } = await spansOf([hit, other], [["Moen", 5]]);
    const spans = read.map((text) => text.replace(/^A title\. /, ""));
    for (const span of spans) expect(span.split(/\s+/).length).toBeLessThanOrEqual(60);
    expect(read.some((text) => text.includes("all night. The count"))).toBe(false);
    expect(read.some((text) => text.includes("a day. The teacher"))).toBe(false);
  });

  it("reads earlier reports beyond the best hits, those that the cross-encoder likes best", async () => {
    const hits = Array.from({ length: 10 }, (_, at) =>
      makeHit(
        makeArticle(`Report number ${at} tells of the race in Ostby.`, { articleId: `00000000000${at}` }),
        at,
      ),
    );
    const limits = { hits: 2, earlier: 2, paired: 0, titled: 0 };
    const { read } = await spansOf(hits, [], { limits });
    expect([...read].sort()).toEqual(
      [0, 1, 8, 9].map((at) => `Report number ${at} tells of the race in Ostby.`),
    );
  });

  describe("with more sentences than can matter", () => {
    const about = (at: number, logit: number, day: string) => {
      const lines = Array.from(
        { length: 5 },
        (_, line) => `Report ${at} tells in line ${line} of the race in Ostby.`,
      );
      const articleId = `00000000000${at}`;
      const article = makeArticle(lines.join(" "), { articleId, publishedAt: `${day}T12:00:00.000Z` });
      const hit = makeHit(article, 10 - at);
      return { ...hit, signals: { ...hit.signals, rerank: logit } };
    };
    const logits = [
      ["Report 0 tells in line 3", 9],
      ["Report 1", 5],
      ["Report 0", 4],
      ["Report 2 tells in line 2", 2],
      ["Report 3", -9],
    ] as const;

    it("leaves out those of passages far from the question, and finds the same best ones", async () => {
      const hits = [about(0, 6, "2025-10-17"), about(1, 5, "2025-10-17"), about(3, -5, "2025-10-17")];
      const some = await spansOf(hits, logits);
      const limits = { hits: 6, earlier: 2, paired: 8, titled: 8, readAll: true };
      const all = await spansOf(hits, logits, { limits });
      expect(all.read.filter((text) => text.startsWith("Report 3"))).toHaveLength(5);
      expect(some.read.filter((text) => text.includes("Report 3"))).toEqual([]);
      expect(some.texts.slice(0, 8)).toEqual(all.texts.slice(0, 8));
      expect(some.spans).toHaveLength(all.spans.length);
      const unread = some.spans.filter(({ text }) => text.includes("Report 3"));
      expect(unread.every(({ logit }) => logit === -12)).toBe(true);
    });

    it("quotes nothing of a passage that is about something else, however new it is", async () => {
      const hits = [about(0, 6, "2024-10-17"), about(3, -8, "2025-10-17")];
      const { spans } = await spansOf(hits, logits);
      expect(spans.some(({ text }) => text.includes("Report 0"))).toBe(true);
      expect(spans.some(({ text }) => text.includes("Report 3"))).toBe(false);
    });

    it("reads an earlier report that fits the question as well, however old it is", async () => {
      const hits = [about(0, 6, "2025-10-17"), about(1, 5, "2025-10-17"), about(2, 4, "2023-01-01")];
      const { spans } = await spansOf(hits, logits);
      expect(spans.find(({ text }) => text.includes("Report 2 tells in line 2"))?.logit).toBe(2);
    });
  });

  it("puts the latest figure before an earlier one, however plainly that is told", async () => {
    const question = "How many people died in the fire at Ostby?";
    const of = (articleId: string, text: string, day: string) =>
      makeHit(makeArticle(text, { articleId, publishedAt: `${day}T12:00:00.000Z` }), 5);
    const hits = [
      of("00000000000a", "At least twelve people died in the fire at Ostby on Monday.", "2025-03-03"),
      of("00000000000b", "The number of dead of the fire at Ostby has risen to nineteen.", "2025-03-20"),
    ];
    const reranker = reading([
      ["twelve", 9],
      ["nineteen", 7],
    ]);
    const found = makeFound(hits, question);
    const features = found.features.map((one, at) => ({ ...one, gap: at === 0 ? Math.log1p(17 / 3) : 0 }));
    const spans = await scoreSentences({ ...found, features }, question, reranker);
    expect(spans[0]?.text).toContain("nineteen");
    const whether = "Did people die in the fire at Ostby?";
    const settled = await scoreSentences({ ...makeFound(hits, whether), features }, whether, reranker);
    expect(settled[0]?.text).toContain("twelve");
  });

  it("puts what is of another period or number behind what is of the one asked about", async () => {
    const question = "Did flight 214 land in Ostby in July 2025?";
    const of = (articleId: string, text: string, day: string) =>
      makeHit(makeArticle(text, { articleId, publishedAt: `${day}T12:00:00.000Z` }), 5);
    const hits = [
      of("00000000000a", "Flight 214 landed in Ostby without its cargo.", "2025-09-12"),
      of("00000000000b", "Flight 365 landed in Ostby without its cargo.", "2025-07-12"),
      of("00000000000c", "Flight 214 did not land in Ostby, the tower said.", "2025-07-13"),
    ];
    const reranker = reading([
      ["365", 8],
      ["cargo", 8],
      ["tower", 6],
    ]);
    const [lead] = await scoreSentences(makeFound(hits, question), question, reranker);
    expect(lead?.text).toBe("Flight 214 did not land in Ostby, the tower said.");
    expect(lead?.features.contradicts).toBe(0);
  });
});
