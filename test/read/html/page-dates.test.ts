// Dates that a page shows: which of them stand at the article, which are other articles'; made-up pages.
import { describe, expect, it } from "vitest";
import { readInput } from "../../../src/ingest/read-input.js";
import { publishedDay } from "../../../src/model/calendar.js";
import { scriptDates } from "../../../src/read/html/page-dates.js";

const now = "2025-12-31T12:00:00.000Z";
const prose = Array.from(
  { length: 4 },
  (_, index) =>
    `<p>In week ${index + 1} the council met behind closed doors, and the clerk was seen to leave early with a folder.</p>`,
).join("");

function dayOf(html: string, language = "en"): string | null {
  const page = `<!DOCTYPE html><html lang="${language}"><head><title>Clerk leaves with a folder</title></head><body class="post no-comments with-sidebar">${html}</body></html>`;
  const [row] = readInput({ name: "a.html", bytes: new TextEncoder().encode(page) }, { now });
  if (row?.kind !== "article") throw new TypeError(`rejected: ${row?.reason}`);
  return publishedDay(row.article);
}
const article = (before = "", first = "", after = "") =>
  `<main><h1>Clerk leaves with a folder</h1>${before}<div class="entry-content">${first}${prose}</div>${after}</main>`;

describe("shown dates", () => {
  it.each([
    ["<div>8 January 2025, 3:51 pm</div>", "2025-01-08"],
    ["<p class='meta'>Jan 04   09:34  2025</p>", "2025-01-04"],
    ["<div><span>Report</span><span>7 April 2025</span></div>", "2025-04-07"],
    [
      "<div class='info'>12.12.2025 - Institute for the Measurement of Small and Old Things</div>",
      "2025-12-12",
    ],
    [
      "<span class='ago' title='2025-09-20T14:20:02Z' data-datetime='2025-09-20T14:20:02Z'>15 minutes ago</span>",
      "2025-09-20",
    ],
    ["<div>Aktuelles Datum und Uhrzeit: 11.02.2025, 07:22</div>", null],
  ])("%s", (before, day) => expect(dayOf(article(before))).toBe(day));

  it("reads the date that a first paragraph begins with, and none inside it", () => {
    expect(
      dayOf(
        article(
          "",
          "<p>(21 November 2025) The folder was red, the clerk says now, and it held nothing at all.</p>",
        ),
      ),
    ).toBe("2025-11-21");
    expect(
      dayOf(
        article(
          "",
          "<p>The folder was bought on 21 November 2025 and has been empty since, the clerk says now.</p>",
        ),
      ),
    ).toBeNull();
  });

  it("takes the date at the end for less than the one at the headline", () => {
    expect(dayOf(article("<div>3 May 2025</div>", "", "<div class='date'>4 May 2025</div>"))).toBe(
      "2025-05-03",
    );
    expect(dayOf(article("", "", "<div class='post-info'>Posted on 4 May 2025 by Ines Holm</div>"))).toBe(
      "2025-05-04",
    );
  });

  it("leaves dates of other articles, of comments and of the frame", () => {
    const others = ["01.03.2025", "02.03.2025", "03.03.2025"].map(
      (date) => `<div class="item"><a href="/x">Another story</a> <span class="date">${date}</span></div>`,
    );
    expect(dayOf(article("", "", `<div class="latest">${others.join("")}</div>`))).toBeNull();
    expect(
      dayOf(
        article(
          "",
          "",
          "<div class='comments'><p>Liv, 4 May 2025</p></div><footer>© 2025, 4 May 2025</footer>",
        ),
      ),
    ).toBeNull();
  });

  it("tells an update from the publication", () => {
    expect(dayOf(article("<div>Published 3 May 2025 Updated 9 June 2025</div>"))).toBe("2025-05-03");
    expect(
      dayOf(
        article(
          "<time class='modified' datetime='2025-06-09'>9 June</time><time datetime='2025-05-03'>3 May</time>",
        ),
      ),
    ).toBe("2025-05-03");
  });

  it("reads numeric dates in the order of the page's language", () => {
    expect(dayOf(article("<div class='date'>03/04/2025</div>"), "en-GB")).toBe("2025-04-03");
    expect(dayOf(article("<div class='date'>03/04/2025</div>"), "en-US")).toBe("2025-03-04");
    expect(dayOf(article("<div class='date'>03/04/2025</div>"), "en")).toBeNull();
  });
});

