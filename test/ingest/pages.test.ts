// Pages from a server on loopback through the real fetcher into a store: types, charsets, whose page it is, order, stopping.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createIngest } from "../../src/ingest/ingest.js";
import { pageAddress } from "../../src/read/urls.js";
import { type Behaviour, page, redirect, reply } from "../fetch/hostile-server.js";
import { tempFolder, tempStores } from "../store/temp-folder.js";
import { wordEmbedder } from "../word-embedder.js";
import { HOST, NOW, openWebIngest } from "./open-web-ingest.js";

const sentences =
  "The ferry to Ravn will run at night again from Monday, the harbour office said. " +
  "It had been taken off in spring, when two of its engines failed within a week, and buses ran in its place.";
const article = (text = sentences, head = "") =>
  `<!DOCTYPE html><html lang="en"><head><title>Night ferry is back</title>${head}</head><body><article><h1>Night ferry is back</h1><p>${text}</p></article></body></html>`;
/** One row, with the article where there is one. */
async function readOne(behaviour: Behaviour, path = "/page") {
  const { ingest, store, url } = await openWebIngest({ [path]: behaviour });
  const [row] = (await ingest.ingestFiles([url(path)])).rows;
  const stored = row?.articleId ? await store.article(row.articleId) : null;
  return { row, article: stored };
}

describe("types", () => {
  it("reads HTML, and keeps the address after redirects where the page names none", async () => {
    const { ingest, store, server, url } = await openWebIngest({
      "/short": redirect("/2025/12/30/ferry?utm_source=x"),
      "/2025/12/30/ferry": page(article()),
    });
    const [row] = (await ingest.ingestFiles([url("/short")])).rows;
    expect(row).toMatchObject({ subject: url("/short"), outcome: "added", title: "Night ferry is back" });
    const stored = await store.article(row?.articleId ?? "");
    expect(stored?.url).toBe(`http://${HOST}:${server.port}/2025/12/30/ferry`);
    expect(stored?.publishedAt).toMatch(/^2025-12-30/);
  });

  it("reads plain text and JSON for what they are, whatever their address ends with", async () => {
    const text = `Night ferry is back\n\n${sentences}`;
    const plain = await readOne(reply(200, { "content-type": "text/plain" }, text));
    expect(plain.article?.text).toContain("two of its engines failed");
    const json = JSON.stringify({ title: "Night ferry", text: sentences, source: "Gazette" });
    const typed = await readOne(reply(200, { "content-type": "application/json" }, json), "/page.html");
    expect(typed.article).toMatchObject({ title: "Night ferry", source: "Gazette" });
    const html = await readOne(page(article()), "/data.json");
    expect(html.article?.title).toBe("Night ferry is back");
  });

  it.each<[string, Behaviour, RegExp]>([
    ["a PDF", reply(200, { "content-type": "application/pdf" }, "%PDF"), /application\/pdf, expected HTML/],
    ["a PDF that says it is HTML", page("%PDF-1.7 x"), /a PDF document/],
    ["a picture without a type", reply(200, {}, Buffer.from("\u0089PNG\r\n", "latin1")), /a PNG picture/],
    ["a hundred thousand elements", page(`<html><body>${"x<hr>".repeat(100_000)}`), /too many elements/],
    ["nothing", page(""), /it is empty/],
    ["a missing page", reply(404), /answered 404: there is no such page/],
    ["a page in front of a wall", reply(403), /answered 403.*\n.*save the page/],
    ["a busy server", reply(429, { "retry-after": "90" }), /answered 429\nTry again in 2 minutes/],
  ])("rejects %s and says why", async (_name, behaviour, reason) => {
    const { row } = await readOne(behaviour);
    expect(row).toMatchObject({ outcome: "rejected", articleId: null });
    expect(row?.notes.join("\n")).toMatch(reason);
  });
});

describe("charsets", () => {
  const turkish = sentences.replace("Ravn", "Şırnak ğüö");
  const latin5 = Buffer.from(
    article(turkish).replace(/[ŞığİĞş]/g, (c) => String.fromCharCode({ Ş: 0xde, ı: 0xfd, ğ: 0xf0 }[c] ?? 63)),
    "latin1",
  );
  const meta = (charset: string) => `<meta charset="${charset}">`;
  const bom = Buffer.from([0xef, 0xbb, 0xbf]);

  it.each<[string, string | null, Uint8Array]>([
    ["the one the server names", "iso-8859-9", latin5],
    ["the page's, where the server's does not fit", "utf-8", withMeta(latin5, "windows-1254")],
    ["the page's, where the server's is unknown", "x-nonsense", withMeta(latin5, "iso-8859-9")],
    ["UTF-8, whatever the server names", "iso-8859-1", Buffer.from(article(turkish))],
    [
      "UTF-8, whatever the server and the page name",
      "iso-8859-1",
      Buffer.from(article(turkish, meta("latin1"))),
    ],
    ["that of the byte order mark", "iso-8859-9", Buffer.concat([bom, Buffer.from(article(turkish))])],
    ["UTF-8, where nothing names one", null, Buffer.from(article(turkish))],
  ])("takes %s", async (_name, charset, bytes) => {
    const type = charset === null ? "text/html" : `text/html; charset=${charset}`;
    const read = await readOne(reply(200, { "content-type": type }, bytes));
    expect(read.article?.text).toContain("Şırnak ğüö");
  });

  it("refuses bytes that fit nothing that is named, rather than guess", async () => {
    const read = await readOne(reply(200, { "content-type": "text/html; charset=utf-8" }, latin5));
    expect(read.row?.notes[0]).toMatch(/not valid UTF-8: the byte at offset \d+/);
  });

  function withMeta(bytes: Buffer, charset: string): Buffer {
    return Buffer.concat([Buffer.from(`<!DOCTYPE html>${meta(charset)}`), bytes]);
  }
});

