// One item of a feed → a draft, which is a brief if the feed gives little.

import { DatelineError, describeError } from "../../model/errors.js";
import { DAY_MS } from "../../model/time.js";
import { agencyName } from "../attribution.js";
import type { Draft, FoundDate, Reader, ReadRow } from "../draft.js";
import { withoutFirstPublication } from "../furniture.js";
import { type Block, buildTree } from "../html/blocks.js";
import { parsePage } from "../html/dom.js";
import { removeHidden } from "../html/hidden.js";
import { cleanParagraph, decodeEntities, textKey } from "../normalize-characters.js";
import { splitBlocks } from "../text.js";
import { isFeed, parseFeed } from "./feed.js";
import type { Feed, FeedItem } from "./formats.js";

export const feedReader: Reader = {
  format: "feed",
  detect: ({ name, text }) => /\.(?:xml|rss|atom|rdf)$/i.test(name) || isFeed(text),
  read({ name, text, page }) {
    const feed = parseFeed(name, text, page?.url ?? null);
    return feed.items.map((item, at): ReadRow => {
      const subject = `${name}[${at}]`;
      try {
        const { draft } = draftOfItem(feed, item);
        if (draft.blocks.length === 0) return { subject, code: "read-unreadable", reason: TITLE_ONLY };
        return { subject, draft: { ...draft, notes: [...draft.notes, ...feed.notes] } };
      } catch (error) {
        if (!(error instanceof DatelineError)) throw error;
        return { subject, code: error.code, reason: describeError(error) };
      }
    });
  },
};

/** Why an item with nothing but a title is not an article: a title is never quoted. */
export const TITLE_ONLY = "no text besides its title";

/** Below this many characters, an item is a brief and the page behind its link says more: two paragraphs of news. */
const SHORT = 600;
/** RFC 822 writes years with two digits; RSS has it from there. */
const SHORT_YEAR = /^((?:\w{3},\s+)?\d{1,2}\s+\w{3})\s+(\d{2})\s+(\d{1,2}:\d{2})/;

interface ItemDraft {
  readonly draft: Draft;
  /** True if the page behind the link is likely to hold more. */
  readonly isShort: boolean;
}

/**
 * Makes the draft of an item; an item without a body gives one without blocks.
 * @throws DatelineError read-unreadable for HTML nested deeper than any page
 */
export function draftOfItem(feed: Feed, item: FeedItem): ItemDraft {
  const name = item.link ?? item.guid ?? item.title ?? "item";
  const body = item.html === null ? { blocks: [], isCut: false } : bodyBlocks(name, item.html);
  const blocks = withoutTitle(body.blocks, item);
  const length = blocks.join(" ").length;
  const agency = agencyName(item.author ?? "") ?? undefined;
  const told = {
    title: item.title,
    deck: item.summary === null || length < SHORT ? null : bodyBlocks(name, item.summary).blocks[0],
    source: item.source ?? outletOf(feed),
    author: agency === undefined ? item.author : null,
    agency,
    language: item.language ?? feed.language,
    url: item.link,
  };
  const fields = Object.fromEntries(Object.entries(told).filter(([, value]) => value));
  const { dates, notes } = datesOf(item);
  return { draft: { ...fields, blocks, dates, notes }, isShort: body.isCut || length < SHORT };
}

