// Finding the body: named boxes, spread bodies, furniture beside and inside, leads, broken frames. Pages made up for it.
import { describe, expect, it } from "vitest";
import { boxKind, boxWords, buildTree } from "../../../src/read/html/blocks.js";
import { findBody, isCookieNotice } from "../../../src/read/html/body.js";
import { parsePage } from "../../../src/read/html/dom.js";
import { findPlace } from "../../../src/read/html/page-dates.js";
import { findLead } from "../../../src/read/html/read-page.js";

const prose = (about: string, count = 3) =>
  Array.from(
    { length: count },
    (_, index) =>
      `<p>The ${about} was the talk of the town in week ${index + 1}, when the council met behind closed doors and the clerk was seen to leave early.</p>`,
  ).join("");

function bodyOf(html: string): string[] {
  const document = parsePage(
    "a.html",
    `<!DOCTYPE html><html><head><title>T</title></head><body>${html}</body></html>`,
  );
  return findBody(document, buildTree(document.body ?? document)).blocks.map(({ text }) => text);
}

describe("boxKind", () => {
  it.each([
    ["entry-content", "", "body"],
    ["relatedPosts", "", "furniture"],
    ["post__share-bar", "", "furniture"],
    ["widget_text", "", "furniture"],
    ["elementor-widget-text-editor", "", "doubtful"],
    ["", "sidebar", "furniture"],
    ["lire-aussi", "", "furniture"],
    ["article-body related", "", "body"],
    ["text-tag", "", null],
    ["shipwreck", "", null],
  ])("%s #%s", (className, id, kind) => expect(boxKind(boxWords(className, id))).toBe(kind));
});

describe("findBody", () => {
  it("takes the named body and leaves what stands beside and inside it", () => {
    const blocks =
      bodyOf(`<div class="promo">${prose("promotion", 1)}</div><div class="entry-content">${prose("bridge")}
      <div class="related-posts">${prose("tunnel", 1)}</div><p><a href="/x">Read how the tunnel was dug in one night</a></p></div>
      <div class="comments">${prose("comment", 2)}</div>`);
    expect(blocks).toHaveLength(3);
    expect(blocks.every((block) => block.includes("bridge"))).toBe(true);
  });

  it("joins a body that is spread over several boxes of the same name", () => {
    const part = (about: string) =>
      `<div class="row"><div class="article-content">${prose(about)}</div></div>`;
    expect(bodyOf(`<main>${part("bridge")}${part("tunnel")}</main>`)).toHaveLength(6);
  });

  it("finds a body without any name, and one that Readability alone would cut", () => {
    const blocks = bodyOf(
      `<div><div><h1>T</h1><div>${prose("bridge", 5)}</div></div></div><div id="foot">Imprint</div>`,
    );
    expect(blocks.filter((block) => block.includes("bridge"))).toHaveLength(5);
  });

  it("keeps links inside sentences, and headings only where something follows", () => {
    const blocks =
      bodyOf(`<div class="entry-content">${prose("bridge")}<h2>What is next</h2><p>The clerk, <a href="/c">who left early</a>, did not say
      what the council had decided on that day.</p><h3>More on this</h3></div>`);
    expect(blocks).toContain("What is next");
    expect(blocks.at(-1)).toMatch(/^The clerk, who left early/);
  });

  it("reads a body that a page's style element pushes away from its head", () => {
    const document = parsePage(
      "a.html",
      `<html><head><title>T</title></head><style>p{}</style><body><div class="entry-content">${prose("bridge")}</div></body></html>`,
    );
    expect(findBody(document, buildTree(document.body ?? document)).blocks).toHaveLength(3);
  });

  it("finds nothing in a page of links", () => {
    const links = Array.from(
      { length: 30 },
      (_, index) => `<li><a href="/${index}">Story number ${index}</a></li>`,
    );
    expect(bodyOf(`<ul>${links.join("")}</ul>`).join("")).toBe("");
  });
});

describe("findLead", () => {
  const lead =
    "Nobody had asked for a second bridge, and yet it stands: how a small town came to own two, and pays for both.";
  const leadsOf = (html: string, description?: string) => {
    const document = parsePage("a.html", `<html><head><title>T</title></head><body>${html}</body></html>`);
    const tree = buildTree(document.body ?? document);
    const { blocks } = findBody(document, tree);
    return findLead(tree, findPlace(tree, blocks, "Two bridges for one town"), description).map(
      ({ text }) => text,
    );
  };
  const page = (box: string) =>
    `<header><h1>Two bridges for one town</h1>${box}</header><div class="meta">3 May 2025</div><div class="entry-content">${prose("bridge")}</div>`;

  it("takes a paragraph between headline and body that is named, described, or plainly prose", () => {
    expect(leadsOf(page(`<div class="article__intro"><div>${lead}</div></div>`))).toEqual([lead]);
    expect(leadsOf(page(`<div class="x1"><div>${lead}</div></div>`), lead)).toEqual([lead]);
    expect(leadsOf(page(`<p>${lead}</p>`))).toEqual([lead]);
  });

  it("leaves captions, bylines and short decks", () => {
    expect(
      leadsOf(
        page(
          "<p>By Ines Holm</p><p>A short deck.</p><p>The bridge by night. Photograph: Nils Aas/Coast Herald, taken on the second of May for this newspaper</p>",
        ),
      ),
    ).toEqual([]);
  });
});

describe("isCookieNotice", () => {
  it("knows notices, not reports", () => {
    expect(isCookieNotice("We use cookies to improve your experience on our site.")).toBe(true);
    expect(isCookieNotice("Wir verwenden Cookies, um Inhalte zu personalisieren.")).toBe(true);
    expect(isCookieNotice("The baker sold four hundred cookies before noon.")).toBe(false);
  });
});
