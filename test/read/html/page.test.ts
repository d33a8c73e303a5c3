// What a page is and who made it: headlines, authors, kinds of pages that are no article, live blogs. Pages made up for it.
import { describe, expect, it } from "vitest";
import { readInput } from "../../../src/ingest/read-input.js";
import { parsePage } from "../../../src/read/html/dom.js";
import { findTitle, type ToldTitles } from "../../../src/read/html/metadata.js";

const now = "2025-12-31T12:00:00.000Z";
const read = (html: string, overrides = {}) =>
  readInput(
    { name: "a.html", bytes: new TextEncoder().encode(`<!DOCTYPE html><html lang="en">${html}</html>`) },
    { now, overrides },
  );
const reasonOf = (html: string) => {
  const [row] = read(html);
  return row?.kind === "rejected" ? row.reason : `article with notes: ${row?.notes.join("; ")}`;
};
const articleOf = (html: string) => {
  const [row] = read(html);
  if (row?.kind !== "article") throw new TypeError(`rejected: ${row?.reason}`);
  return row.article;
};
const prose = Array.from(
  { length: 4 },
  (_, index) =>
    `<p>In week ${index + 1} the council met behind closed doors, and the clerk was seen to leave early with a folder under the arm.</p>`,
).join("");
const page = (head: string, before = "", after = "") =>
  `<head>${head}</head><body><main><h1>Clerk leaves with a folder</h1>${before}<div class="entry-content">${prose}</div>${after}</main></body>`;

describe("findTitle", () => {
  const titleOf = (body: string, told: Partial<ToldTitles> = {}, title = "") =>
    findTitle(parsePage("a.html", `<html><head><title>${title}</title></head><body>${body}</body></html>`), {
      headline: undefined,
      og: undefined,
      others: [],
      site: undefined,
      ...told,
    });

  it("takes what readers see where metadata says another thing", () => {
    expect(titleOf("<h1>Two bridges for one small town</h1>", { og: "10 bridges you must see" })).toBe(
      "Two bridges for one small town",
    );
  });

  it("leaves the label in front of a headline and the site around a title", () => {
    expect(
      titleOf("<h1><span>Opinion</span>Two bridges for one town</h1>", {
        headline: "Two bridges for one town",
      }),
    ).toBe("Two bridges for one town");
    expect(titleOf("", { site: "Coast Herald" }, "Two bridges for one town | Coast Herald | News")).toBe(
      "Two bridges for one town",
    );
    expect(titleOf("", { site: "Coast Herald" }, "Coast Herald: Two bridges for one town")).toBe(
      "Two bridges for one town",
    );
  });

  it("takes a short headline in a script without spaces", () => {
    expect(titleOf("<h1>川沿いの図書館が再開</h1>", { og: "ニュース" })).toBe("川沿いの図書館が再開");
  });

  it("knows a logo by its link, and an h2 that is a part of the title", () => {
    expect(
      titleOf(
        '<h1><a href="/">The Coast Herald of Ravn</a></h1><h2>Two bridges for one town</h2>',
        {},
        "Ravn - Two bridges for one town",
      ),
    ).toBe("Two bridges for one town");
    expect(titleOf("", {}, "Two bridges")).toBe("Two bridges");
    expect(titleOf("")).toBeUndefined();
  });
});

it("takes a headline with its kicker for no paragraph", () => {
  const header =
    "<header><h2><span>Theft in Veldhaven</span> <span>Strangers carry off the church bell</span></h2></header>";
  const end = "<h2>Why strangers carry off the church bell of a town</h2><p>The metal is dear.</p>";
  const html = `<head><title>Strangers carry off the church bell - Nordblick</title><meta property="og:site_name" content="Nordblick"></head><body><main><article>${header}${prose}${end}</article></main></body>`;
  const { title, text } = articleOf(html);
  expect(title).toBe("Strangers carry off the church bell");
  expect(text).toMatch(/^In week 1/);
  expect(text).toContain("Why strangers carry off");
});

describe("authors", () => {
  it.each([
    ['<p class="meta">Posted on May 2, 2025 by Ines Holm</p>', "Ines Holm"],
    ["<div>ByInes Holm</div>", "Ines Holm"],
    ["<div>Ein Artikel von Ines Holm | 02.05.2025 - 12:45</div>", "Ines Holm"],
    ['<div class="post-author-name">Ines Holm @inesh</div>', "Ines Holm"],
    ["<div>Ines Holm</div><div>2 May 2025</div>", "Ines Holm"],
    ['<p class="byline">By Ines Holm and Aron Petri</p>', "Ines Holm and Aron Petri"],
    ["<div>Local news</div>", null],
  ])("%s", (line, author) => expect(articleOf(page("", line)).author).toBe(author));

  it("takes no organization that is the outlet itself", () => {
    const authorBy = (name: string, publisher: string) => {
      const thing = {
        "@type": "NewsArticle",
        headline: "Clerk leaves with a folder",
        author: [{ "@type": "Organization", name }],
        publisher: { "@type": "Organization", name: publisher },
      };
      return articleOf(page(`<script type="application/ld+json">${JSON.stringify(thing)}</script>`)).author;
    };
    expect(authorBy("Coast Herald", "Coast Herald")).toBeNull();
    expect(authorBy("Harbour Desk", "Coast Herald")).toBe("Harbour Desk");
  });

  it("takes a person over the outlet's own name", () => {
    const head =
      '<meta property="og:site_name" content="Coast Herald"><meta name="author" content="Coast Herald">';
    expect(articleOf(page(head, '<p class="byline">By Ines Holm</p>')).author).toBe("Ines Holm");
    expect(articleOf(page(head)).author).toBe("Coast Herald");
  });
});

