// The limits of the judge, one step inside and one step outside each, and the curve drawn from its rows.
import { describe, expect, it } from "vitest";
import { type BenchDocument, type BenchQuestion, CorpusTexts } from "../../src/eval/bench-folder.js";
import { type Judgement, judge } from "../../src/eval/judge.js";
import type { Prediction } from "../../src/eval/predictions.js";
import { formatCurve } from "../../src/eval/report.js";

const words = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`).join(" ");

const documents: BenchDocument[] = [
  { id: "relevant", text: `${words(300)} Tarn`, published: "2020-01-01" },
  { id: "day45", text: "It is in Tarn today.", published: "2025-01-16" },
  { id: "day46", text: "It is in Tarn today.", published: "2025-01-15" },
  { id: "undated", text: "It is in Tarn today." },
  { id: "tomorrow", text: "It is in Tarn today.", published: "2025-03-03" },
  { id: "long", text: `Tarn ${words(300)}`, published: "2020-01-01" },
];

const question: BenchQuestion = {
  id: "q",
  asked_at: "2025-03-02",
  question: "Where is it?",
  label: "answerable",
  unanswerable_kind: null,
  support: null,
  answer_type: null,
  source: null,
  answer_text: "Tarn",
  answer: null,
  relevant_doc_ids: ["relevant", "long"],
  weak_doc_ids: ["day46"],
};

function judgeOne(prediction: Partial<Prediction>): Judgement {
  const full = { id: "q", abstained: false, ...prediction };
  return judge([question], [full], new CorpusTexts(documents)).rows[0] as Judgement;
}

const quote = (doc_id: string, text = "It is in Tarn today.") => judgeOne({ quotes: [{ doc_id, text }] });

describe("judge", () => {
  it("takes any document of up to 45 days as fresh", () => {
    expect(quote("day45")).toMatchObject({
      quoteRank: null,
      broadQuoteRank: 0,
      correct: true,
      topQuoteAgeDays: 45,
    });
    expect(quote("day46")).toMatchObject({ broadQuoteRank: null, lenientQuoteRank: 0, correct: false });
    expect(quote("undated")).toMatchObject({ broadQuoteRank: null, topQuoteAgeDays: null });
    expect(quote("tomorrow")).toMatchObject({ broadQuoteRank: null, topQuoteAgeDays: -1 });
  });

  it("takes quotes of up to 60 words", () => {
    expect(quote("long", `Tarn ${words(59)}`)).toMatchObject({ quoteRank: 0, broadQuoteRank: 0 });
    expect(quote("long", `Tarn ${words(60)}`)).toMatchObject({ quoteRank: null });
  });

  it("reads 200 words of a passage", () => {
    const tail = (count: number) => `${words(300).split(" ").slice(-count).join(" ")} Tarn`;
    const passage = (text: string) => judgeOne({ passages: [{ doc_id: "relevant", text }] });
    expect(passage(tail(199))).toMatchObject({ passageRank: 0, anyGoldRank: 0, documentRank: 0 });
    expect(passage(tail(200))).toMatchObject({ passageRank: null, anyGoldRank: null, documentRank: 0 });
  });

  it("counts distinct documents and passes over faults", () => {
    const row = judgeOne({
      passages: [
        { doc_id: "day46", text: "in Tarn" },
        { doc_id: "day46", text: "It is" },
        { doc_id: "relevant", text: "not in there" },
        { doc_id: "relevant", text: "word1 word2" },
        { doc_id: "long", text: "Tarn word0" },
      ],
    });
    expect(row).toMatchObject({ anyGoldRank: 0, passageRank: 4, documentRank: 1 });
  });

  it("counts a missing prediction as silence", () => {
    const { rows, integrity } = judge([question], [], new CorpusTexts(documents));
    expect(rows[0]).toMatchObject({ abstained: true, confidence: 0, correct: false });
    expect(integrity).toMatchObject({ missing_predictions: 1, verbatim_rate: 1, mean_quote_words: 0 });
  });
});

describe("formatCurve", () => {
  it("draws precision among the surest", () => {
    const right = { ...quote("day45"), confidence: 0.9 };
    const wrong = { ...quote("day46"), confidence: 0.2 };
    const other = { ...right, question: { ...question, label: "other" as const } };
    const lines = formatCurve([wrong, right, other]);
    expect(lines[0]).toBe("Risk over coverage (2 questions, surest first):");
    expect(lines.at(2)).toMatch(/^\s+10 %\s+0\.000\s+1\.000\s+0\.900\s+█{40}$/);
    expect(lines.at(-1)).toMatch(/^\s+100 %\s+0\.500\s+0\.500\s+0\.200\s+█{20}$/);
    expect(formatCurve([])).toEqual([]);
  });
});
