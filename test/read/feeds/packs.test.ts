// Packs in an OPML file: which outlines are packs, and what of them is read.
import { expect, it } from "vitest";
import { readPacks } from "../../../src/read/feeds/opml.js";

const opml = (body: string) => `<opml version="2.0"><body>${body}</body></opml>`;

it("reads each outline with a category as a pack, its feeds from any depth, each once", () => {
  const packs = readPacks(
    "packs.opml",
    opml(`<outline text="Germany" category="/country/de" language="de  en">
      <outline text="Post" xmlUrl="https://post.example/rss" htmlUrl="https://post.example/"/>
      <outline text="More"><outline xmlUrl="https://courier.example/rss"/><outline xmlUrl="https://post.example/rss"/></outline>
      <outline text="No address"/>
    </outline>
    <outline text="Loose" xmlUrl="https://loose.example/rss"/>
    <outline title="The world" text="x" category="/topic/World"><outline xmlUrl="javascript:alert(1)"/></outline>`),
  );
  expect(packs).toEqual([
    {
      packId: "de",
      title: "Germany",
      region: "DE",
      languages: ["de", "en"],
      feeds: [
        { url: "https://post.example/rss", title: "Post", siteUrl: "https://post.example/" },
        { url: "https://courier.example/rss", title: null, siteUrl: null },
      ],
    },
    { packId: "world", title: "The world", region: null, languages: [], feeds: [] },
  ]);
});

it.each([
  [
    "a list without packs",
    opml('<outline xmlUrl="https://loose.example/rss"/>'),
    /no outline with a category/,
  ],
  ["something else", "<rss/>", /not a list of feeds/],
])("refuses %s", (_what, text, message) => {
  expect(() => readPacks("packs.opml", text)).toThrow(message);
});
