// Sentence ends in news prose, and what holds for any text at all.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitSentences } from "../../src/model/sentences.js";

const cut = (text: string): string[] => splitSentences(text).map(({ start, end }) => text.slice(start, end));

/** Each list is one text, joined with blanks, that must come apart into exactly its items. */
const prose: Record<string, string[]> = {
  "titles and ranks": ["Lt. Gen. Keith Kellogg met Mr. Lavrov.", "Gov. Maura Healey (D-Mass.) did not."],
  initials: ["J. D. Vance spoke.", "George W. Bush did too.", "It was Plan B.", "They had no other."],
  "U.S. inside and at the end": [
    "The U.S. President left the U.S.",
    "The talks go on.",
    "He told the U.N. Security Council so.",
  ],
  "U.S. before a quotation": ["They flew to the U.S.", "“We are here,” he said."],
  "decimals and money": ["It fell 3.5% to $2.75.", "$5 million was lost.", "12 people left."],
  "numbered things": ["See No. 5 on p. 12.", "His answer was no.", "No. 7 came next."],
  months: ["On Oct. 21 he left.", "It began in Sept.", "The rest is known.", "OCT. 26 was a Sunday."],
  hours: ["He rose at 6 a.m. Monday and left at 5 p.m. Eastern.", "It was 9 p.m.", "Rubio had gone."],
  companies: ["Apple Inc. Chief Executive Tim Cook works for Apple Inc.", "The firm denied it."],
  ellipses: ["He waited…", "Then he left.", "I don’t know...", "But we … Going on ... Trump would."],
  "closing quotes after a full stop": [
    "“It is over.”",
    "He left the room.",
    "(She stayed.)",
    "All was quiet.",
  ],
  "several sentences in a quotation": [
    "“I came. I saw. I left,” he said.",
    "Then silence.",
    '"Yes. No. Maybe," she said.',
  ],
  "question and attribution": [
    "“Will he come?” he asked.",
    "“Never!” Trump said.",
    "“Why?” Mr Lee asked.",
    "“Why?”",
    "Nobody knew.",
  ],
  German: [
    "Er kam am 21. Oktober, z. B. aus Bonn.",
    "„Das ist gut. Sehr gut“, sagte er.",
    "»Ja. Nein.«",
    "Dann ging er.",
  ],
  French: ["« Bonjour. Ça va ? » dit-il.", "M. Macron est parti."],
};

describe("splitSentences", () => {
  for (const [name, sentences] of Object.entries(prose)) {
    it(`keeps apart and together: ${name}`, () => {
      expect(cut(sentences.join(" "))).toEqual(sentences);
    });
  }

  it("splits Chinese and Japanese, quotations whole", () => {
    expect(cut("他说：「你好。再见。」然后走了。今天下雨。「はい。」")).toEqual([
      "他说：「你好。再见。」",
      "然后走了。",
      "今天下雨。",
      "「はい。」",
    ]);
  });

  it("splits where the white space is missing", () => {
    expect(cut("It ended in chaos.Schwartz said so.“We know,” he added.")).toEqual([
      "It ended in chaos.",
      "Schwartz said so.",
      "“We know,” he added.",
    ]);
  });

  it("takes headings, bullets and numbered lines as sentences of their own", () => {
    const text = "What we know\n\n• First point\n2. Second point. It goes on.\n\nText.";
    expect(
      splitSentences(text).map(({ start, end, paragraph }) => [paragraph, text.slice(start, end)]),
    ).toEqual([
      [0, "What we know"],
      [1, "• First point"],
      [2, "2. Second point."],
      [2, "It goes on."],
      [3, "Text."],
    ]);
  });

  it("splits a long quotation inside and leaves no closing mark alone", () => {
    const long = Array.from({ length: 12 }, (_, n) => `Sentence number ${n} of a speech without end.`).join(
      " ",
    );
    const sentences = cut(`“${long}” He sat down.`);
    expect(sentences).toHaveLength(13);
    expect(sentences[11]).toBe("Sentence number 11 of a speech without end.”");
  });

  it("gives nothing for nothing", () => {
    expect(cut("")).toEqual([]);
    expect(cut(" \n\t\n")).toEqual([]);
  });

  it("covers every visible character in order, each sentence trimmed and inside its line, whatever the text", () => {
    const piece = fc.constantFrom(
      ..."“”\"'‘’«»„()[]…。！？「」".split(""),
      ...[
        "U.S. ",
        "Mr. ",
        ". ",
        ".",
        "? ",
        "! ",
        "a.m. ",
        "3.5",
        "\n",
        "\n\n",
        "\u2028",
        "\r\n",
        " ",
        "The ",
        "lower ",
        "𝒳 ",
        "👩‍👧",
      ],
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 60 }).map((parts) => parts.join("")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(text, (value) => {
        const sentences = splitSentences(value);
        const shown = sentences.map(({ start, end }) => value.slice(start, end));
        expect(shown.join("").replace(/\s/g, "")).toBe(value.replace(/\s/g, ""));
        expect(shown.every((one) => one !== "" && one === one.trim() && !one.includes("\n"))).toBe(true);
        expect(sentences.every(({ start }, i) => start >= (sentences[i - 1]?.end ?? 0))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("takes time in proportion to the text, on one endless line too", () => {
    const line = "The U.S. envoy, Mr. Lee, said: “It is late. We go.” He left at 5 p.m. on Oct. 21. ".repeat(
      12_000,
    );
    const used = process.cpuUsage();
    const sentences = splitSentences(line);
    const { user, system } = process.cpuUsage(used);
    expect(sentences.length).toBeGreaterThan(20_000);
    expect((user + system) / 1e6, "CPU seconds for 1 MB").toBeLessThan(2);
    for (const mark of ["(", "“", '"a ', "‘a", "… ", "x"])
      expect(splitSentences(mark.repeat(100_000)).length).toBeGreaterThan(0);
  });
});
