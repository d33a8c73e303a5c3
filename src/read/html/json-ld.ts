// Reads what a page says about its article in JSON-LD (schema.org); broken blocks are skipped.

import { agencyName } from "../attribution.js";
import { textKey } from "../normalize-characters.js";
import { type PageDocument, textOf } from "./dom.js";

export interface LinkedData {
  readonly headline?: string;
  readonly description?: string;
  readonly published?: string;
  readonly modified?: string;
  readonly author?: string;
  readonly publisher?: string;
  readonly language?: string;
  readonly url?: string;
  readonly body?: string;
  /** Words of the whole article, as the page counts them. */
  readonly wordCount?: number;
  /** False if the article says that it is not free to read; absent if it says nothing. */
  readonly isFree?: boolean;
  /** Entries of a live blog, in the order of the page. */
  readonly entries?: readonly LinkedEntry[];
}

interface LinkedEntry {
  readonly headline?: string;
  readonly published?: string;
  readonly modified?: string;
  readonly url?: string;
  readonly body?: string;
}

/** Returns what the page's article says about itself; an empty object if no article is described. */
export function readLinkedData(document: PageDocument): LinkedData {
  const scripts = [...document.querySelectorAll('script[type*="ld+json"]')];
  const things = scripts.flatMap((script) => {
    const source = script.textContent ?? "";
    const value = parseBlock(source);
    return value === null ? salvage(source) : flatten(value);
  });
  const articles = things.filter((thing) => typesOf(thing).some((type) => articleType.test(type)));
  const dated = (thing: Thing) => textIn(thing["datePublished"]) !== undefined;
  const page = things.find((thing) => typesOf(thing).some((type) => /Page$/.test(type)) && dated(thing));
  const own = articles.filter((thing) => isOfPage(thing, document));
  const names = new Set(
    articles.map((thing) => textKey(textIn(thing["headline"]) ?? textIn(thing["name"]) ?? "")),
  );
  const others = names.size > 1 && own.length === 0 ? [] : articles; // of several, none is the page's own
  const article = own.find(dated) ?? others.find(dated) ?? own[0] ?? others[0] ?? page;
  if (!article) return {};
  const main = article["mainEntityOfPage"];
  const site = document.querySelector('meta[property="og:site_name"]')?.getAttribute("content");
  const outlets = [nameIn(article["publisher"], things), site].map((name) => textKey(name ?? ""));
  const found = {
    headline:
      textIn(article["headline"]) ?? (articles.includes(article) ? textIn(article["name"]) : undefined),
    description: textIn(article["description"]),
    published: textIn(article["datePublished"]) ?? textIn(article["dateCreated"]),
    modified: textIn(article["dateModified"]),
    author: nameIn(withoutOutlet(article["author"] ?? article["creator"], outlets), things),
    publisher: nameIn(article["publisher"], things),
    language: textIn(article["inLanguage"]),
    url: textIn(article["url"]) ?? (isThing(main) ? textIn(main["@id"]) : textIn(main)),
    body: textIn(article["articleBody"]),
    wordCount: Number.parseInt(String(article["wordCount"]), 10) || undefined,
    entries: entriesOf(article),
    isFree: /^false$/i.test(String(article["isAccessibleForFree"])) ? false : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

type Thing = Readonly<Record<string, unknown>>;

const isThing = (value: unknown): value is Thing =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const articleType = /(?:Article|BlogPosting|Posting|Report|Review|LiveBlog)$/;
const typesOf = (thing: Thing): string[] =>
  [thing["@type"]].flat().filter((type) => typeof type === "string");

function parseBlock(source: string): unknown {
  const bare = source
    .replace(/^\s*(?:<!--|\/\/?\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?:\/\/)?\s*\]\]>)\s*;?\s*$/g, "")
    .replace(/;\s*$/, "");
  for (const text of [bare, bare.replace(/\s+/g, " ").replace(/,\s*([\]}])/g, "$1")]) {
    try {
      return JSON.parse(text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return null;
}

/** Things at the top, in @graph and lists, and the main entity; not things that are merely mentioned. */
function flatten(value: unknown, depth = 0): Thing[] {
  if (depth > 4) return []; // graphs in the wild nest two deep
  if (Array.isArray(value)) return value.flatMap((item) => flatten(item, depth + 1));
  if (!isThing(value)) return [];
  return [value, ...flatten(value["@graph"], depth + 1), ...flatten(value["mainEntity"], depth + 1)];
}

const textIn = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;

/** A name given as text, as a thing with a name, by reference into the graph, or as a list of these. */
function nameIn(value: unknown, things: readonly Thing[]): string | undefined {
  if (Array.isArray(value)) {
    const names = value.map((item) => nameIn(item, things)).filter((name) => name !== undefined);
    return names.length > 0 ? [...new Set(names)].join(", ") : undefined;
  }
  if (!isThing(value)) return textIn(value);
  const referred = things.find(
    (thing) => thing["@id"] !== undefined && thing["@id"] === value["@id"] && thing["name"] !== undefined,
  );
  return nameIn(value["name"], things) ?? textIn(referred?.["name"]);
}

/** The authors without an organization that is the outlet itself: it says who published the article, not who wrote it. */
function withoutOutlet(authors: unknown, outlets: readonly string[]): unknown {
  const isOutlet = (author: unknown) =>
    isThing(author) &&
    typesOf(author).some((type) => /Organization$/.test(type)) &&
    agencyName(textIn(author["name"]) ?? "") === null &&
    outlets.includes(textKey(textIn(author["name"]) ?? ""));
  return [authors].flat().filter((author) => !isOutlet(author));
}

function entriesOf(article: Thing): LinkedEntry[] | undefined {
  const updates = [article["liveBlogUpdate"]].flat().filter(isThing);
  const entries = updates.map((update) => ({
    headline: textIn(update["headline"]) ?? textIn(update["name"]),
    published: textIn(update["datePublished"]),
    modified: textIn(update["dateModified"]),
    url: textIn(update["url"]) ?? textIn(update["@id"]),
    body: textIn(update["articleBody"]) ?? textIn(update["text"]),
  }));
  return entries.length === 0
    ? undefined
    : entries.map((entry) =>
        Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)),
      );
}

/** The fields of a block that is no JSON, say for a quote inside a headline, as far as they can be told. */
function salvage(source: string): Thing[] {
  const field = (name: string) =>
    new RegExp(`"${name}"\\s*:\\s*"([^"\\n]{2,300})"\\s*[,}\\n]`).exec(source)?.[1];
  const type = /"@type"\s*:\s*"(\w*(?:Article|Posting))"/.exec(source)?.[1];
  if (type === undefined) return [];
  const names = ["headline", "datePublished", "dateModified", "articleBody"];
  return [Object.fromEntries([["@type", type], ...names.map((name) => [name, field(name)])])];
}

/** Returns whether an article that is described has the page's own headline: a page may describe those that it links to as well. */
function isOfPage(thing: Thing, document: PageDocument): boolean {
  const key = textKey(textIn(thing["headline"]) ?? textIn(thing["name"]) ?? "");
  const told = [document.querySelector("title"), ...document.querySelectorAll("h1")];
  return key.length > 8 && told.some((element) => textKey(textOf(element)).includes(key));
}
