// `dateline eval` on a folder of saved pages: Dateline's reader beside Readability alone. Stores nothing.
import { type PageGold, readPage, readPageGold } from "./page-folder.js";
import { type DateCounts, type FoundPage, type PageScores, scorePages } from "./page-metrics.js";
import type { EvalProgress } from "./pipeline.js";
import { readWithReadability } from "./readability-page.js";
import { alignRows } from "./text-table.js";

export interface PageEvalOptions {
  /** Dateline's reader: null where the page is rejected. */
  readonly read: (html: Uint8Array, file: string, url: string) => Promise<FoundPage | null>;
  readonly onProgress: (event: EvalProgress) => void;
  readonly print: (line: string) => void;
}

/** Scores of one reader and its speed on this machine. */
export interface ReaderResult {
  readonly name: string;
  readonly scores: PageScores;
  readonly pagesPerSecond: number;
  /** What it found, in the order of gold.jsonl. */
  readonly found: readonly (FoundPage | null)[];
}

/**
 * Reads every page with both readers and prints the table.
 * @throws DatelineError bench-invalid
 */
export async function runPageEval(folder: string, options: PageEvalOptions): Promise<ReaderResult[]> {
  const gold = await readPageGold(folder);
  const pages = await Promise.all(gold.map(({ file }) => readPage(folder, file)));
  const results = [
    await runReader("Dateline", gold, pages, options.read, options.onProgress),
    await runReader(
      "Readability alone",
      gold,
      pages,
      async (html) => readWithReadability(html),
      options.onProgress,
    ),
  ];
  for (const line of formatPageResults(results)) options.print(line);
  return results;
}

async function runReader(
  name: string,
  gold: readonly PageGold[],
  pages: readonly Uint8Array[],
  read: PageEvalOptions["read"],
  onProgress: PageEvalOptions["onProgress"],
): Promise<ReaderResult> {
  const found: (FoundPage | null)[] = [];
  const started = performance.now();
  for (const [at, page] of gold.entries()) {
    onProgress({ label: `Reading pages (${name})`, done: at, total: gold.length, unit: "pages" });
    found.push(await read(pages[at] ?? new Uint8Array(), page.file, page.url));
  }
  const seconds = (performance.now() - started) / 1000;
  onProgress({ label: `Reading pages (${name})`, done: gold.length, total: gold.length, unit: "pages" });
  return { name, scores: scorePages(gold, found), pagesPerSecond: gold.length / seconds, found };
}

/** Lines of the table, one column a reader. */
export function formatPageResults(results: readonly ReaderResult[]): string[] {
  const share = (value: number | null) => (value === null ? "–" : value.toFixed(3));
  const dates = ({ exact, wrong, missing, pages }: DateCounts) =>
    `${exact} / ${wrong} / ${missing} of ${pages}`;
  const row = (label: string, cell: (result: ReaderResult) => string) => [label, ...results.map(cell)];
  return alignRows([
    row("", (result) => result.name),
    row("strings of the article found", ({ scores }) => share(scores.found)),
    row("other strings kept out", ({ scores }) => share(scores.keptOut)),
    row("harmonic mean of both", ({ scores }) => share(scores.balance)),
    row(
      "title exact (near)",
      ({ scores: { titles } }) => `${titles.exact} (${titles.near}) of ${titles.pages}`,
    ),
    row("date right / wrong / missing, annotated pages", ({ scores }) => dates(scores.annotatedDates)),
    row("date right / wrong / missing, date-only pages", ({ scores }) => dates(scores.bareDates)),
    row("pages not read", ({ scores }) => String(scores.unread)),
    row("pages a second", ({ pagesPerSecond }) => pagesPerSecond.toFixed(1)),
  ]);
}
