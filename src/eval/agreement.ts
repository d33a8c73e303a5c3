// `dateline eval --postgres`: asks every question over a folder and over its copy in PostgreSQL, and lists the answers that differ.
import type { Answer } from "../model/answer.js";
import { type BenchFolder, endOfDay, readBenchFolder } from "./bench-folder.js";
import { indexCorpus, storeFolderOf } from "./index-corpus.js";
import { ALL_ON, type EvalParts, type EvalPipeline, type EvalProgress } from "./pipeline.js";
import { alignRows } from "./text-table.js";

/** Share of the leads that shall be the same. */
const AIM = 0.97;

export interface AgreementOptions {
  /** Over the folder, and over PostgreSQL. */
  readonly parts: EvalParts;
  readonly postgres: EvalParts;
  readonly cacheFolder: string;
  /** Indexes the first documents only, for development; null for all. */
  readonly limitDocs: number | null;
  readonly onProgress: (event: EvalProgress) => void;
  /** Takes one line of the result. */
  readonly print: (line: string) => void;
}

/** How far the answers to one form of the questions are the same over both stores. */
export interface Agreement {
  /** The set, and how its questions are asked. */
  readonly name: string;
  readonly questions: number;
  /** Answered or unanswered by both. */
  readonly sameKind: number;
  /** Questions that one store at least answers, and those of them whose first quotes are the same, letter by letter. */
  readonly answered: number;
  readonly sameLead: number;
  /** The same in every quote, earlier reports included. */
  readonly sameQuotes: number;
}

interface Difference {
  readonly id: string;
  readonly question: string;
  readonly folder: Answer;
  readonly postgres: Answer;
}

/** Compares the two stores on each folder of questions and prints a table and the differences. @throws DatelineError bench-invalid */
export async function runAgreement(
  folders: readonly string[],
  options: AgreementOptions,
): Promise<Agreement[]> {
  const { print } = options;
  const all: { agreement: Agreement; differences: readonly Difference[] }[] = [];
  for (const folder of folders) all.push(...(await compareSet(folder, options)));
  for (const { agreement, differences } of all)
    for (const difference of differences)
      for (const line of formatDifference(agreement.name, difference)) print(line);
  const agreements = all.map(({ agreement }) => agreement);
  for (const line of formatAgreements(agreements)) print(line);
  return agreements;
}

async function compareSet(folder: string, options: AgreementOptions) {
  const { parts, postgres, cacheFolder, limitDocs, onProgress } = options;
  const bench = await readBenchFolder(folder);
  const storeFolder = await storeFolderOf(folder, cacheFolder, parts.indexVersion, { limitDocs });
  const documents = bench.documents.slice(0, limitDocs ?? undefined);
  const { pipeline: left } = await indexCorpus(documents, parts, storeFolder, onProgress);
  try {
    const right = await postgres.open(storeFolder);
    try {
      return await compareForms(bench, left, right, onProgress);
    } finally {
      await right.close();
    }
  } finally {
    await left.close();
  }
}

async function compareForms(
  bench: BenchFolder,
  left: EvalPipeline,
  right: EvalPipeline,
  onProgress: (event: EvalProgress) => void,
) {
  const forms = [
    ["on time", bench.questions],
    ["late", bench.late],
    ["as people type it", bench.casual],
  ] as const;
  const compared: { agreement: Agreement; differences: readonly Difference[] }[] = [];
  for (const [form, questions] of forms) {
    if (questions === null) continue;
    const name = `${bench.path}, ${form}`;
    const answers: Difference[] = [];
    for (const { id, question, asked_at } of questions) {
      onProgress({
        label: `Asking ${form}`,
        done: answers.length,
        total: questions.length,
        unit: "questions",
      });
      const [one, other] = await Promise.all(
        [left, right].map((pipeline) => pipeline.answer(question, endOfDay(asked_at), ALL_ON)),
      );
      if (one && other) answers.push({ id, question, folder: one.answer, postgres: other.answer });
    }
    compared.push({ agreement: agreementOf(name, answers), differences: answers.filter(differs) });
  }
  return compared;
}

function agreementOf(name: string, answers: readonly Difference[]): Agreement {
  const answered = answers.filter(({ folder, postgres }) => leadOf(folder) !== "" || leadOf(postgres) !== "");
  return {
    name,
    questions: answers.length,
    sameKind: answers.filter(({ folder, postgres }) => folder.kind === postgres.kind).length,
    answered: answered.length,
    sameLead: answered.filter(({ folder, postgres }) => leadOf(folder) === leadOf(postgres)).length,
    sameQuotes: answers.filter((both) => !differs(both)).length,
  };
}

function differs({ folder, postgres }: Difference): boolean {
  return folder.kind !== postgres.kind || quotesOf(folder).join("\n") !== quotesOf(postgres).join("\n");
}

/** Each quote by its place, in order. */
function quotesOf(answer: Answer): string[] {
  if (answer.kind === "unanswered") return [];
  return [...answer.quotes, ...answer.earlier].map(
    ({ articleId, revision, start, end }) => `${articleId}.${revision} ${start}-${end}`,
  );
}

/** Empty for an unanswered question. */
function leadOf(answer: Answer): string {
  return quotesOf(answer)[0] ?? "";
}

function formatAgreements(agreements: readonly Agreement[]): string[] {
  const share = (part: number, whole: number) =>
    `${part} of ${whole}${whole === 0 ? "" : ` (${(part / whole).toFixed(3)})`}`;
  const rows = agreements.map(({ name, questions, sameKind, answered, sameLead, sameQuotes }) => [
    name,
    share(sameKind, questions),
    share(sameLead, answered),
    share(sameQuotes, questions),
    answered === 0 || sameLead / answered >= AIM ? "met" : "NOT MET",
  ]);
  return alignRows([
    ["folder and PostgreSQL", "answered or not", "same lead", "same quotes", `lead ≥ ${AIM}`],
    ...rows,
  ]);
}

function formatDifference(name: string, { id, question, folder, postgres }: Difference): string[] {
  const shown = (answer: Answer) => {
    if (answer.kind === "unanswered") return `unanswered (${answer.reason})`;
    const further = answer.quotes.length + answer.earlier.length - 1;
    return `“${answer.quotes[0]?.text ?? ""}” (${answer.quotes[0]?.articleId}), ${further} more`;
  };
  return [
    `DIFFERS: ${name}, ${id}: ${question}`,
    `  folder:     ${shown(folder)}`,
    `  PostgreSQL: ${shown(postgres)}`,
  ];
}
