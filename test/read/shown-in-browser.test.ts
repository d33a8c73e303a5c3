// Every sentence that may be quoted from a page is one that a browser shows for it: made-up pages, and those of bench/web.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import pMap from "p-map";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPage, readPageGold } from "../../src/eval/pages.js";
import { readInput } from "../../src/ingest/read-input.js";
import { splitSentences } from "../../src/model/sentences.js";
import { decodeInput } from "../../src/read/decode.js";
import { cleanParagraph } from "../../src/read/normalize-characters.js";
import { chromiumPath, NO_CHROMIUM, openChromium } from "../pictures/chromium.js";
import { type PageTexts, shownBy } from "./shown-by.js";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const webFolder = here("../../../shared/bench/web");
const chromium = chromiumPath();
const hasWeb = existsSync(webFolder);
if (chromium === null) process.stderr.write(`LEFT OUT: what a browser shows: ${NO_CHROMIUM}\n`);
else if (!hasWeb)
  process.stderr.write("LEFT OUT: what a browser shows of real pages: needs ../shared/bench/web\n");

/** Pages at once in one browser. */
const concurrency = 4;
/** Share of the sentences of real pages, saved without their scripts and style sheets, that are shown; .990 when it was last measured. */
const minShown = 0.985;

interface SavedPage {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly url?: string;
}

interface PageCheck {
  readonly sentences: number;
  /** Sentences that are not shown, with the reason. */
  readonly exceptions: readonly {
    readonly page: string;
    readonly sentence: string;
    readonly reason: string;
  }[];
}

const letters = (text: string): string => cleanParagraph(text).replace(/\s+/g, "");

/** Returns why a browser does not show a sentence; null if it does. */
function reasonAgainst(sentence: string, { shown, styled, all, source }: PageTexts): string | null {
  const key = letters(sentence);
  if (shown.includes(key)) return null;
  if (styled.includes(key))
    return "shown but for words that a style sheet hides, which is not in the saved page";
  if (all.includes(key)) return "in the page, but hidden until a script or a click shows it";
  if (source.includes(key) || source.includes(letters(JSON.stringify(sentence).slice(1, -1))))
    return "from the page's data (JSON-LD), which give more than it shows";
  return "not in the page";
}

async function check(browser: Browser, { name, bytes, url }: SavedPage): Promise<PageCheck> {
  const options = { now: "2026-11-28T12:00:00.000Z", ...(url === undefined ? {} : { overrides: { url } }) };
  const rows = await readInput({ name, bytes }, options);
  const articles = rows.flatMap((row) => (row.kind === "article" ? [row.article] : []));
  if (articles.length === 0) return { sentences: 0, exceptions: [] };
  const decoded = decodeInput({ name, bytes });
  const texts = await shownBy(browser, decoded.text, letters);
  const sentences = articles.flatMap(({ text, language }) =>
    text
      .split("\n\n")
      .flatMap((block) => splitSentences(block, language).map(({ start, end }) => block.slice(start, end))),
  );
  const exceptions = sentences.flatMap((sentence) => {
    const reason = reasonAgainst(sentence, texts);
    return reason === null ? [] : [{ page: basename(name), sentence, reason }];
  });
  return { sentences: sentences.length, exceptions };
}

/** Checks the pages and prints the share that is shown, and each exception. */
async function checkAll(browser: Browser, what: string, pages: readonly SavedPage[]) {
  const checks = await pMap(pages, (page) => check(browser, page), { concurrency });
  const sentences = checks.reduce((sum, one) => sum + one.sentences, 0);
  const exceptions = checks.flatMap((one) => one.exceptions);
  const share = 1 - exceptions.length / sentences;
  const groups = new Map<string, string[]>();
  for (const { page, sentence, reason } of exceptions) {
    const key = `${page}: ${reason}`;
    groups.set(key, [...(groups.get(key) ?? []), sentence]);
  }
  const lines = [...groups].map(
    ([key, [first = "", ...others]]) => `  ${key}: ${others.length + 1}, such as “${first.slice(0, 80)}”`,
  );
  const read = checks.filter((one) => one.sentences > 0).length;
  process.stdout.write(
    [`${what}: ${share.toFixed(4)} of ${sentences} sentences of ${read} pages are shown`, ...lines, ""].join(
      "\n",
    ),
  );
  return { share, exceptions, read };
}

const htmlIn = (folder: string): SavedPage[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".html"))
    .sort()
    .map((path) => ({ name: join(folder, path), bytes: readFileSync(join(folder, path)) }));

describe.skipIf(chromium === null)("sentences that may be quoted", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openChromium(chromium ?? "");
  });
  afterAll(() => browser?.close());

  it("are shown by a browser: pages made up for it", async () => {
    const pages = [...htmlIn(here("../pages-like")), ...htmlIn(here("../golden"))];
    const { exceptions, read } = await checkAll(browser, "Made-up pages", pages);
    expect(read).toBeGreaterThan(12);
    expect(exceptions.filter(({ page }) => page !== "scripts-show-it.html")).toEqual([]);
  });

  it.skipIf(!hasWeb)(
    "are shown by a browser: pages of bench/web",
    async () => {
      const gold = await readPageGold(webFolder);
      const pages = await Promise.all(
        gold.map(async ({ file, url }) => ({
          name: `${file}.html`,
          bytes: await readPage(webFolder, file),
          url,
        })),
      );
      const { share, exceptions } = await checkAll(browser, "bench/web", pages);
      expect(share).toBeGreaterThan(minShown);
      expect(exceptions.filter(({ reason }) => reason === "not in the page").length).toBeLessThan(20);
    },
    900_000,
  );
});
