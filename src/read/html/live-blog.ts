// A live blog → its entries, each with its own time, by the page's data or by the boxes it is built of.

import { isBodySentence } from "../furniture.js";
import { cleanLine, cleanParagraph, decodeEntities, textKey } from "../normalize-characters.js";
import { splitBlocks } from "../text.js";
import type { Block, Box, BoxTree, TimeMark } from "./blocks.js";
import { textOf } from "./dom.js";
import type { LinkedData } from "./json-ld.js";

/** One entry of a live blog. */
export interface LiveEntry {
  /** Its own headline; null if it has none. */
  readonly title: string | null;
  readonly blocks: readonly string[];
  /** When it was written, as the page says it: an instant, a day, or a time of day alone. */
  readonly published: string;
  readonly modified: string | null;
  /** Part of the page's address, without "#"; null if the entry has no name. */
  readonly part: string | null;
}

/** More are not read: the longest live blogs of a day have some hundreds. */
const maxEntries = 1000;
/** Fewer entries are an article with updates. */
const minEntries = 3;
const liveWords =
  /(?:^|[\s_-])(?:live-?(?:blog|ticker|event|update|stream|feed|entry|post|coverage)\w*|liveblog\w*|newsticker|minute-?by-?minute|minuto-?a-?minuto|timeline|key-?events?|tickaroo)/;
const liveTitle =
  /\b(?:live(?:blog|ticker)?|liveblog|ticker|live updates?|en direct|en vivo|minuto a minuto|ao vivo|in diretta|canlı|онлайн)\b/iu;

/** Returns whether a page says that it is a live blog: by its data, its boxes' names, or its title. */
function isLiveBlog(tree: BoxTree, data: LinkedData, title: string): boolean {
  if ((data.entries?.length ?? 0) >= minEntries) return true;
  return liveTitle.test(title) || tree.times.some(({ box }) => isNamedLive(box));
}

function isNamedLive(box: Box): boolean {
  for (let at: Box | null = box, up = 0; at !== null && up < 6; at = at.parent, up += 1) {
    if (liveWords.test(at.words)) return true;
  }
  return false;
}

/** Returns the entries in the order of the page; an empty list for a page that is not built of entries. */
export function liveEntries(
  tree: BoxTree,
  body: readonly Block[],
  data: LinkedData,
  title: string,
): LiveEntry[] {
  if (!isLiveBlog(tree, data, title)) return [];
  const told = (data.entries ?? []).slice(0, maxEntries).flatMap((entry): LiveEntry[] => {
    const text = decodeEntities((entry.body ?? "").replace(/<[^>]{1,300}>/g, " "));
    const blocks = splitBlocks(text).map(cleanParagraph).filter(Boolean);
    const published = entry.published ?? entry.modified;
    if (blocks.length === 0 || published === undefined) return [];
    const heading = cleanLine(entry.headline) || null;
    return [{ title: heading, blocks, published, modified: entry.modified ?? null, part: partOf(entry.url) }];
  });
  return told.length >= minEntries ? told : entriesByBoxes(tree, body);
}

function partOf(url: string | undefined): string | null {
  return /#([\w.:-]{1,80})$/.exec(url ?? "")?.[1] ?? null;
}

/** The boxes of entries: siblings, or cousins of one shape, that contain one time each and text of their own. */
function entriesByBoxes(tree: BoxTree, body: readonly Block[]): LiveEntry[] {
  const groups = new Map<Box, Map<Box, TimeMark>>();
  for (const mark of tree.times) {
    for (let box: Box = mark.box; box.parent !== null; box = box.parent) {
      const entries = groups.get(box.parent) ?? new Map<Box, TimeMark>();
      if (!entries.has(box)) entries.set(box, mark);
      groups.set(box.parent, entries);
    }
  }
  const largest = [...groups.values()].sort((one, other) => other.size - one.size).slice(0, maxLists);
  const lists = largest.map((entries) => toEntries(entries, body));
  const best = lists.reduce<LiveEntry[]>((top, list) => (list.length > top.length ? list : top), []);
  return best.length >= minEntries ? best.slice(0, maxEntries) : [];
}

/** Lists of entries that are tried, those with the most times first. */
const maxLists = 6;

function toEntries(marks: ReadonlyMap<Box, TimeMark>, body: readonly Block[]): LiveEntry[] {
  if (marks.size < minEntries) return [];
  const own = new Map<Box, Block[]>();
  for (const block of body) {
    let box: Box | null = block.box;
    while (box !== null && !marks.has(box)) box = box.parent;
    if (box !== null) own.get(box)?.push(block) ?? own.set(box, [block]);
  }
  return [...marks].flatMap(([box, mark]) => toEntry(box, mark, own.get(box) ?? []));
}

function toEntry(box: Box, { element }: TimeMark, blocks: readonly Block[]): LiveEntry[] {
  const time = textOf(element);
  const heading = blocks.find((block) => /^H[2-6]$/.test(block.box.tag));
  const text = blocks
    .filter((block) => block !== heading && textKey(block.text) !== textKey(time))
    .map((block) => cleanParagraph(block.text));
  if (!text.some(isBodySentence)) return [];
  const published = element.getAttribute("datetime") ?? element.getAttribute("content") ?? time;
  const title = heading ? cleanParagraph(heading.text) : null;
  return [{ title, blocks: text, published, modified: null, part: box.element.id || null }];
}
