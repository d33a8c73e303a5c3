// Items of one feed that share a guid or an address: which are one article, which are several, and which state is the newest.
import { expect, it } from "vitest";
import { type FeedContents, readFeed } from "../../../src/ingest/feeds/feed-items.js";

interface Told {
  readonly title: string;
  readonly guid?: string;
  readonly link?: string;
  readonly date?: string;
  readonly text: string;
}

function read(items: readonly Told[]): FeedContents {
  const written = items.map(({ title, guid, link, date, text }) =>
    [
      `<item><title>${title}</title><description>${text}</description>`,
      guid === undefined ? "" : `<guid isPermaLink="false">${guid}</guid>`,
      link === undefined ? "" : `<link>https://gazette.example${link}</link>`,
      date === undefined ? "" : `<pubDate>${date}</pubDate>`,
      "</item>",
    ].join(""),
  );
  const text = `<rss><channel><title>Gazette</title><link>https://gazette.example/</link>${written.join("")}</channel></rss>`;
  const bytes = new TextEncoder().encode(text);
  const now = "2026-11-28T12:00:00.000Z";
  return readFeed({ bytes, charset: null, address: "https://gazette.example/rss", source: null, now });
}

const PIER =
  "The old pier of Lowmouth was closed to walkers on Monday after divers found two cracked pillars.";
const PIER_LATER =
  "The old pier of Lowmouth was closed to walkers on Monday after divers found five cracked pillars.";
const CHOIR =
  "Four hundred children sang in the harbour hall as the winter festival of music began in Eastwick.";
const early = "2026-11-16T08:00:00Z";
const late = "2026-11-16T17:00:00Z";

it("tells items without addresses that share a guid apart by content", () => {
  const { items, notes } = read([
    { title: "Pier", guid: "item", text: PIER },
    { title: "Choir", guid: "item", text: CHOIR },
  ]);
  expect(items.map(({ article }) => article?.text)).toEqual([PIER, CHOIR]);
  expect(notes).toEqual([]);
});

it("tells items that share an address apart by content", () => {
  const { items } = read([
    { title: "Pier", guid: "1", link: "/today", text: PIER },
    { title: "Choir", guid: "2", link: "/today", text: CHOIR },
  ]);
  expect(items.map(({ key, url }) => [key, url])).toEqual([
    ["1", null],
    ["2", null],
  ]);
});

it("puts the states of one article in the order of their dates, whatever the order of the document", () => {
  const states = [
    { title: "Pier closed", guid: "1#0", link: "/pier", date: early, text: PIER },
    { title: "Pier closed", guid: "1#1", link: "/pier", date: late, text: PIER_LATER },
  ];
  for (const order of [states, [...states].reverse()]) {
    expect(read(order).items.map(({ key }) => key)).toEqual(["1#1", "1#0"]);
  }
});

it("keeps the newest state under one guid, and says what is left out", () => {
  const { items, notes } = read([
    { title: "Pier closed", guid: "1", link: "/pier", date: early, text: PIER },
    { title: "Pier closed", guid: "1", link: "/pier", date: late, text: PIER_LATER },
  ]);
  expect(items.map(({ article }) => article?.text)).toEqual([PIER_LATER]);
  expect(notes).toEqual(["1 item left out: older than another with the same guid"]);
});
