// What a page shows as its own date and author counts before its address and before the cards of other articles. Pages made up for it.
import { describe, expect, it } from "vitest";
import { publishedDay } from "../../../src/model/calendar.js";
import { articleOf } from "./made-pages.js";

const text = `<div class="article-body"><p>The council of Veldhaven has voted for the tram to the pier by eleven votes to eight, and the works begin in March.</p><p>The mayor said that the line would carry forty thousand people every day, once the bridge over the Melde is finished.</p></div>`;
const url = "https://gazette.example/politics/20261119/council-votes-for-tram.html";

const dates = (
  line: string,
  { language = "en", address = "https://gazette.example/tram", after = "" } = {},
) => {
  const article = articleOf(
    `<article><h1>Council votes for tram to the pier</h1>${line}${text}</article>${after}`,
    { language, overrides: { url: address } },
  );
  return { published: publishedDay(article), updated: article.updatedAt, author: article.author };
};

describe("a mark that shows publication and update", () => {
  it.each([
    ["es", "18/11/2026 23:57 | Actualizado a 19/11/2026 19:20"],
    ["en", "18 November 2026, 23:57. Updated: 19 November 2026, 19:20"],
    ["de", "18.11.2026, 23.57 Uhr – Aktualisiert: 19.11.2026, 19.20 Uhr"],
    ["fr", "Publié le 18/11/2026 à 23h57, mis à jour le 19/11/2026 à 19h20"],
  ])("gives both, whichever its attribute names (%s)", (language, shown) => {
    const mark = `<time itemprop="dateModified" datetime="2026-11-19T19:20:45+01:00">${shown}</time>`;
    const found = dates(mark, { language, address: url });
    expect(found.published).toBe("2026-11-18");
    expect(found.updated).toBe("2026-11-19T18:20:45.000Z");
  });
});

describe("a line beside the headline", () => {
  it.each([
    ["en", "Politics | November 18, 2026 | 7:09 am | Agencies and staff"],
    ["en", "Written by Ana Sandholm on November 18, 2026"],
    ["en", "By Nathan Berg | Island Radio • Nov 18, 2026"],
    ["de", "Von Birte Lange am 18. November 2026"],
    ["ar", "٠٢:٠٠ الأربعاء ١٨ / ١١ / ٢٠٢٦"],
    ["cs", "18. 11. 2026"],
  ])("counts before the date in the address (%s: %s)", (language, line) => {
    expect(dates(`<div class="meta">${line}</div>`, { language, address: url }).published).toBe("2026-11-18");
  });
});

describe("the dates and authors of others", () => {
  const card = (day: number) =>
    `<div class="item"><h3><a href="/a${day}">The tram of Norvik stands still for ${day} days in the snow</a></h3><span rel="author">Other Writer</span> <time datetime="2026-10-0${day}">${day} October 2026</time></div>`;
  const cards = `<section>${[1, 2, 3].map(card).join("")}</section>`;

  it("are not the article's: cards below it", () => {
    expect(dates("", { after: cards })).toEqual({ published: null, updated: null, author: null });
  });

  it("are not the article's: a quoted post in its text", () => {
    const post = `<blockquote class="tweet"><p>The tram will come, and it will be red.</p>— Runa Sletten (@runa) October 3, 2026</blockquote>`;
    expect(dates("", { after: post }).published).toBeNull();
  });

  it("are not the article's: several articles in the page's data, none of which has its headline", () => {
    const thing = (number: number) => ({
      "@type": "NewsArticle",
      headline: `Another article of this site, number ${number}`,
      datePublished: `2026-10-0${number}T08:00:00Z`,
      author: { name: "Other Writer" },
    });
    const data = `<script type="application/ld+json">${JSON.stringify([thing(1), thing(2)])}</script>`;
    expect(dates(`<div class="date">November 18, 2026</div>`, { after: data })).toEqual({
      published: "2026-11-18",
      updated: null,
      author: null,
    });
  });
});
