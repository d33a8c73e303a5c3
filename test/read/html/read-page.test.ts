import { describe, expect, it } from "vitest";
import { toBlocks } from "../../../src/read/html/body.js";
import { parsePage } from "../../../src/read/html/dom.js";
import { readLinkedData } from "../../../src/read/html/json-ld.js";
import { metaDates, pageUrls, readMeta } from "../../../src/read/html/metadata.js";

const page = (html: string) => parsePage("a.html", `<!DOCTYPE html><html><head>${html}`);
const linked = (...blocks: string[]) =>
  readLinkedData(
    page(blocks.map((block) => `<script type="application/ld+json">${block}</script>`).join("")),
  );

describe("readLinkedData", () => {
  it("finds the article in a graph, with its people by reference", () => {
    const graph = {
      "@graph": [
        { "@type": "Organization", name: "Not it", "@id": "#org" },
        { "@type": "Person", "@id": "#jane", name: "Jane Doe" },
        {
          "@type": ["NewsArticle"],
          headline: "H",
          datePublished: "2025-10-21",
          author: [{ "@id": "#jane" }, "John Roe"],
          publisher: { "@id": "#org" },
        },
      ],
    };
    expect(linked(JSON.stringify(graph))).toEqual({
      headline: "H",
      published: "2025-10-21",
      author: "Jane Doe, John Roe",
      publisher: "Not it",
    });
  });

  it("passes over broken blocks and mends what sites commonly break", () => {
    expect(linked("{nonsense", '{"@type":"BlogPosting","headline":"two\nlines",}').headline).toBe(
      "two lines",
    );
    expect(linked('{"@type":"Recipe","name":"Soup"}', "null", "[]", "3")).toEqual({});
  });
});

describe("metaDates", () => {
  it("orders meta before time and leaves dates of related lists out", () => {
    const document =
      page(`<meta name="date" content="2025-10-01"><meta property="article:published_time" content="2025-10-02">
      <meta property="og:updated_time" content="2025-10-03"></head><body><aside><time datetime="2025-09-01">x</time></aside>
      <time class="modified" datetime="2025-10-05">x</time><time itemprop="datePublished" datetime="2025-10-04">x</time>`);
    const found = metaDates(document, readMeta(document)).map(
      ({ field, from, raw }) => `${field} ${from} ${raw}`,
    );
    expect([...new Set(found)]).toEqual([
      "publishedAt meta 2025-10-02",
      "publishedAt meta 2025-10-01",
      "updatedAt meta 2025-10-03",
      "publishedAt time 2025-10-04",
      "updatedAt time 2025-10-05",
    ]);
  });
});

describe("metaDates under names of their own", () => {
  const read = (head: string) => {
    const document = page(`${head}</head><body>`);
    return metaDates(document, readMeta(document)).map(({ field, raw }) => `${field} ${raw}`);
  };
  it.each([
    ['<meta name="mediator_published_time" content="2025-10-02">', ["publishedAt 2025-10-02"]],
    ['<meta property="prism.publicationDate" content="2025/10/02">', ["publishedAt 2025/10/02"]],
    ['<meta name="bi3dPubDate" content="Thu Oct 02 09:00:00 CEST 2025">', []],
    [
      '<meta name="x-pub-date" content="Thu Oct 02 09:00:00 CEST 2025">',
      ["publishedAt Thu Oct 02 09:00:00 CEST 2025"],
    ],
    ['<meta name="analytics.articleDate" content="2025-10-02T08:00Z">', ["publishedAt 2025-10-02T08:00Z"]],
    ['<meta property="article:modified" content="2025-10-03">', ["updatedAt 2025-10-03"]],
    ['<meta name="last-updated" content="2025-10-03">', ["updatedAt 2025-10-03"]],
    ['<meta property="article:expiration_time" content="2026-01-01">', []],
    ['<meta name="citation_cover_date" content="2025-01-01">', []],
    ['<meta name="publisher" content="The 2025-10-02 Post">', []],
    ['<meta name="publication_date_note" content="soon">', []],
  ])("%s", (head, dates) => expect(read(head)).toEqual(dates));
});

describe("pageUrls", () => {
  it("knows where a browser saved the page from", () => {
    const html = "<!-- saved from url=(0024)https://a.example/story -->";
    const document = page('<link rel="canonical" href="/canonical">');
    expect(pageUrls(document, html, readMeta(document))).toEqual(["/canonical", "https://a.example/story"]);
  });
});

describe("toBlocks", () => {
  it("ends paragraphs at blocks and double breaks, never at inline marks", () => {
    const document = page(`</head><body><p>One <b>bold</b>
      word</p>Two<br><br>Three<br>goes on<figure><img><figcaption>Caption</figcaption></figure><table><tr><td>a</td><td>b</td></tr></table><ul><li>x<li>y</ul>`);
    const blocks = toBlocks(document.body ?? document).map((block) => block.replace(/\s+/g, " "));
    expect(blocks).toEqual(["One bold word", "Two", "Three goes on", "a b", "x", "y"]);
  });
});
