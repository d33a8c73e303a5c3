// `dateline eval` on a folder of saved pages: compares Dateline’s reader with Readability.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import { z } from "zod";
import { DatelineError, describeError } from "../model/errors.js";
import { DAY_MS } from "../model/time.js";
import { findFile, readJsonLines } from "./bench-folder.js";
import { collapseSpace } from "./gold-text.js";
import type { EvalProgress } from "./pipeline.js";
import { alignRows } from "./text-table.js";

export interface PageEvalOptions {
  /** Dateline's reader: null if the page is rejected. */
  readonly read: (html: Uint8Array, file: string, url: string) => Promise<FoundPage | null>;
  readonly onProgress: (event: EvalProgress) => void;
  readonly print: (line: string) => void;
}

/** Scores of one reader and its speed on this machine. */
export interface ReaderResult {
  readonly name: string;
  readonly scores: PageScores;
  readonly details: PageDetails;
  /** Wall-clock time, including other work of the machine. */
  readonly pagesPerSecond: number;
  /** Processor time of this process, all threads together. */
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

const goldSchema = z.object({
  /** Path inside the folder, gzipped if it ends in ".gz". */
  file: z.string().min(1),
  url: z.string(),
  /** Day of publication; one page of bench/web has a day that does not exist, so only the form is checked. */
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, "expected YYYY-MM-DD")
    .nullish(),
  /** Absent on pages with only a date in the gold. */
  title: z.string().nullish(),
  author: z.union([z.string(), z.array(z.string())]).nullish(),
  with: z.array(z.string()).optional(),
  without: z.array(z.string()).optional(),
});
/** What one page contains: strings of the article, strings that are not, title and day. */
export type PageGold = z.infer<typeof goldSchema>;

/**
 * Reads gold.jsonl, in order.
 * @throws DatelineError bench-invalid, with file and line
 */
export async function readPageGold(folder: string): Promise<PageGold[]> {
  const path = await findFile(folder, "gold.jsonl");
  if (path === null) {
    throw new DatelineError("bench-invalid", `Bench folder cannot be used: ${folder}: expected gold.jsonl`, {
      hint: "Give a folder with gold.jsonl and pages/, or with corpus.jsonl and questions.jsonl.",
    });
  }
  return (await readJsonLines(path, goldSchema)).map((row) => row.value);
}

/**
 * Reads the bytes of one page, unpacked.
 * @throws DatelineError bench-invalid if gold.jsonl names a file that cannot be read
 */
export async function readPage(folder: string, file: string): Promise<Uint8Array> {
  try {
    const bytes = await readFile(join(folder, file));
    return file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  } catch (cause) {
    throw new DatelineError(
      "bench-invalid",
      `Page cannot be read: ${file} of gold.jsonl: ${describeError(cause)}`,
      {
        cause,
      },
    );
  }
}

/** What a reader found in one page; null if it found nothing. */
export interface FoundPage {
  readonly title: string | null;
  readonly text: string | null;
  /** YYYY-MM-DD. */
  readonly date: string | null;
  /** Names as the reader gives them; absent if it looks for none. */
  readonly author?: string | null;
  /** Day of the last update, YYYY-MM-DD; absent if it looks for none. */
  readonly updated?: string | null;
}

/** Dates over some pages: right day, another day, none. */
interface DateCounts {
  readonly pages: number;
  readonly exact: number;
  readonly wrong: number;
  readonly missing: number;
}

export interface PageScores {
  /** Share of the `with` strings that are in the text, 0..1; null if the folder has none. */
  readonly found: number | null;
  /** Share of the `without` strings that are not, 0..1. */
  readonly keptOut: number | null;
  /** Harmonic mean of both. */
  readonly balance: number | null;
  readonly titles: { readonly pages: number; readonly exact: number; readonly near: number };
  /** Pages with a title in the gold, and pages with a date only. */
  readonly annotatedDates: DateCounts;
  readonly bareDates: DateCounts;
  /** Pages from which nothing was read at all. */
  readonly unread: number;
}

/** Scores pages in the order of `gold`; a missing page counts as nothing found. */
export function scorePages(gold: readonly PageGold[], found: readonly (FoundPage | null)[]): PageScores {
  const pairs = gold.map((page, at) => ({ gold: page, found: found[at] ?? null }));
  const body = countStrings(pairs);
  const titled = pairs.filter((pair) => pair.gold.title);
  const bare = pairs.filter((pair) => !pair.gold.title);
  const foundShare = body.wanted === 0 ? null : body.held / body.wanted;
  const keptOut = body.unwanted === 0 ? null : (body.unwanted - body.leaked) / body.unwanted;
  return {
    found: foundShare,
    keptOut,
    balance: harmonicMean(foundShare, keptOut),
    titles: {
      pages: titled.length,
      exact: titled.filter((pair) => titleMatch(pair) === "exact").length,
      near: titled.filter((pair) => titleMatch(pair) !== null).length,
    },
    annotatedDates: countDates(titled),
    bareDates: countDates(bare),
    unread: pairs.filter((pair) => pair.found === null).length,
  };
}

/** A page of the gold with what a reader found in it. */
interface FoundPair {
  readonly gold: PageGold;
  readonly found: FoundPage | null;
}

function countStrings(pairs: readonly FoundPair[]) {
  const counts = { wanted: 0, held: 0, unwanted: 0, leaked: 0 };
  for (const { gold, found } of pairs) {
    const text = collapseSpace(found?.text ?? "");
    const holds = (part: string) => text.includes(collapseSpace(part));
    counts.wanted += gold.with?.length ?? 0;
    counts.held += gold.with?.filter(holds).length ?? 0;
    counts.unwanted += gold.without?.length ?? 0;
    counts.leaked += gold.without?.filter(holds).length ?? 0;
  }
  return counts;
}

