// Items whose page gives too little: the AMP version of that page, on loopback through the feed's own way in.
import { expect, it } from "vitest";
import { openFeeds } from "./open-feeds.js";
import { openSite, page, rss } from "./site.js";

const paragraphs = Array.from(
  { length: 5 },
  (_, n) =>
    `On day ${n + 1} the lock keeper of Ravn counted the barges twice, and the two counts differed by one, as his book shows.`,
);

it("takes the text of the AMP version where the page behind an item ends at a paywall", async () => {
  const site = await openSite();
  const setup = await openFeeds();
  const item = { guid: "g1", link: "/story", title: "Lock keeper counts twice", text: "A count." };
  site.serveFeed("/feed", rss("Harbour Courier", site.url("/"), [item]));
  const amp =
    '<link rel="amphtml" href="/story/amp"><link rel="alternate" type="application/rss+xml" href="/feed">';
  const start = [...paragraphs.slice(0, 2), "Subscribe now to continue reading this story."];
  site.serve("/story", {
    body: page("Lock keeper counts twice", start, amp),
    headers: { "content-type": "text/html" },
  });
  const canonical = `<link rel="canonical" href="${site.url("/story")}">`;
  site.serve("/story/amp", {
    body: page("Lock keeper counts twice", paragraphs, canonical),
    headers: { "content-type": "text/html" },
  });
  const feed = await setup.follow(site.url("/feed"));
  expect(await setup.read(feed)).toMatchObject({ outcome: "read", added: 1 });
  const [stored] = await setup.store.listArticles(0, 9);
  const article = await setup.store.article(stored?.articleId ?? "");
  expect(article).toMatchObject({ url: site.url("/story"), text: paragraphs.join("\n\n") });
  expect(site.asked.map(({ path }) => path)).toEqual(["/feed", "/story", "/story/amp"]);
});
