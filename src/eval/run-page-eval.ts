// `dateline eval` on a folder of saved pages: Dateline's reader beside Readability alone. Stores nothing.
import { type PageDetails, scoreDetails } from "./page-details.js";
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
  readonly details: PageDetails;
  /** By the clock on the wall: what else the machine does counts. */
  readonly pagesPerSecond: number;
  /** By the processor time that this process took, all its threads together. */
  readonly pagesPerCpuSecond: number;
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
  const before = process.cpuUsage();
  for (const [at, page] of gold.entries()) {
    onProgress({ label: `Reading pages (${name})`, done: at, total: gold.length, unit: "pages" });
    found.push(await read(pages[at] ?? new Uint8Array(), page.file, page.url));
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = (user + system) / 1e6;
  onProgress({ label: `Reading pages (${name})`, done: gold.length, total: gold.length, unit: "pages" });
  return {
    name,
    scores: scorePages(gold, found),
    details: scoreDetails(gold, found),
    pagesPerSecond: gold.length / seconds,
    pagesPerCpuSecond: gold.length / cpuSeconds,
    found,
  };
}

const share = (value: number | null) => (value === null ? "–" : value.toFixed(3));

function dateCells({ exact, wrong, missing, pages }: DateCounts): string {
  return `${exact} / ${wrong} / ${missing} of ${pages}`;
}

/** "exact .912, wrong .060" of all pages. */
function dateShares({ exact, wrong, pages }: DateCounts): string {
  return pages === 0 ? "–" : `${share(exact / pages)} / ${share(wrong / pages)}`;
}

function titleCells({ scores, details }: ReaderResult): string {
  const { pages, same } = details.titles;
  return `${scores.titles.exact} / ${same} / ${scores.titles.near} of ${pages}`;
}

function authorCells({ details: { authors } }: ReaderResult): string {
  const { right, wrong, missing, pages } = authors;
  return `${right} / ${wrong} / ${missing} of ${pages}`;
}

/** Lines of the table, one column a reader, then the wrong dates by class. */
export function formatPageResults(results: readonly ReaderResult[]): string[] {
  const row = (label: string, cell: (result: ReaderResult) => string) => [label, ...results.map(cell)];
  const classes = [...new Set(results.flatMap(({ details }) => [...details.wrongDates.keys()]))].sort();
  return alignRows([
    row("", (result) => result.name),
    row("strings of the article found", ({ scores }) => share(scores.found)),
    row("other strings kept out", ({ scores }) => share(scores.keptOut)),
    row("harmonic mean of both", ({ scores }) => share(scores.balance)),
    row("title exact / same after normalizing / near", titleCells),
    row("author right / wrong / missing", authorCells),
    row("author found where the gold has none", ({ details }) => String(details.authors.unasked)),
    row("date right / wrong / missing, annotated pages", ({ scores }) => dateCells(scores.annotatedDates)),
    row("date right / wrong / missing, date-only pages", ({ scores }) => dateCells(scores.bareDates)),
    row("date right / wrong, share of all pages", ({ details }) => dateShares(details.dates)),
    ...classes.map((name) =>
      row(`  wrong date: ${name}`, ({ details }) => String(details.wrongDates.get(name) ?? 0)),
    ),
    row("pages without text", ({ found }) => String(found.filter((page) => !page?.text).length)),
    row("pages not read", ({ scores }) => String(scores.unread)),
    row("pages a second", ({ pagesPerSecond }) => pagesPerSecond.toFixed(1)),
    row("pages a second of processor time", ({ pagesPerCpuSecond }) => pagesPerCpuSecond.toFixed(1)),
  ]);
}
