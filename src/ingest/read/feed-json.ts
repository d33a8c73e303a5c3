// JSON Feed 1.0 and 1.1 → items. Takes each item for what is right in it; a wrong field counts as not given.
import { z } from "zod";
import { DatelineError, describeError } from "../../errors.js";
import type { Feed, FeedItem } from "./feed.js";
import { escaped, longerFirst } from "./feed-text.js";
import { absoluteLink } from "./xml-content.js";

const text = z.string().trim().min(1).nullable().catch(null).default(null);
const author = z.object({ name: text }).catch({ name: null });

const itemSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String).nullable().catch(null).default(null),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  date_published: text,
  date_modified: text,
  author: author.optional(),
  authors: z.array(author).catch([]).default([]),
  language: text,
});

const feedSchema = z.object({
  version: z.string().startsWith("https://jsonfeed.org/version/"),
  title: text,
  home_page_url: text,
  language: text,
  items: z.array(z.unknown()).catch([]).default([]),
});

/** Tells whether a text is a JSON Feed, from its first characters. */
export function isJsonFeed(given: string): boolean {
  return (
    /^\s*\{/.test(given) &&
    /"https:\/\/jsonfeed\.org\/version\//.test(given.slice(0, 4_000).replaceAll("\\/", "/"))
  );
}

/** @throws DatelineError read-unreadable where it is no JSON or no JSON Feed */
export function parseJsonFeed(name: string, given: string, address: string | null): Feed {
  const parsed = feedSchema.safeParse(parseJson(name, given));
  if (!parsed.success) {
    throw new DatelineError("read-unreadable", `Cannot read ${name}: JSON, but not a JSON Feed`, {
      hint: "Give the address of the feed, or of a page that links to its feed.",
    });
  }
  const { title, home_page_url, language, items } = parsed.data;
  const read = items.map((item) => itemSchema.safeParse(item));
  const wrong = read.filter(({ success }) => !success).length;
  return {
    format: "json",
    title,
    siteUrl: absoluteLink(home_page_url, address),
    language,
    waitMinutes: null,
    items: read.flatMap(({ data }) => (data === undefined ? [] : [toItem(data, address)])),
    notes: wrong === 0 ? [] : [`${wrong} of ${items.length} items left out: not objects`],
  };
}

function toItem(item: z.infer<typeof itemSchema>, address: string | null): FeedItem {
  const bodies = [
    item.content_html,
    item.content_text && escaped(item.content_text),
    item.summary && escaped(item.summary),
  ];
  const [html, summary] = longerFirst(bodies.filter((body) => body !== null));
  const names = (item.authors.length > 0 ? item.authors : [item.author]).map((one) => one?.name ?? null);
  return {
    guid: item.id,
    link: absoluteLink(item.url, address) ?? absoluteLink(item.external_url, address),
    title: item.title,
    author: names.filter((name) => name !== null).join(", ") || null,
    source: null,
    published: item.date_published,
    updated: item.date_modified,
    html,
    summary,
    language: item.language,
  };
}

function parseJson(name: string, given: string): unknown {
  try {
    return JSON.parse(given);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new DatelineError("read-unreadable", `Cannot read ${name}: wrong JSON: ${describeError(error)}`);
  }
}
