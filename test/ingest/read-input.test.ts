import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ReadOutcome, readInput } from "../../src/ingest/read-input.js";
import { articleSchema } from "../../src/model/article.js";
import type { DraftOverrides } from "../../src/read/draft.js";

const now = "2025-12-31T12:00:00.000Z";
const encode = (text: string) => new TextEncoder().encode(text);
const read = (name: string, content: string | Uint8Array, overrides: DraftOverrides = {}) =>
  readInput({ name, bytes: typeof content === "string" ? encode(content) : content }, { now, overrides });
const first = (outcomes: readonly ReadOutcome[]) => {
  const [outcome] = outcomes;
  if (outcome?.kind !== "article") throw new TypeError(`expected an article, got ${JSON.stringify(outcome)}`);
  return outcome;
};
const reason = (outcomes: readonly ReadOutcome[]) =>
  outcomes.map((outcome) =>
    outcome.kind === "rejected" ? `${outcome.code}: ${outcome.reason}` : outcome.kind,
  )[0];

const seedFolder = fileURLToPath(new URL("../../../shared/seed/", import.meta.url));
const hasSeed = existsSync(seedFolder);
// biome-ignore lint/suspicious/noConsole: says out loud what is left out
if (!hasSeed) console.warn("../shared/seed is not here: the seed article is left out");

describe.skipIf(!hasSeed)("the seed article", () => {
  const name = hasSeed ? (readdirSync(seedFolder).find((file) => file.endsWith(".txt")) ?? "") : "";
  const outcome = hasSeed ? first(read(name, readFileSync(seedFolder + name))) : null;

  it("gives title, deck, date and agency, and no outlet", () => {
    expect(outcome?.article).toMatchObject({
      title: "Trump-Putin meeting not anytime soon: US official",
      source: null,
      agency: "AFP",
      author: null,
      language: "en",
      publishedAt: "2025-10-21T00:00:00.000Z",
      updatedAt: null,
    });
    expect(outcome?.article.deck).toMatch(/^Kremlin has also said/);
    expect(outcome?.notes).toEqual([]);
  });

  it("gives exactly the nine paragraphs of the body", () => {
    const paragraphs = outcome?.article.text.split("\n\n") ?? [];
    expect(paragraphs).toHaveLength(9);
    expect(paragraphs[0]).toMatch(/^US President Donald Trump has no immediate plans/);
    expect(paragraphs[8]).toMatch(/personal chemistry with the Russian leader\.$/);
    expect(outcome?.article.text).not.toMatch(
      /RECOMMENDED|Related|SOURCE|Reuters Archive|Explore|Epstein|min read/,
    );
  });

  it("takes the outlet from the person who gives it", () => {
    const given = first(read(name, readFileSync(seedFolder + name), { source: "TRT World" }));
    expect(given.article.source).toBe("TRT World");
    expect(given.article.text).toBe(outcome?.article.text);
  });
});

