// The sample articles as a person gets them: each file read whole, told as a sample, and free of its page's furniture.
import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { describe, expect, test } from "vitest";
import { type ReadOutcome, readInput } from "../../src/ingest/read-input.js";

const folder = new URL("../../data/articles/", import.meta.url);
const now = "2026-01-01T00:00:00.000Z";
const files = readdirSync(folder).sort();
const rawOf = new Map(files.map((name) => [name, readFileSync(new URL(name, folder))]));

type Read = Extract<ReadOutcome, { kind: "article" }> & { readonly file: string };
const outcomes = [...rawOf].flatMap(([file, bytes]) =>
  readInput({ name: file, bytes }, { now }).map((outcome) => ({ ...outcome, file })),
);
const reads = outcomes.filter((outcome): outcome is Read => outcome.kind === "article");
const titles = new Set(reads.map(({ article }) => article.title));
const paragraphs = (read: Read): string[] => read.article.text.split("\n\n");
const find = (slug: string): Read => {
  const read = reads.find(({ file, article }) => file.startsWith(slug) || article.url?.endsWith(`/${slug}`));
  if (read === undefined) throw new Error(`no sample named ${slug}`);
  return read;
};

/** Lines of these kinds stand in the files; in the text none may be left. */
const furniture = [
  /\bmin read\b/i,
  /\bcookies?\b/i,
  /\bnewsletter\b/i,
  /\bsubscribe\b/i,
  /\bsign up\b/i,
  /\bfile photo\b|\bphoto:|\bplaceholder\b/i,
  /sample was written/i,
  /\bdateline samples\b/i,
  /^sources?\s?:/i,
  /^(?:advertisement|recommended|explore|most read|share|menu|search|comments|tags\b.*|home\b.*)$/i,
  /^(?:read (?:also|more|next)|related)\b/i,
  /^©|^all rights reserved/i,
  /[#*_<>[\]{}]|&\w+;/,
];

describe("the folder of samples", () => {
  test("every file is read and nothing is rejected", () => {
    expect(outcomes.filter(({ kind }) => kind === "rejected")).toEqual([]);
    expect(new Set(reads.map(({ file }) => file))).toEqual(new Set(files));
    expect(reads.length).toBeGreaterThanOrEqual(24);
  });

  test("each of the four formats has at least five files, and one holds several articles", () => {
    const count = (...ends: string[]) => files.filter((name) => ends.includes(extname(name))).length;
    for (const ends of [[".txt"], [".html"], [".md"], [".json"]])
      expect(count(...ends), ends.join()).toBeGreaterThanOrEqual(5);
    expect(new Set(reads.map(({ format }) => format))).toEqual(new Set(["text", "html", "markdown", "json"]));
    const inLines = reads.filter(({ file }) => file.endsWith(".jsonl"));
    expect(inLines.length).toBeGreaterThanOrEqual(3);
  });

  test("no two samples are the same article, and every title is its own", () => {
    expect(new Set(reads.map(({ article }) => article.articleId)).size).toBe(reads.length);
    expect(titles.size).toBe(reads.length);
  });

  test("every file says to a person that it is a sample, once for each article, and names its sources", () => {
    for (const [file, bytes] of rawOf) {
      const text = bytes.toString("utf8");
      const count = reads.filter((read) => read.file === file).length;
      expect(text.match(/This sample was written for Dateline\./g)?.length, file).toBeGreaterThanOrEqual(
        count,
      );
      expect(text.match(/Sources: \S/g)?.length, file).toBe(count);
    }
  });

  test("data/README.md lists every file with the day it was published", () => {
    const readme = readFileSync(new URL("../README.md", folder), "utf8");
    expect(readme).toContain(`${reads.length} sample articles in ${files.length} files`);
    for (const { file, article } of reads) {
      const rows = readme.split("\n").filter((line) => line.includes(`\`${file}\``));
      const day = article.publishedAt?.slice(0, 10) ?? "undated";
      expect(
        rows.some((row) => row.includes(`| ${day} |`)),
        `${file} ${day}`,
      ).toBe(true);
    }
  });
});

describe.each(reads.map((read) => [read.article.title, read] as const))("%s", (_, read) => {
  const { article, file, notes } = read;

  test("is a sample of Dateline Samples, with its title and in English", () => {
    expect(article).toMatchObject({ sample: true, source: "Dateline Samples", agency: null, language: "en" });
    expect(article.title).not.toContain("Dateline");
    const isSigned = rawOf.get(file)?.includes("Dateline Samples Desk");
    expect(article.author).toBe(isSigned ? "Dateline Samples Desk" : null);
  });

  test("has its address, unless it was pasted", () => {
    if (file.endsWith(".txt")) return expect(article.url).toBeNull();
    const slug = article.url?.replace("https://samples.dateline.example/", "") ?? "";
    expect(slug).toMatch(/^[a-z0-9-]+$/);
    if (!file.endsWith(".jsonl")) expect(file).toBe(`${slug}${extname(file)}`);
  });

  test("has a date in its own time, save the one that is undated", () => {
    const undated = file === "total-solar-eclipses-explained.md";
    expect(article.publishedAt === null).toBe(undated);
    expect(article.publishedAt ?? "2024-03-07").toMatch(/^202[45]-/);
    expect(notes).toEqual(undated ? ["no date found: it stays undated"] : []);
    if (article.updatedAt !== null) expect(article.updatedAt > (article.publishedAt ?? "")).toBe(true);
  });

  test("has 120 to 300 words of text and no line of its page's furniture", () => {
    const words = article.text.split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(120);
    expect(words).toBeLessThanOrEqual(300);
    for (const paragraph of paragraphs(read)) {
      expect(titles, paragraph).not.toContain(paragraph);
      expect(paragraph).toMatch(/[.!?]["”]?$/);
      for (const pattern of furniture) expect(paragraph).not.toMatch(pattern);
    }
  });

  test("ends before its furniture: what was dropped holds no paragraph of prose but the sources", () => {
    const prose = read.dropped.filter((line) => /[a-z]\.$/.test(line) && line.split(" ").length > 8);
    expect(prose.filter((line) => line !== article.deck)).toEqual([]);
  });
});

describe("what the samples are there to show", () => {
  test("the newest reports of the summit say in plain words that none is scheduled", () => {
    const off = find("no-trump-putin-summit-planned").article;
    expect(off).toMatchObject({
      publishedAt: "2025-10-21T15:20:00.000Z",
      updatedAt: "2025-10-21T21:45:00.000Z",
    });
    expect(off.text).toContain("No summit between Donald Trump and Vladimir Putin is scheduled");
    const cancelled = find("us-sanctions-rosneft-and-lukoil-summit-cancelled").article;
    expect(cancelled.text).toContain("No new date for a Trump–Putin summit has been set.");
    expect(find("trump-putin-budapest-summit-announced").article.publishedAt).toMatch(/^2025-10-16/);
  });

  test("one is a near copy of another under a headline of its own", () => {
    const [copy, original] = [find("budapest-meeting-put-off"), find("no-trump-putin-summit-planned")];
    const shared = paragraphs(copy).filter((paragraph) => paragraphs(original).includes(paragraph));
    expect(shared.length / paragraphs(original).length).toBeGreaterThan(0.7);
    expect(copy.article.text).not.toBe(original.article.text);
    expect(copy.article.title).not.toBe(original.article.title);
  });

  test("weekdays stand in most of them, to be resolved against the date", () => {
    const weekday = /\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/;
    const dated = reads.filter(({ article }) => article.publishedAt !== null);
    const relative = dated.filter(({ article }) => weekday.test(article.text));
    expect(relative.length / dated.length).toBeGreaterThan(0.8);
  });

  test("a weekday in the first paragraph is the day of publication or the day before", () => {
    const names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    for (const { file, article } of reads) {
      const named = /\bon ([A-Z][a-z]+day)\b/.exec(article.text.split("\n\n")[0] ?? "")?.[1];
      if (named === undefined || article.publishedAt === null) continue;
      const published = new Date(article.publishedAt).getUTCDay();
      const daysBefore = (published - names.indexOf(named) + 7) % 7;
      expect(daysBefore, `${file}: ${named}`).toBeLessThanOrEqual(1);
    }
  });
});
