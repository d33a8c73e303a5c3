// Scores of page readers by hand-computed values, and Readability's on the real pages against the figures known for it.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  type FoundPage,
  readPage,
  readPageGold,
  readWithReadability,
  runPageEval,
  scorePages,
} from "../../src/eval/pages.js";

const webFolder = fileURLToPath(new URL("../../../shared/bench/web", import.meta.url));
const hasWeb = existsSync(join(webFolder, "gold.jsonl"));
if (!hasWeb) process.stderr.write("LEFT OUT: Readability on real pages: needs ../shared/bench/web\n");

const gold = [
  {
    file: "pages/one.html.gz",
    url: "https://a.example/1",
    date: "2025-01-02",
    title: "Bridge opens",
    with: ["The bridge opened", "after ten years"],
    without: ["Subscribe now"],
  },
  {
    file: "pages/two.html",
    url: "https://a.example/2",
    date: "2025-01-03",
    title: "Rain – again",
    with: ["It rained"],
    without: ["Most read", "Cookies"],
  },
  { file: "pages/two.html", url: "https://a.example/3", date: "2025-01-04" },
];

describe("scorePages", () => {
  it("counts strings, titles and dates", () => {
    const scores = scorePages(gold, [
      { title: " Bridge  opens", text: "The bridge\nopened today. Subscribe  now", date: "2025-01-02" },
      { title: "Rain, again | The Paper", text: "It rained.", date: null },
      { title: null, text: null, date: "2025-01-05" },
    ]);
    expect(scores).toEqual({
      found: 2 / 3,
      keptOut: 2 / 3,
      balance: 2 / 3,
      titles: { pages: 2, exact: 1, near: 2 },
      annotatedDates: { pages: 2, exact: 1, wrong: 0, missing: 1 },
      bareDates: { pages: 1, exact: 0, wrong: 1, missing: 0 },
      unread: 0,
    });
  });

  it("counts an unread page as nothing found", () => {
    const scores = scorePages(gold, [null, null, null]);
    expect(scores).toMatchObject({ found: 0, keptOut: 1, balance: 0, unread: 3 });
    expect(scores.titles).toEqual({ pages: 2, exact: 0, near: 0 });
    expect(scorePages([], [])).toMatchObject({ found: null, keptOut: null, balance: null });
  });
});

describe("runPageEval", () => {
  it("sets a reader beside Readability", async () => {
    const folder = await mkdtemp(join(tmpdir(), "dateline-pages-"));
    await mkdir(join(folder, "pages"));
    const page = `<html><head><title>Bridge opens</title></head><body><nav>Subscribe now</nav><article><h1>Bridge opens</h1>
      <p>The bridge opened on Monday, ${"and everyone came to see it, ".repeat(12)} after ten years.</p></article></body></html>`;
    await writeFile(join(folder, "pages", "one.html.gz"), gzipSync(page));
    await writeFile(join(folder, "pages", "two.html"), "<p>It rained</p>");
    await writeFile(join(folder, "gold.jsonl"), gold.map((row) => JSON.stringify(row)).join("\n"));
    const lines: string[] = [];
    const results = await runPageEval(folder, {
      read: async (html, file, url) => {
        const { pathname } = new URL(url);
        return {
          title: pathname,
          text: new TextDecoder().decode(html),
          date: file.includes("one") ? "2025-01-02" : null,
        };
      },
      onProgress: () => undefined,
      print: (line) => lines.push(line),
    });
    expect(results[0]?.scores).toMatchObject({ found: 1, unread: 0 });
    expect(results[0]?.scores.annotatedDates).toEqual({ pages: 2, exact: 1, wrong: 0, missing: 1 });
    expect(results[1]?.scores.keptOut).toBe(1);
    expect(results[1]?.scores.titles.exact).toBe(1);
    expect(lines[0]).toMatch(/Dateline\s+Readability alone$/);
    expect(lines.some((line) => line.startsWith("date right / wrong / missing, annotated"))).toBe(true);
  });

  it("names a page that is not there", async () => {
    const folder = await mkdtemp(join(tmpdir(), "dateline-pages-"));
    await writeFile(join(folder, "gold.jsonl"), JSON.stringify(gold[0]));
    const options = { read: async () => null, onProgress: () => undefined, print: () => undefined };
    await expect(runPageEval(folder, options)).rejects.toMatchObject({
      code: "bench-invalid",
      message: expect.stringContaining("pages/one.html.gz"),
    });
  });

  it.skipIf(!hasWeb)(
    "finds for Readability what the set's README says of it",
    { timeout: 300_000 },
    async () => {
      const annotated = (await readPageGold(webFolder)).filter((page) => page.title);
      const found: (FoundPage | null)[] = [];
      for (const { file } of annotated) found.push(readWithReadability(await readPage(webFolder, file)));
      const scores = scorePages(annotated, found);
      // README of bench/web: .936 of the strings found, .894 kept out, 100 of 151 titles exact.
      expect(scores.found).toBeCloseTo(0.936, 3);
      expect(scores.keptOut).toBeCloseTo(0.894, 3);
      expect(scores.titles).toMatchObject({ pages: 151, exact: 100 });
    },
  );
});

describe("readWithReadability", () => {
  it("gives null for a page without an article", () => {
    expect(readWithReadability(new TextEncoder().encode("<html><body></body></html>"))).toBeNull();
  });
});
