// Dates in parts, in sentences that sign a post, in attributes, and days that are not the article's; made-up pages.
import { describe, expect, it } from "vitest";
import { readInput } from "../../../src/ingest/read-input.js";
import { publishedDay } from "../../../src/model/calendar.js";

const now = "2025-12-31T12:00:00.000Z";
const prose = Array.from(
  { length: 4 },
  (_, index) =>
    `<p>In week ${index + 1} the council met behind closed doors, and the clerk was seen to leave early with a folder.</p>`,
).join("");
const title = "Clerk leaves with a folder";

interface Parts {
  readonly top?: string;
  readonly head?: string;
  readonly before?: string;
  readonly after?: string;
  readonly language?: string;
}

function read({ top = "", head = "", before = "", after = "", language = "en" }: Parts) {
  const page = `<!DOCTYPE html><html lang="${language}"><head><title>${title}</title>${head}</head><body>${top}<main><h1>${title}</h1>${before}<div class="entry-content">${prose}</div>${after}</main><footer>© 2025 Gazette</footer></body></html>`;
  const [row] = readInput({ name: "a.html", bytes: new TextEncoder().encode(page) }, { now });
  if (row?.kind !== "article") throw new TypeError(`rejected: ${row?.reason}`);
  return row.article;
}
const dayOf = (parts: Parts) => publishedDay(read(parts));

describe("dates in parts", () => {
  it.each([
    '<div class="date"><span class="day">03</span><span class="month">Mar</span><span class="year">2025</span></div>',
    '<div class="date"><span class="mm">Mar</span><span class="dd">3</span><span class="yy">2025</span></div>',
    '<div class="post-date"><div>03</div><div>Mar</div><div>2025</div></div>',
    '<ul class="date"><li>Mar</li><li>03</li><li>2025</li></ul>',
  ])("%s", (before) => expect(dayOf({ before })).toBe("2025-03-03"));

  it("takes no numbers of other boxes for a date", () => {
    expect(
      dayOf({ before: '<div class="votes"><div>03</div><div>Mar</div><div>2025</div></div>' }),
    ).toBeNull();
    const away =
      '<div class="related"><div class="date"><div>03</div><div>Mar</div><div>2025</div></div></div>';
    expect(dayOf({ after: away })).toBeNull();
  });
});

describe("the sentence that signs a post", () => {
  it.each([
    ["en", '<footer class="entry-meta">This entry was posted in News on March 3, 2025 by admin.</footer>'],
    [
      "en",
      '<p class="postmetadata">This entry was posted on Monday, March 3rd, 2025 at 4:25 pm and is filed under News. You can follow any responses to this entry.</p>',
    ],
    ["de", "<footer>Dieser Beitrag wurde am 3. März 2025 von admin in Allgemein veröffentlicht.</footer>"],
    ["fr", "<footer>Ce contenu a été publié dans Non classé par admin le 3 mars 2025.</footer>"],
    ["es", "<footer>Esta entrada fue publicada en Noticias el 3 marzo, 2025 por admin.</footer>"],
    ["nl", "<footer>Dit bericht werd geplaatst in Nieuws op 3 maart 2025 door admin.</footer>"],
  ])("%s: %s", (language, after) => expect(dayOf({ language, after })).toBe("2025-03-03"));

  it("is no comment's and no sentence of the article", () => {
    const after =
      '<div class="comments"><p>This post was written on March 3, 2025 by a friend of mine.</p></div>';
    expect(dayOf({ after })).toBeNull();
    expect(dayOf({ after: "<p>The folder was posted in the city on March 3, 2025.</p>" })).toBeNull();
  });
});

describe("dates for machines beside meta tags and time elements", () => {
  it.each([
    '<div data-published="2025-03-03">Council</div>',
    '<div data-publish-date="2025-03-03T10:00:00Z"></div>',
    '<span data-date="2025-03-03">Monday</span>',
    '<span property="dc:date dc:created" content="2025-03-03T10:00:00+01:00" datatype="xsd:dateTime">Mon</span>',
  ])("%s", (before) => expect(dayOf({ before })).toBe("2025-03-03"));

  it("leaves attributes away from the article, and numbers in them that are no dates", () => {
    expect(dayOf({ after: `${"<p>x</p>".repeat(20)}<div data-date="2025-03-03">Monday</div>` })).toBeNull();
    expect(read({ before: '<div data-date="17">Day</div>' }).dates).toEqual([]);
  });
});

describe("two dates in a line", () => {
  it.each([
    ["es", "Actualizado: 15/03/2025 10:20h. Publicado: 03/03/2025 10:20h."],
    ["en", "Last updated 15 Mar 2025, first published 03 Mar 2025"],
    ["en", "Published 3 March 2025 Updated 15 March 2025"],
    ["en", "By Ines Holm | Updated: March 15, 2025 | Published: March 3, 2025"],
    ["tr", "Giriş: 03.03.2025 - 10:20 Son Güncelleme: 15.03.2025 - 11:00"],
  ])("%s: %s", (language, line) => {
    const article = read({ language, before: `<p>${line}</p>` });
    expect(publishedDay(article)).toBe("2025-03-03");
    expect(article.updatedAt?.slice(0, 10)).toBe("2025-03-15");
  });
});

describe("the day on which the page was looked at", () => {
  it.each([
    '<header><div class="top-bar">Friday, December 26, 2025</div></header>',
    '<div class="today">Friday, December 26, 2025</div>',
    '<div><div class="current-date">26 December 2025</div></div>',
  ])("dates nothing: %s", (top) => {
    expect(dayOf({ top })).toBeNull();
    expect(dayOf({ top, before: "<p>March 3, 2025</p>" })).toBe("2025-03-03");
  });

  it("is not what the head of an article shows", () => {
    const before = '<article><header><div class="info">3 March 2025</div></header></article>';
    expect(dayOf({ before })).toBe("2025-03-03");
  });
});

describe("dates of other articles under the text", () => {
  const card = (date: string) =>
    `<div class="card"><a href="/x">Another story of the same clerk</a><time datetime="${date}">${date}</time></div>`;
  const box = (date: string) =>
    `<div class="item"><h3><a href="/x">Another story of the same clerk</a></h3><div>${date}</div></div>`;

  it("date nothing, be they many or one", () => {
    for (const others of [
      [card("2025-01-01")],
      [box("1 May 2025")],
      ["2025-01-01", "2025-01-02", "2025-01-03"].map(card),
    ]) {
      const after = `<section class="more"><h2>More news</h2>${others.join("")}</section>`;
      expect(dayOf({ after })).toBeNull();
      expect(dayOf({ after, before: "<p>3 March 2025</p>" })).toBe("2025-03-03");
    }
  });

  it("are told from the date of a post that links to its archive", () => {
    const after = `<div class="tags"><a href="/t">Councils, clerks and folders</a></div><div class="info">Posted on <a href="/2025">3 March 2025</a> by <a href="/i">Ines Holm</a></div>`;
    expect(dayOf({ after })).toBe("2025-03-03");
  });
});

it("takes of several articles that the data describe the one with the page's headline", () => {
  const data = [
    { "@type": "NewsArticle", headline: "Another story", datePublished: "2025-01-01" },
    { "@type": "NewsArticle", headline: title, datePublished: "2025-03-03" },
  ];
  const head = `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
  expect(dayOf({ head })).toBe("2025-03-03");
});