describe("whose page it is", () => {
  const claim = (url: string) => page(article(sentences, `<link rel="canonical" href="${url}">`));

  it("believes a page about its own site", async () => {
    const { article: stored, row } = await readOne(claim("https://gazette.example/news/ferry"));
    expect(stored?.url).toBe("https://gazette.example/news/ferry");
    expect(row?.notes.join()).not.toContain("another site");
  });

  it("does not let a page call itself another site's", async () => {
    const { article: stored, row } = await readOne(claim("https://www.agency.example/news/ferry"));
    expect(stored?.url).toMatch(/^http:\/\/www\.gazette\.example:\d+\/page$/);
    expect(row?.notes.join()).toContain("www.agency.example, which is another site");
  });

  it("gives several articles of one file no address of another site", async () => {
    const line = (url: string, title: string) => JSON.stringify({ title, text: sentences, url });
    const lines = [line("https://gazette.example/1", "One"), line("https://agency.example/2", "Two")].join(
      "\n",
    );
    const { ingest, store, url } = await openWebIngest({
      "/all.jsonl": reply(200, { "content-type": "text/plain" }, lines),
    });
    const { rows } = await ingest.ingestFiles([url("/all.jsonl")]);
    const articles = await Promise.all(rows.map(({ articleId }) => store.article(articleId ?? "")));
    expect(articles.map((each) => each?.url)).toEqual(["https://gazette.example/1", null]);
  });

  it.each([
    ["https://m.gazette.example/a", "https://www.gazette.example/b", true],
    ["https://gazette.example/a", "https://news.gazette.example/b", true],
    ["https://gazette.example.evil.example/a", "https://gazette.example/b", false],
    ["https://evilgazette.example/a", "https://gazette.example/b", false],
    ["/relative", "https://gazette.example/b", true],
    ["https://gazette.co.uk/a", "https://news.gazette.co.uk/b", true],
    ["https://co.uk/a", "https://gazette.co.uk/b", false],
    ["https://www.city.kawasaki.jp/a", "https://news.city.kawasaki.jp/b", true],
    ["https://github.io/a", "https://writer.github.io/b", false],
    ["https://other.github.io/a", "https://writer.github.io/b", false],
    ["https://blog.writer.github.io/a", "https://writer.github.io/b", true],
    ["https://blogspot.com/a", "https://writer.blogspot.com/b", false],
  ])("%s claimed on %s is its own: %s", (claimed, from, own) => {
    expect(pageAddress(claimed, from).note === null).toBe(own);
  });
});

describe("many inputs", () => {
  it("keeps the order of paths and addresses, and fetches from several hosts at once", async () => {
    let [open, most] = [0, 0];
    const late =
      (text: string): Behaviour =>
      (socket, seen) => {
        open += 1;
        most = Math.max(most, open);
        setTimeout(() => {
          open -= 1;
          page(article(text))(socket, seen);
        }, 1500);
      };
    const { ingest, url } = await openWebIngest({
      "/a": late(`A. ${sentences}`),
      "/b": late(`B. ${sentences}`),
      "/c": page(article()),
    });
    const file = join(await tempFolder(), "file.txt");
    await writeFile(file, `From a file\n\n${sentences}`);
    const inputs = [
      url("/a"),
      file,
      url("/b", "other.example"),
      "ftp://gazette.example/x",
      url("/c"),
      "nowhere.txt",
    ];
    const { rows, complete } = await ingest.ingestFiles(inputs);
    expect(most).toBe(2); // a and b side by side
    expect(rows.map(({ subject }) => subject)).toEqual(inputs);
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      "added",
      "added",
      "added",
      "rejected",
      "added",
      "rejected",
    ]);
    expect(complete).toBe(true);
  });

  it("stops long before the time limit, in the middle of a page that never comes", async () => {
    const { ingest, url } = await openWebIngest({ "/silent": () => undefined });
    const startedMs = performance.now();
    const { complete } = await ingest.ingestFiles([url("/silent")], { signal: AbortSignal.timeout(200) });
    expect(complete).toBe(false);
    expect(performance.now() - startedMs).toBeLessThan(15_000); // a fetch may take 20 s
  });

  it("says that nothing is fetched where there is no fetcher", async () => {
    const parts = { store: (await tempStores()).articles, embedder: null, index: null, now: () => NOW };
    const ingest = createIngest({ ...parts, tokens: wordEmbedder().embedder });
    const { rows } = await ingest.ingestFiles(["https://gazette.example/"]);
    expect(rows).toMatchObject([{ outcome: "rejected", notes: ["no pages are fetched from the web here"] }]);
  });
});
