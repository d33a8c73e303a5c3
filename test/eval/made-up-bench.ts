// A small made-up bench folder for tests: six documents, eight questions, written to a temporary folder.
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Prediction } from "../../src/eval/predictions.js";

export const documents = [
  {
    id: "d1",
    url: "https://north.example/harbour-opens",
    title: "Harbour of Vardo opens again",
    text: "The harbour of Vardo opened again on Monday after a storm.\n\nThe first ship carried 1,200 tonnes of grain, mayor Ida Lund said. She thanked twelve volunteers.",
    published: "2025-03-10",
    source: "north.example",
    kind: "article",
  },
  {
    id: "d2",
    url: "https://north.example/harbour-closed",
    title: "Storm shuts harbour",
    text: "A storm closed the harbour of Vardo on Friday.\n\nNobody knows when it will open. The U.S. coast guard\u00a0sent two ships.",
    published: "2024-01-05",
    source: "north.example",
    kind: "article",
  },
  {
    id: "d3",
    url: "https://south.example/bridge",
    title: "Bridge of Tarn gets a new name",
    text: "The bridge of Tarn will be called Fennimore Bridge from 5 May. The council voted with 65% in favour.",
    published: "2025-03-14",
    source: "south.example",
    kind: "article",
  },
  {
    id: "d4",
    url: "https://south.example/bridge",
    title: "",
    text: "Council renames the bridge of Tarn: Fennimore Bridge it will be, sixty-five percent agree.",
    published: "2025-03-15",
    source: "south.example",
    kind: "brief",
  },
  {
    id: "d5",
    url: "https://east.example/cup",
    title: "Kelby wins the river cup",
    text: "Kelby Rowing Club won the river cup for the third time.\n\nCoach Réka Sándor said: “We did not expect it.” The club’s boat is called Heron.",
    published: "2025-03-01",
    source: "east.example",
    kind: "article",
  },
  {
    id: "d6",
    url: "https://east.example/cup-next",
    title: "Next river cup in 2026",
    text: "The next river cup is planned for June 2026, the organisers said.",
    published: "2025-04-20",
    source: "east.example",
    kind: "article",
  },
];

const question = (id: string, askedAt: string, text: string, label: string, rest: object = {}) => ({
  id,
  date: askedAt,
  asked_at: askedAt,
  question: text,
  choices: ["one", "two", "three", "four"],
  answer: 1,
  answer_text: "",
  answer_type: "entity",
  source: "QUIZ",
  label,
  unanswerable_kind: null,
  support: null,
  relevant_doc_ids: [] as string[],
  weak_doc_ids: [] as string[],
  search_doc_ids: [] as string[],
  ...rest,
});

export const questions = [
  question("q1", "2025-03-12", "How much grain did the first ship carry to Vardo?", "answerable", {
    answer_text: "1200 tonnes",
    answer_type: "number",
    support: "article",
    relevant_doc_ids: ["d1"],
  }),
  question("q2", "2025-03-16", "What will the bridge of Tarn be called?", "answerable", {
    answer_text: "Fennimore Bridge",
    support: "both",
    relevant_doc_ids: ["d3"],
    weak_doc_ids: ["d4"],
  }),
  question("q3", "2025-03-16", "What share of the council of Tarn was in favour?", "answerable", {
    answer_text: "65 percent",
    answer_type: "number",
    support: "article",
    relevant_doc_ids: ["d3", "d4"],
  }),
  question("q4", "2025-03-05", "Who coaches Kelby Rowing Club?", "answerable", {
    answer_text: "Reka Sandor",
    support: "article",
    relevant_doc_ids: ["d5"],
    source: "PAPER",
  }),
  question("q5", "2025-03-12", "What is the population of Vardo?", "unanswerable", {
    answer_text: "2,000",
    unanswerable_kind: "near_miss",
  }),
  question("q6", "2025-03-12", "Who won the chess match in Oril?", "unanswerable", {
    answer_text: "Nobody",
    unanswerable_kind: "no_docs",
  }),
  question("q7", "2025-03-11", "What will the bridge of Tarn be called?", "unanswerable", {
    answer_text: "Fennimore Bridge",
    unanswerable_kind: "before_event",
    relevant_doc_ids: ["d3"],
  }),
  question("q8", "2025-03-12", "Which fish is in season?", "other", { answer_text: "Cod" }),
];

export const lateQuestions = questions
  .filter((row) => row.label === "answerable")
  .map((row) => ({ ...row, id: `${row.id}_late`, asked_at: "2025-12-19" }));

const jsonLines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** Writes the folder and returns its path. */
export async function writeMadeUpBench(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dateline-bench-"));
  await writeFile(join(folder, "corpus.jsonl"), jsonLines(documents));
  await writeFile(join(folder, "questions.jsonl"), jsonLines(questions));
  await writeFile(join(folder, "questions_late.jsonl"), jsonLines(lateQuestions));
  return folder;
}

const excerpt = (doc_id: string, text: string) => ({ doc_id, text });

/** Predictions with every fault evaluate.py counts: foreign text, unknown document, the future, too long, repeated, unknown id. */
export const faultyPredictions: Prediction[] = [
  {
    id: "q1",
    passages: [
      excerpt("d2", "A storm closed the harbour of Vardo on Friday."),
      excerpt("d1", "The first ship carried 1,200  tonnes of\ngrain, mayor Ida Lund said."),
    ],
    quotes: [
      excerpt("d1", "She thanked twelve volunteers."),
      excerpt("d1", "The first ship carried 1,200 tonnes of grain, mayor Ida Lund said."),
    ],
    abstained: false,
    confidence: 0.9,
    choice: 1,
  },
  {
    id: "q2",
    passages: [excerpt("d4", documents[3]?.text ?? ""), excerpt("d3", documents[2]?.text ?? "")],
    quotes: [
      excerpt("d4", "Council renames the bridge of Tarn: Fennimore Bridge it will be"),
      excerpt("d3", "The bridge will be called Fennimore Bridge."),
      excerpt("nowhere", "Fennimore Bridge"),
    ],
    abstained: false,
    confidence: 0.9,
    choice: 0,
  },
  {
    id: "q3",
    passages: [excerpt("d6", "The next river cup"), excerpt("d3", "The council voted with 65% in favour.")],
    quotes: [excerpt("d3", "The council voted with 65% in favour."), excerpt("d3", "")],
    abstained: true,
    confidence: 0.4,
  },
  { id: "q5", passages: [excerpt("zz", "nothing")], quotes: [], abstained: true, confidence: 0.4 },
  {
    id: "q6",
    passages: [],
    quotes: [excerpt("d6", "The next river cup is planned for June 2026")],
    abstained: false,
    confidence: 0.1,
    choice: 1,
  },
  {
    id: "q7",
    passages: [excerpt("d3", "called Fennimore Bridge from 5 May")],
    abstained: true,
    confidence: null,
  },
  { id: "q6", passages: null, quotes: null, abstained: false, confidence: 0.7 },
  { id: "unheard-of", abstained: true, confidence: 1 },
];

/** Reads a file of predictions back, one a line. */
export async function readPredictions(path: string): Promise<Prediction[]> {
  const lines = (await readFile(path, "utf8")).trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Prediction);
}