describe("scriptDates", () => {
  it("reads telling names only, the first of each", () => {
    const html =
      '<script>var p = {"publishDate":"2025-05-03 10:00","publishDate":"2025-01-01","other_date":"2025-02-02"}; pubdate = \'2025-05-03\';</script>';
    expect(scriptDates(html).map(({ raw }) => raw)).toEqual(["2025-05-03 10:00", "2025-05-03"]);
    expect(scriptDates("<script>let date = 5</script>")).toEqual([]);
    const state =
      '<script>{\\"publishTime\\":1746266400000,"updated":1746266400,"publishedAt":1746266400}</script>';
    expect(scriptDates(state).map(({ raw }) => raw)).toEqual(["1746266400000", "1746266400"]);
    expect(scriptDates("<script>publishedAt: 17462664001234567</script>")).toEqual([]);
  });
});

describe("wikis", () => {
  const wiki = (head: string, body: string, foot: string) => {
    const html = `<!DOCTYPE html><html lang="en"><head><title>Folders</title>${head}</head><body><main><h1>Folders</h1>${body}${prose}</main>${foot}</body></html>`;
    const [row] = readInput({ name: "a.html", bytes: new TextEncoder().encode(html) }, { now });
    if (row?.kind !== "article") throw new TypeError(`rejected: ${row?.reason}`);
    return row;
  };
  const mediaWiki = '<meta name="generator" content="MediaWiki 1.34.2">';
  const lastEdit = (line: string) => `<div><ul><li id="footer-info-lastmod">${line}</li></ul></div>`;

  it.each([
    [mediaWiki, lastEdit("This page was last edited on 16 February 2025, at 16:20.")],
    ["", lastEdit("Zuletzt bearbeitet am 16. Februar 2025 um 16:20 Uhr.")],
    ["", '<div id="page-info">page revision: 8, last edited: <span>16 Feb 2025 15:15</span></div>'],
  ])("knows the last edit and stays undated: %s %s", (head, foot) => {
    const { article, notes } = wiki(head, "", foot);
    expect(article).toMatchObject({ publishedAt: null, updatedAt: "2025-02-16T00:00:00.000Z" });
    expect(notes).toEqual(["a wiki page: its last edit is known, but it stays undated"]);
  });

  it("keeps the day that a wiki's page shows at its head or tells in its data", () => {
    const foot = lastEdit("This page was last edited on 16 February 2025, at 16:20.");
    expect(publishedDay(wiki(mediaWiki, "<p>Friday, 3 January 2025</p>", foot).article)).toBe("2025-01-03");
    const data = `<script type="application/ld+json">{"@type":"Article","datePublished":"2025-01-03"}</script>`;
    expect(publishedDay(wiki(data, "", foot).article)).toBe("2025-01-03");
  });

  it("takes the making of a page that was edited years later for no publication, of another page it does", () => {
    const data = `<script type="application/ld+json">{"@type":"Article","datePublished":"2019-01-03","dateModified":"2025-02-16"}</script>`;
    const line = "<p class='meta'>Revision as of 07:47, 28 January 2025</p>";
    expect(wiki(mediaWiki + data, line, "").article).toMatchObject({
      publishedAt: null,
      updatedAt: "2025-02-16T00:00:00.000Z",
    });
    expect(publishedDay(wiki(data, line, "").article)).toBe("2019-01-03");
  });

  it("lets the update of any other page stand for its publication", () => {
    expect(publishedDay(wiki("", "<p>Last updated: 16 February 2025</p>", "").article)).toBe("2025-02-16");
  });
});