/** "near" is the same letters and digits, or one title inside the other (a site's name before or after). */
function titleMatch({ gold, found }: FoundPair): "exact" | "near" | null {
  const [wanted, got] = [collapseSpace(gold.title ?? ""), collapseSpace(found?.title ?? "")];
  if (wanted === got) return "exact";
  const [wantedKey, gotKey] = [letters(wanted), letters(got)];
  if (wantedKey === "" || gotKey === "") return null;
  return wantedKey.includes(gotKey) || gotKey.includes(wantedKey) ? "near" : null;
}

/** Counts pages with a day in the gold. */
function countDates(pairs: readonly FoundPair[]): DateCounts {
  const dated = pairs.filter((pair) => pair.gold.date);
  const exact = dated.filter(({ gold, found }) => found?.date === gold.date).length;
  const missing = dated.filter(({ found }) => !found?.date).length;
  return { pages: dated.length, exact, wrong: dated.length - exact - missing, missing };
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

function harmonicMean(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return null;
  return one + other === 0 ? 0 : (2 * one * other) / (one + other);
}

export interface PageDetails {
  /** Titles that are the same apart from letter case, marks and spaces. */
  readonly titles: { readonly pages: number; readonly same: number };
  readonly authors: AuthorCounts;
  /** Over all pages, with and without other annotations. */
  readonly dates: DateCounts;
  /** Wrong dates by how they differ; counts add up to the wrong ones. */
  readonly wrongDates: ReadonlyMap<string, number>;
}

/** Pages with an author in the gold: right (one name at least), another, none; and pages without one where a name was found. */
interface AuthorCounts {
  readonly pages: number;
  readonly right: number;
  readonly wrong: number;
  readonly missing: number;
  readonly unasked: number;
}

/** Scores pages in the order of `gold`; a missing page counts as nothing found. */
export function scoreDetails(gold: readonly PageGold[], found: readonly (FoundPage | null)[]): PageDetails {
  const pairs = gold.map((page, at) => ({ gold: page, found: found[at] ?? null }));
  const titled = pairs.filter((pair) => pair.gold.title);
  const same = titled.filter((pair) => titleKey(pair.gold.title) === titleKey(pair.found?.title)).length;
  return {
    titles: { pages: titled.length, same },
    authors: countAuthors(titled),
    dates: countDates(pairs),
    wrongDates: classifyDates(pairs),
  };
}

/** Letters and digits, compatibility forms as one, lower case. */
function titleKey(title: string | null | undefined): string {
  const plain = collapseSpace(title ?? "")
    .normalize("NFKC")
    .toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, "");
}

function countAuthors(pairs: readonly FoundPair[]): AuthorCounts {
  const counts = { pages: 0, right: 0, wrong: 0, missing: 0, unasked: 0 };
  for (const { gold, found } of pairs) {
    const wanted = [gold.author ?? []].flat().flatMap(namesIn);
    const got = namesIn(found?.author ?? "");
    if (wanted.length === 0) {
      counts.unasked += got.length > 0 ? 1 : 0;
      continue;
    }
    counts.pages += 1;
    if (got.length === 0) counts.missing += 1;
    else if (got.some((name) => wanted.some((other) => other.includes(name) || name.includes(other))))
      counts.right += 1;
    else counts.wrong += 1;
  }
  return counts;
}

function namesIn(line: string): string[] {
  return line
    .split(/\s*(?:[,;/&|]|\band\b|\bund\b|\by\b|\bet\b)\s*/iu)
    .map(titleKey)
    .filter((name) => name.length > 1);
}

function classifyDates(pairs: readonly FoundPair[]): Map<string, number> {
  const classes = new Map<string, number>();
  for (const { gold, found } of pairs) {
    if (!gold.date || !found?.date || found.date === gold.date) continue;
    const name = dateClass(gold.date, found);
    classes.set(name, (classes.get(name) ?? 0) + 1);
  }
  return classes;
}

function dateClass(wanted: string, { date, updated }: FoundPage): string {
  const days = (Date.parse(date ?? "") - Date.parse(wanted)) / DAY_MS;
  if (Number.isNaN(days)) return "the gold is no day";
  if (updated === wanted) return "the gold is the day of the update";
  if (Math.abs(days) <= 1) return "one day beside it";
  if (date?.slice(5) === wanted.slice(5)) return "another year";
  return Math.abs(days) <= 31 ? "within a month" : "farther";
}

/** Returns Readability's title, text and publication day; null if it finds no article. */
export function readWithReadability(html: Uint8Array): FoundPage | null {
  const { document } = parseHTML(decodeHtml(html));
  const article = new Readability(document).parse();
  if (article === null) return null;
  const { title, textContent, publishedTime, byline } = article;
  return {
    title: title ?? null,
    text: textContent ?? null,
    date: dayOf(publishedTime ?? ""),
    author: byline ?? null,
  };
}

function dayOf(published: string): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(published)?.[0] ?? null;
}

/** Decodes by the charset that the first kilobyte names, UTF-8 if it names none that is known. */
function decodeHtml(html: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(html.subarray(0, 1024));
  const label = /charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(label).decode(html);
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder().decode(html); // an unknown charset
    throw error;
  }
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

/** Lines of the table, one column per reader, then the wrong dates by class. */
function formatPageResults(results: readonly ReaderResult[]): string[] {
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