describe("pages that are no article", () => {
  it.each([
    [
      "<head><title>404</title></head><body><h1>Page not found</h1><p>We are sorry, the page that you asked for does not exist, or exists no longer.</p></body>",
      "an error page",
    ],
    [
      "<head><title>Just a moment...</title></head><body><p>Checking your browser before you reach the site. This takes a few seconds and happens by itself.</p></body>",
      "a page that turns robots away",
    ],
    [
      "<head><title>Zustimmung</title></head><body><p>Wir und unsere 98 Partner verwenden Cookies, um Werbung zu messen; dafür brauchen wir Ihre Einwilligung.</p><p>Mehr dazu steht in der Datenschutzerklärung. Die Einwilligung gilt auch für unsere Partner und kann widerrufen werden.</p><b>Alle akzeptieren</b></body>",
      "a consent wall",
    ],
  ])("%s", (html, kind) => expect(reasonOf(html)).toBe(`no article text; it looks like ${kind}`));

  it("does not take a report about errors and cookies for an error or a wall", () => {
    expect(
      reasonOf(
        page(
          '<title>Why "404 not found" will not die</title>',
          "<p>Cookies and consent banners are older than the law that asks for them.</p>",
        ),
      ),
    ).toBe("article with notes: no date found: it stays undated");
  });

  it("says that an article ends at a paywall, and not where it merely offers a subscription beside a long text", () => {
    const offer = '<div class="offer"><p>Subscribe to continue reading this article.</p></div>';
    expect(reasonOf(page("", "", offer))).toMatch(
      /^article with notes: only the part before a paywall: \d+ characters/,
    );
    expect(reasonOf(page("", prose.repeat(9), offer))).not.toMatch(/paywall/);
  });
});

describe("the address of a fetched page", () => {
  const urlOf = (name: string, canonical: string) => {
    const html = `<!DOCTYPE html><html lang="en">${page(canonical === "" ? "" : `<link rel="canonical" href="${canonical}">`)}</html>`;
    const [row] = readInput({ name, bytes: new TextEncoder().encode(html) }, { now });
    return row?.kind === "article" ? row.article.url : row?.reason;
  };

  it.each([
    ["https://m.a.example/one?utm_source=x", "", "https://a.example/one"],
    ["https://www.a.example/one.amp", "https://www.a.example/one.html", "https://www.a.example/one.html"],
    ["https://www.a.example/one", "/two?fbclid=1", "https://www.a.example/two"],
    ["https://www.a.example/one", "https://b.example/two", "https://www.a.example/one"],
    ["https://www.a.co.uk/one", "https://www.b.co.uk/two", "https://www.a.co.uk/one"],
    ["https://www.a.example/one", "https://www.a.example/", "https://www.a.example/one"],
    ["page.html", "https://b.example/two", "https://b.example/two"],
  ])("%s with the canonical link %s", (name, canonical, url) => expect(urlOf(name, canonical)).toBe(url));
});

describe("live blogs", () => {
  const updates = [1, 2, 3].map((index) => ({
    "@type": "BlogPosting",
    headline: `Entry ${index}`,
    url: `https://a.example/live#u${index}`,
    datePublished: `2025-05-0${index}T10:00:00Z`,
    articleBody: `The clerk was seen for the ${index}th time, and again with the folder that nobody had been able to open.`,
  }));
  const data = JSON.stringify({
    "@type": "LiveBlogPosting",
    headline: "Clerk leaves with a folder",
    datePublished: "2025-05-01T09:00:00Z",
    liveBlogUpdate: updates,
  });

  it("splits by the page's data, each entry with its time and its place under the page's address", () => {
    const rows = read(page(`<script type="application/ld+json">${data}</script>`), {
      url: "https://a.example/live?utm_source=x",
    });
    const entries = rows
      .slice(1)
      .map((row) =>
        row.kind === "article" ? [row.article.url, row.article.title, row.article.publishedAt] : row.reason,
      );
    expect(entries).toEqual(
      [1, 2, 3].map((index) => [
        `https://a.example/live#u${index}`,
        `Entry ${index}`,
        `2025-05-0${index}T10:00:00.000Z`,
      ]),
    );
    expect(new Set(rows.map((row) => (row.kind === "article" ? row.article.articleId : ""))).size).toBe(4);
  });

  it("dates entries that tell a time of day alone by the one day of the blog, and by none where it may be of several", () => {
    const entries = [1, 2, 3].map(
      (index) =>
        `<div class="ticker-entry"><span class="time">1${index}:05</span><p>The clerk was seen for the ${index}th time, again with the folder.</p></div>`,
    );
    const days = (head: string) =>
      read(
        `<head><title>Live ticker: the clerk</title>${head}</head><body><h1>Live ticker: the clerk</h1><div class="liveticker">${entries.join("")}</div></body>`,
      ).map((row) => (row.kind === "article" ? row.article.publishedAt?.slice(0, 10) : row.reason));
    const published = '<meta property="article:published_time" content="2025-05-01T08:00:00+02:00">';
    expect(days(published)).toEqual(["2025-05-01", "2025-05-01", "2025-05-01"]);
    expect(
      days(`${published}<meta property="article:modified_time" content="2025-05-03T08:00:00+02:00">`),
    ).toEqual([undefined, undefined, undefined]);
  });

  it("leaves an article with three times in it whole", () => {
    const times = ["10:00", "11:00", "12:00"].map(
      (time) => `<div><time datetime="2025-05-01T${time}:00Z">${time}</time>${prose}</div>`,
    );
    expect(read(page("", "", `<div class="entry-content">${times.join("")}</div>`))).toHaveLength(1);
  });
});