describe("what cannot be read", () => {
  const text =
    "A headline of some length\n\nA body sentence that is long enough to be one, the reporter said on Monday.";
  it.each([
    ["empty", new Uint8Array(), /^read-unreadable: it is empty/],
    ["white space", encode(" \n\t\u00a0 \n"), /^read-unreadable: it contains only white space/],
    [
      "a picture",
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10]),
      /^read-unknown-format: it is a PNG picture/,
    ],
    ["a PDF", encode("%PDF-1.7 ..."), /^read-unknown-format: it is a PDF/],
    ["a torn gzip", gzipSync(text).subarray(0, 40), /^read-unreadable: gzip that cannot be read/],
    ["NUL bytes", encode(`${text}\0`), /^read-unreadable: binary data: a NUL byte at offset 102/],
    [
      "bad UTF-8",
      new Uint8Array([...encode(text), 0xe9, 0x20, ...encode("x".repeat(5000))]),
      /offset 102 does not fit/,
    ],
    [
      "a cut character",
      new Uint8Array([...encode(text), 0xe2, 0x82]),
      /not valid UTF-8: the byte at offset 102 /,
    ],
    [
      "an unknown charset",
      encode('<html><meta charset="klingon"><p>x'),
      /the charset "klingon" that it declares is unknown/,
    ],
    ["MHTML", encode("From: <Saved by Blink>\nMIME-Version: 1.0\n\nx"), /web archive \(MHTML\)/],
    [
      "a page of scripts",
      encode(`<html><body><div id="root"></div>${"<script>1</script>".repeat(4)}`),
      /loaded by scripts/,
    ],
    ["nesting without end", encode(`<html><body>${"<div>".repeat(200_000)}`), /nested more than 512 deep/],
  ])("%s", (_, bytes, expected) => expect(reason(read("input", bytes))).toMatch(expected));

  it("is a gzip no longer once it is unpacked", () => {
    const page = { url: "https://a.example/b", mediaType: "text/plain", charset: null, fetchedAt: now };
    const read = readInput({ name: "b", bytes: gzipSync(text), page }, { now });
    expect(read).toMatchObject([{ kind: "article", article: { title: "A headline of some length" } }]);
  });

  it("is too large over the limit, whatever it holds", () => {
    const outcomes = readInput({ name: "a.txt", bytes: encode(text) }, { now, maxBytes: 50 });
    expect(reason(outcomes)).toMatch(/^read-too-large/);
    const lines = Array.from(
      { length: 21_000 },
      (_, n) => `Envoy ${n} said that talks went on for ${n} hours.`,
    );
    const long = `A headline\n\n${lines.join("\n\n")}`;
    expect(reason(read("a.txt", long))).toMatch(/^read-too-large: 1\.1 million characters/);
  });

  it("never throws, for any bytes and any name", () => {
    const name = fc.constantFrom("a.txt", "a.html", "a.json", "a.jsonl", "a.md", "a", "https://a.example/b");
    const start = fc.constantFrom(
      "",
      "<html><p>",
      "---\ntitle: ",
      '{"title": ',
      '[{"',
      "\ufeff",
      "<article>",
    );
    fc.assert(
      fc.property(
        name,
        start,
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.uint8Array({ maxLength: 40 }),
        (file, head, tail, bytes) => {
          for (const content of [encode(head + tail), new Uint8Array([...encode(head), ...bytes])]) {
            const outcomes = read(file, content);
            expect(outcomes.length).toBeGreaterThan(0);
            for (const outcome of outcomes) {
              if (outcome.kind === "article") articleSchema.parse({ ...outcome.article, revision: 1 });
              else expect(outcome.reason).not.toBe("");
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("encodings", () => {
  const page = (charset: string) =>
    `<html><head><meta charset="${charset}"><title>T</title></head><body><article><h1>A price in the headline</h1><p>`;
  const rest =
    " and a sentence that goes on for long enough to be the body of an article, as the editor said on Monday.</p><p>It has a second paragraph too, since one alone is rarely called an article.</p></article>";
  const withBytes = (charset: string, bytes: number[]) =>
    new Uint8Array([...encode(page(charset)), ...bytes, ...encode(rest)]);

  it.each([
    ["windows-1252", [0x93, 0x80, 0x94], "“€”"],
    ["iso-8859-1", [0xe9, 0x92], "é’"],
    ["iso-8859-9", [0xfe, 0xf0], "şğ"],
    ["windows-1251", [0xcc, 0xe8, 0xf0], "Мир"],
    ["shift_jis", [0x93, 0xfa, 0x96, 0x7b], "日本"],
    ["utf-8", [0xe2, 0x82, 0xac], "€"],
  ])("reads %s as a page declares it", (charset, bytes, expected) => {
    expect(
      first(read("a.html", withBytes(charset, bytes))).article.text.startsWith(`${expected} and a`),
    ).toBe(true);
  });

  it("reads UTF-8 that declares to be something else, as pages saved from a browser do", () => {
    const bytes = withBytes("iso-8859-1", [0xe2, 0x82, 0xac]);
    expect(first(read("a.html", bytes)).article.text.startsWith("€ and a")).toBe(true);
  });

  it("goes by the byte order mark", () => {
    const text = "A headline of some length\n\nThe café on the corner closed on Monday, its owner said.";
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
    for (const bytes of [encode(`\ufeff${text}`), utf16, utf16.map((_, at) => utf16[at ^ 1] ?? 0)]) {
      expect(first(read("a.txt", bytes)).article).toMatchObject({
        title: "A headline of some length",
        text: "The café on the corner closed on Monday, its owner said.",
      });
    }
  });
});

describe("identity", () => {
  const text = "Title of the story\n\nThe body of the story is a sentence with a full stop at its end.";
  it("is the same for the same input and follows URL, then content", () => {
    expect(read("a.txt", text)).toEqual(read("a.txt", text));
    const id = (content: string, url?: string) =>
      first(read("a.txt", content, url ? { url } : {})).article.articleId;
    expect(id(text)).toBe(id(text.replace("\n\n", "\r\n \r\n")));
    expect(id(text)).not.toBe(id(`${text} More.`));
    expect(id(text, "https://a.example/x?utm_source=y")).toBe(id(`${text} More.`, "https://m.a.example/x#z"));
  });

  it("uses a url and title given for one article only", () => {
    const row = (title: string) =>
      JSON.stringify({ title, text: "The body is a sentence, the editor said." });
    const outcomes = read("a.jsonl", `${row("One")}\n${row("Two")}\n`, { title: "Given", source: "Outlet" });
    expect(outcomes.map((outcome) => outcome.kind === "article" && outcome.article.title)).toEqual([
      "One",
      "Two",
    ]);
    expect(first(outcomes).article.source).toBe("Outlet");
    expect(first(outcomes).notes.join()).toMatch(/not used/);
    expect(first(read("a.json", row("One"), { title: "Given" })).article.title).toBe("Given");
  });

  it("refuses a url that is none, and says so", () => {
    const outcome = first(read("a.txt", text, { url: "nowhere" }));
    expect(outcome.article.url).toBeNull();
    expect(outcome.notes.join()).toMatch(/url refused: "nowhere"/);
  });
});