/** Some feeds repeat the title as the first line of the body, or as all of it; a post that is all title ends as a sentence. */
function withoutTitle(blocks: readonly string[], { title, source }: FeedItem): readonly string[] {
  const [first = "", ...rest] = blocks;
  if (title === null) return blocks;
  const repeats = [title, `${title} ${source ?? ""}`].some((one) => textKey(one) === textKey(first));
  return repeats && (rest.length > 0 || !/[.。।!?…]["”’»)]*$/.test(first)) ? rest : blocks;
}

/** Atom asks for the last change only; if it is all there is, it is the best known date of publication. */
function datesOf({ published, updated }: FeedItem): { dates: FoundDate[]; notes: string[] } {
  const date = (field: FoundDate["field"], raw: string): FoundDate => {
    return { field, from: "feed", raw: dayOfYear(raw) ?? raw.replace(SHORT_YEAR, longYear) };
  };
  if (published === null && updated !== null) {
    return {
      dates: [date("publishedAt", updated)],
      notes: ["publishedAt is when the feed says it was updated: the feed gives no other date"],
    };
  }
  const found = [
    ...(published === null ? [] : [date("publishedAt", published)]),
    ...(updated === null ? [] : [date("updatedAt", updated)]),
  ];
  return { dates: found, notes: [] };
}

/** "2021-165" and "2021-W24-1", which ISO 8601 and so W3CDTF's readers know, as year, month and day; null for others. */
function dayOfYear(raw: string): string | null {
  const [, year = "", ofYear, week, ofWeek, time = ""] =
    /^\s*(\d{4})-(?:(\d{3})|W(\d{2})-([1-7]))(T\S+)?\s*$/.exec(raw) ?? [];
  if (year === "") return null;
  const start = Date.UTC(Number(year), 0, 1);
  const fourth = start + 3 * DAY_MS; // is always in the first week
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
  const days = ofYear === undefined ? (Number(week) - 1) * 7 + Number(ofWeek) - 1 : Number(ofYear) - 1;
  const day = (ofYear === undefined ? monday : start) + days * DAY_MS;
  return `${new Date(day).toISOString().slice(0, 10)}${time}`;
}

/** Two digits below 69 are of this century, as POSIX has it. */
function longYear(_found: string, day: string, year: string, time: string): string {
  return `${day} ${Number(year) < 69 ? 20 : 19}${year} ${time}`;
}

/** "Example Times - World News" is the Example Times: the part that the site's host knows, else the whole title. */
function outletOf({ title, siteUrl }: Feed): string | null {
  if (title === null) return null;
  const parts = title.split(/\s+[-–—|>»:·•/]+\s+|:\s+/).filter(Boolean);
  const host = siteUrl === null ? "" : textKey(new URL(siteUrl).hostname.replace(/^www\.|\.\w+$/g, ""));
  const known = parts.find((part) => isNameOfHost(textKey(part), host));
  return known ?? title;
}

function isNameOfHost(key: string, host: string): boolean {
  if (key.length < 2 || host.length < 2) return false;
  return host.includes(key) || (host.length > 3 && key.includes(host));
}

/** “Read on”, as feeds and publishing systems write it in seven languages. */
const READ_ON =
  "continue reading|keep reading|read (?:more|on|the full (?:story|article|post)|the rest)|weiterlesen|mehr lesen|(?:den )?ganzen (?:artikel|beitrag) lesen|lire la suite|(?:continuer la|poursuivre la) lecture|en savoir plus|leer más|seguir leyendo|sigue leyendo|continuar leyendo|leggi (?:tutto|di più|l['’]articolo)|continua (?:a leggere|la lettura)|lees (?:verder|meer)|verder lezen|devamını oku|okumaya devam et|leia mais|ler mais|continuar (?:lendo|a ler|leitura)|continue lendo";

/** Lines that feeds put under an item's text. */
const TAIL = new RegExp(
  `^(?:(?:${READ_ON})(?=$|[^\\p{L}]).{0,120}|\\[?(?:…|\\.{3})\\]?|#?\\s?comments?(?::\\s*\\d+)?|points:\\s*\\d+|(?:article|comments) url:\\s*https?:\\S+|\\[link\\]|\\[comments\\]|\\(\\d+ words left\\).{0,80})$`,
  "iu",
);

/** The same at the end of the last sentence. */
const TAIL_WORDS = new RegExp(
  `(?<=[.!?…\\]"”’»)])\\s*(?:${READ_ON})[\\s.…»→>\\]]*$|(?<=[.!?]["”’»)]*)\\s*\\[(?:…|\\.{3})\\]\\s*$`,
  "iu",
);

/** What link boards put under a post: who shared it, and where its thread is. */
const SUBMITTED =
  /(?:^|\s+)submitted by\s+\/?u\/\S+(?:\s+to\s+\/?r\/\S+)?\s*(?:\[link\])?\s*(?:\[comments\])?\s*$/iu;

/** A body that its feed has cut. */
const CUT = /(?:\[?(?:…|\.{3}|&hellip;)\]?|\[\+?\d+ chars\]|\bread more)\s*$/iu;
const ANY_MARKUP = /<\/?[a-z!]|&#?\w{2,8};/i;

/** Blocks at the end of a body that may be lines of the feed. */
const TAIL_LINES = 4;

interface FeedBody {
  readonly blocks: readonly string[];
  /** True if the feed itself says that there is more. */
  readonly isCut: boolean;
}

/** Returns the paragraphs of an item's HTML; a cut sentence at the end keeps its mark. @throws DatelineError read-unreadable for nesting that no page has */
function bodyBlocks(name: string, html: string): FeedBody {
  const found = ANY_MARKUP.test(html) ? htmlBlocks(name, html) : splitBlocks(html);
  const blocks = found.map(cleanParagraph).filter(Boolean);
  const own = blocks.map(withoutFirstPublication).filter(Boolean);
  const last = own.at(-1) ?? "";
  const kept = own
    .filter((block, at) => at < own.length - TAIL_LINES || !TAIL.test(block))
    .map((block) => block.replace(TAIL_WORDS, "").replace(SUBMITTED, ""))
    .filter(Boolean);
  const isCut = CUT.test(last) || CUT.test(kept.at(-1) ?? "") || TAIL.test(last) || TAIL_WORDS.test(last);
  return { blocks: kept, isCut };
}

/** HTML that was written as text: it begins with an escaped tag, ends one, and has none that is not escaped. */
const ESCAPED_MARKUP =
  /^\s*&lt;(?:p|div|a|b|br|em|strong|span|h[1-6]|ul|ol|img|figure|blockquote|table)\b[\s\S]*&lt;\/\w+&gt;/i;

function htmlBlocks(name: string, given: string): string[] {
  const isEscaped = ESCAPED_MARKUP.test(given) && !/<\/?[a-z]/i.test(given);
  const html = isEscaped ? decodeEntities(given) : given;
  const page = parsePage(name, `<html><body>${html}</body></html>`);
  removeHidden(page);
  if (page.body === null) return [];
  return buildTree(page.body)
    .blocks.filter((block) => !isHeadlineRow(block))
    .map(({ text }) => text);
}

/** A row that is a link and at most a name: the headline of some article, and of another outlet in the lists that aggregators write. */
function isHeadlineRow({ text, linkChars }: Block): boolean {
  const isSentence = /[.。।]["”’»)]*$/.test(text);
  return linkChars >= MIN_LINK_SHARE * text.length && !isSentence && text.length <= MAX_HEADLINE;
}

/** Share of a row's characters that is linked; the rest names the outlet. */
const MIN_LINK_SHARE = 0.5;
/** Longest headline in characters. */
const MAX_HEADLINE = 300;
