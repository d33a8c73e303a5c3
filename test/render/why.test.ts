// What the button Why says: each article once, by the best that became of it, in words and without a number of the ranking.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer, Candidate, Gate, WhyReport } from "../../src/model/answer.js";
import type { Signals } from "../../src/model/article.js";
import { LANGUAGES } from "../../src/model/guild.js";
import { renderWhy } from "../../src/render/replies.js";
import { writeText } from "../../src/render/terminal.js";
import { translatorFor } from "../../src/render/translator.js";
import { whyDocument } from "../../src/render/why.js";
import { checkMessage, flatten, type RawMessage } from "../discord/rules.js";
import { ANSWERED, hostileAnswer, UNANSWERED } from "./answers.js";
import { read } from "./discord-reader.js";

const ENGLISH = translatorFor("en");
const GATES: readonly (Gate | null)[] = [
  null,
  "copy",
  "duplicate",
  "older-twin",
  "weaker",
  "not-verified",
  "no-sentence",
  "beyond-limit",
];

function candidate(at: number, gate: Gate | null, given: Partial<Candidate> = {}): Candidate {
  return {
    passageId: `${at}.1.${gate}`,
    articleId: `article${at}`,
    title: `Title ${at}`,
    source: "Harbour Times",
    url: `https://example.org/${at}`,
    publishedAt: "2025-10-21T15:00:00.000Z",
    score: 0.4242,
    signals: {} as Signals,
    gate,
    ...given,
  };
}

const write = (answer: Answer, candidates: readonly Candidate[], isSame = true, language = ENGLISH) =>
  writeText(whyDocument({ answer, candidates, isSame }, language), { color: false, width: 300 });

describe("why", () => {
  it("names each article under what became of it, without a score", () => {
    const written = write(
      ANSWERED,
      GATES.map((gate, at) => candidate(at, gate)),
    );
    const headings = [
      "Quoted",
      "Same text as a quoted article",
      "Says what a quote already says",
      "Says the same as a quote, but is older",
      "Fits the question less well",
      "No longer contains the sentence word for word",
      "Close, but no sentence was suitable as a quote",
      "Less relevant, so not read closely",
    ];
    const lines = written.split("\n");
    expect(lines.filter((line) => headings.includes(line))).toEqual(headings);
    expect(lines.slice(lines.indexOf("Quoted") + 1).slice(0, 3)).toEqual([
      "Title 0",
      "  https://example.org/0",
      "  Harbour Times · 21 Oct 2025 (1 month ago)",
    ]);
    expect(written).toContain("Of 24 articles known at the time, these 8 came closest:");
    expect(written).not.toMatch(/4242|0\.42/);
  });

  it("names an article with several passages once, by the best of them, and no more than three far ones", () => {
    const passages = [candidate(1, "weaker"), candidate(1, null), candidate(1, "no-sentence")];
    const many = Array.from({ length: 9 }, (_, at) => candidate(10 + at, "beyond-limit"));
    const written = write(ANSWERED, [...passages, ...many]);
    expect(written.match(/^Title 1$/gm)).toHaveLength(1);
    expect(written).not.toContain("Fits the question less well");
    expect(written).toContain("and 6 more");
  });

  it("says when it gives a different result today, and of a refusal why it is one", () => {
    expect(write(ANSWERED, [], false)).toContain("gives a different result");
    expect(write(ANSWERED, [])).not.toContain("gives a different result");
    const refused = write({ ...UNANSWERED, reason: "not-covered" }, [candidate(1, "unanswered")]);
    expect(refused).toContain("Why no answer");
    expect(refused).toContain("come close, but none gives an answer");
    expect(refused).toContain("Closest, but not clearly an answer");
    expect(write({ ...ANSWERED, strength: "weak" }, [])).toContain("Read it and judge");
  });

  it("speaks every language", () => {
    for (const language of LANGUAGES) {
      const all = GATES.map((gate, at) => candidate(at, gate));
      const written = write(ANSWERED, all, false, translatorFor(language));
      expect(written).toContain("Harbour Times");
      expect(written).not.toMatch(/[{}]/);
    }
  });

  it("lets nothing of a title break out, on any page", () => {
    fc.assert(
      fc.property(fc.array(hostileAnswer, { minLength: 1, maxLength: 20 }), (answers) => {
        const candidates = answers.map(({ question: title, source, citations }, at) =>
          candidate(at, GATES[at % GATES.length] ?? null, { title, source, url: citations[0]?.url ?? null }),
        );
        const report: WhyReport = { answer: answers[0] as Answer, candidates, isSame: false };
        for (let page = 1; page < 30; page += 1) {
          const { allowedMentions, ...rest } = renderWhy(report, report.answer.askedAt, ENGLISH, page);
          const raw = JSON.parse(
            JSON.stringify({ ...rest, allowed_mentions: allowedMentions }),
          ) as RawMessage;
          expect(checkMessage(raw, "edit")).toEqual([]);
          for (const { type, content = "" } of flatten(raw.components ?? [])) {
            if (type !== 10) continue;
            const { effects } = read(content);
            expect(effects.filter((each) => !/^(?:timestamp|link|strong|small)$/.test(each))).toEqual([]);
          }
          if (!JSON.stringify(raw).includes(`:${page + 1}"`)) break;
        }
      }),
      { numRuns: 200 },
    );
  });
});
