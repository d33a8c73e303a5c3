// Feeds as careless programs write them: dates in odd forms, wrong charsets, texts escaped twice, formats of the last century.
import { describe, expect, it } from "vitest";
import { judgeDates } from "../../../src/read/dates/judge-dates.js";
import { decodeFeed, parseFeed } from "../../../src/read/feeds/feed.js";
import { draftOfItem } from "../../../src/read/feeds/feed-draft.js";

const news = "The council of Harbourton has agreed to rebuild the old pier, which a storm destroyed.";
const rss = (item: string, encoding = "utf-8") =>
  `<?xml version="1.0" encoding="${encoding}"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Post</title><link>https://post.example/</link><item>${item}</item></channel></rss>`;

function read(document: string | Uint8Array, charset: string | null = null) {
  const bytes = typeof document === "string" ? new TextEncoder().encode(document) : document;
  const { text, notes } = decodeFeed("feed.xml", bytes, charset);
  const feed = parseFeed("feed.xml", text, "https://post.example/feed.xml");
  const [item] = feed.items;
  if (item === undefined) throw new TypeError("no item");
  const { draft } = draftOfItem(feed, item);
  const { publishedAt } = judgeDates(draft.dates, "2026-11-28T12:00:00.000Z", draft.language);
  return { ...item, blocks: draft.blocks, publishedAt, notes };
}

describe("dates of items", () => {
  it.each([
    ["Mon, 14 Jun 2021 17:30:00 UT", "2021-06-14T17:30:00.000Z"],
    ["Mon, 14 Jun 2021 17:30:00 Etc/GMT", "2021-06-14T17:30:00.000Z"],
    ["mon,14 jun 2021 17:30 gmt", "2021-06-14T17:30:00.000Z"],
    ["14 Jun 21 17:30:00 +0200", "2021-06-14T15:30:00.000Z"],
    ["Mon Jun 14 17:30:00 PDT 2021", "2021-06-15T00:30:00.000Z"],
    ["Mon Jun 14 17:30:00 2021", "2021-06-14T00:00:00.000Z"],
    ["lun, 14 giu 2021 17:30:00 +0200", "2021-06-14T15:30:00.000Z"],
    ["Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53.000Z"],
    ["20210614T173000Z", "2021-06-14T17:30:00.000Z"],
    ["20210614T193000+0200", "2021-06-14T17:30:00.000Z"],
    ["2021-06-14T24:00:00Z", "2021-06-15T00:00:00.000Z"],
    ["2021-165", "2021-06-14T00:00:00.000Z"],
    ["2021-W24-1", "2021-06-14T00:00:00.000Z"],
    ["2021-165T17:30:00Z", "2021-06-14T17:30:00.000Z"],
    ["2004-július-13T09:15-05:00", "2004-07-13T14:15:00.000Z"],
    ["Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00.000Z"],
    ["2004년 05월 28일  01:31:15", "2004-05-28T00:00:00.000Z"],
    ["2004-05-28 오후 11:23:17", "2004-05-28T00:00:00.000Z"],
    ["2021-06", null], // a month is no day
    ["Mon, 31 Jun 2021 17:30:00 GMT", null],
  ])("%s", (raw, instant) => {
    expect(
      read(rss(`<title>Pier</title><pubDate>${raw}</pubDate><description>${news}</description>`)).publishedAt,
    ).toBe(instant);
  });
});

describe("charsets", () => {
  const item = `<title>Möwen – „zurück“</title><description>${news}</description>`;
  /** windows-1252, in which these marks have bytes of their own. */
  const latin = (text: string) => {
    const marks: Readonly<Record<string, number>> = { "–": 0x96, "„": 0x84, "“": 0x93 };
    return Uint8Array.from([...text].map((char) => marks[char] ?? char.charCodeAt(0)));
  };

  it.each([
    ["UTF-8 that the server calls ASCII", new TextEncoder().encode(rss(item)), "us-ascii"],
    ["UTF-8 that the server calls Latin-1", new TextEncoder().encode(rss(item)), "iso-8859-1"],
    ["UTF-8 that calls itself windows-1252", new TextEncoder().encode(rss(item, "windows-1252")), null],
    ["windows-1252 that calls itself UTF-8", latin(rss(item)), null],
    ["windows-1252 that calls itself Latin-1", latin(rss(item, "iso-8859-1")), null],
    ["windows-1252 that the server calls UTF-8", latin(rss(item, "windows-1252")), "utf-8"],
  ])("%s", (_, bytes, charset) => expect(read(bytes, charset).title).toBe("Möwen – „zurück“"));

  it("are noted where they are wrong", () => {
    expect(read(new TextEncoder().encode(rss(item)), "iso-8859-1").notes).toEqual([
      "wrong encoding: not iso-8859-1: read as utf-8",
    ]);
    expect(read(new TextEncoder().encode(rss(item)), "utf-8").notes).toEqual([]);
  });
});

describe("texts", () => {
  it("are read that were escaped twice", () => {
    const twice = `<title>Pier</title><description>&amp;lt;p&amp;gt;${news}&amp;lt;/p&amp;gt;</description>`;
    expect(read(rss(twice)).blocks).toEqual([news]);
  });

  it("keep a tag that they are about", () => {
    const about =
      "<title>Tags</title><description>The tag &amp;lt;p&amp;gt; begins a paragraph, and &amp;lt;/p&amp;gt; ends it.</description>";
    expect(read(rss(about)).blocks).toEqual(["The tag <p> begins a paragraph, and </p> ends it."]);
  });
});

it("reads titles of JSON Feed that were written for HTML", () => {
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    items: [{ id: "1", title: "Fish &amp; chips", content_text: news }],
  };
  expect(read(JSON.stringify(feed)).title).toBe("Fish & chips");
});

it("leaves the word before a name", () => {
  expect(read(rss(`<dc:creator>By Mia Kerr</dc:creator><description>${news}</description>`)).author).toBe(
    "Mia Kerr",
  );
});

it("reads CDF", () => {
  const cdf = `<CHANNEL HREF="https://post.example/"><TITLE>Post</TITLE><ITEM HREF="/pier" LASTMOD="2021-06-14T17:30Z"><TITLE>Pier</TITLE><ABSTRACT>${news}</ABSTRACT></ITEM></CHANNEL>`;
  const { title, link, blocks, publishedAt } = read(cdf);
  expect([title, link, blocks, publishedAt]).toEqual([
    "Pier",
    "https://post.example/pier",
    [news],
    "2021-06-14T17:30:00.000Z",
  ]);
});
