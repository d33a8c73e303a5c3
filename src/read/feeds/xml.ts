// XML → a tree of elements with namespaces, as far as the document goes; expands numbers, the named characters of XML and HTML, and short texts that the document declares.

import { decodeHTMLStrict } from "entities";
import { Parser } from "htmlparser2";

/** One element; names in lower case, text and children in order. */
export interface XmlElement {
  /** "title", or "dc:creator" with the usual prefix of its namespace, whatever prefix the document uses; RSS and no namespace have none. */
  readonly name: string;
  /** By name in lower case, prefix included. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
  /** What the `xml:base`s around and on it say that relative links start from; null if they say nothing. */
  readonly base: string | null;
  /** False if the document ended inside it. */
  readonly complete: boolean;
}

interface ParsedXml {
  /** Null if there is no element at all. */
  readonly root: XmlElement | null;
  /** What was broken, once each. */
  readonly notes: readonly string[];
}

/** Deepest nesting that is kept; feeds need a dozen. */
const MAX_DEPTH = 200;
/** Maximum number of elements that the parser itself may hold open: 2,000 entries without an end. */
const MAX_OPEN = 2_000;
/** Maximum number of elements in one document: 10 MiB of the shortest items stay below. */
const MAX_ELEMENTS = 400_000;
/** Characters parsed between two looks at the limits. */
const STRIDE = 16_384;

/** Reads a document; never throws, takes time in proportion to its length. A relative `xml:base` starts from `address`. */
export function readXml(text: string, address: string | null = null): ParsedXml {
  const builder = new TreeBuilder(address);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => builder.open(name, attributes, parser.endIndex),
      ontext: (data) => builder.text(data),
      onclosetag: (name, implied) => builder.close(name, implied, parser.endIndex),
    },
    { xmlMode: true, decodeEntities: true },
  );
  const { body, declared } = splitDeclarations(text);
  const readable = expanded(body, declared);
  for (let at = 0; at < readable.length && !builder.isFull; at += STRIDE)
    parser.write(readable.slice(at, at + STRIDE));
  builder.ending();
  if (!builder.isFull) parser.end();
  return builder.result();
}

/** Where the declarations of a document type begin. */
const SUBSET = /<!DOCTYPE[^[<>]{0,500}\[/i;
/** What may hold the bracket that ends them, and that bracket. */
const SUBSET_PART = /"[^"]*"|'[^']*'|<!--[\s\S]*?(?:-->|$)|\]/g;
/** An entity with a text of its own; those in other files, and those for use in declarations (%), are left alone. */
const ENTITY = /<!ENTITY\s+([a-z_][\w.-]{0,60})\s+(?:"([^"]*)"|'([^']*)')\s*>/gi;
/** Characters at the start of a document in which its declarations are looked for. */
const MAX_PROLOG = 100_000;
/** Characters of the longest text that an entity may stand for: a name, an address, a line of boilerplate. */
const MAX_ENTITY = 1_000;
/** Characters that all entities of a document may add to it. */
const MAX_EXPANDED = 1_000_000;

/** Parts a document from its declarations; those that use one another, as bombs do, count only where the result is short. */
export function splitDeclarations(text: string): {
  readonly body: string;
  readonly declared: ReadonlyMap<string, string>;
} {
  const declared = new Map<string, string>();
  const prolog = text.slice(0, MAX_PROLOG);
  const start = SUBSET.exec(prolog);
  if (start === null) return { body: text, declared };
  const from = start.index + start[0].length;
  const parts = [...prolog.slice(from).matchAll(SUBSET_PART)];
  const end = parts.find(([part]) => part === "]");
  if (end === undefined) return { body: text, declared };
  const subset = prolog.slice(from, from + end.index).replace(/<!--[\s\S]*?(?:-->|$)/g, "");
  for (const [, name = "", double, single] of subset.matchAll(ENTITY)) {
    const value = expanded(decodeXmlNumbers(double ?? single ?? ""), declared);
    if (!declared.has(name) && value.length <= MAX_ENTITY) declared.set(name, value);
  }
  return { body: text.slice(0, from) + text.slice(from + end.index), declared };
}

/** A number in a declaration is its character, so that "&#38;#60;" is "<" where the entity stands. */
function decodeXmlNumbers(text: string): string {
  return text.replace(/&#(?:x[0-9a-f]{1,6}|\d{1,7});/gi, (found) => decodeHTMLStrict(found));
}

const VERBATIM_OR_NAME = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)|&([a-z_][\w.-]{0,60});/gi;
const NAMES_OF_XML = new Set(["lt", "gt", "amp", "quot", "apos"]);

/** Writes what a document declares in place of its names, and the named characters of HTML as numbers: feeds use them, and XML knows five. */
function expanded(text: string, declared: ReadonlyMap<string, string>): string {
  let left = MAX_EXPANDED;
  return text.replace(VERBATIM_OR_NAME, (found: string, name: string | undefined) => {
    if (name === undefined || NAMES_OF_XML.has(name)) return found;
    const own = declared.get(name);
    if (own !== undefined && own.length <= left) {
      left -= own.length;
      return own.includes("<") ? own : own.replaceAll('"', "&#34;").replaceAll("'", "&#39;");
    }
    const characters = decodeHTMLStrict(found);
    if (characters === found) return found;
    return [...characters].map((character) => `&#${character.codePointAt(0)};`).join("");
  });
}

/** Namespaces by their usual prefix; compared without scheme, case, "www." and trailing "/" or "#". */
const NAMESPACES: Readonly<Record<string, string>> = {
  "w3.org/2005/atom": "atom",
  "purl.org/atom/ns": "atom", // Atom 0.3
  "purl.org/echo": "atom", // drafts of Atom
  "purl.org/pie": "atom",
  "example.com/necho": "atom",
  "example.com/newformat": "atom",
  "purl.org/rss/1.0": "rss",
  "purl.org/net/rss1.1": "rss",
  "purl.org/rss/1.0/modules/rss091": "rss",
  "my.netscape.com/rdf/simple/0.9": "rss",
  "channel.netscape.com/rdf/simple/0.9": "rss",
  "my.netscape.com/publish/formats/rss-0.91.dtd": "rss",
  "backend.userland.com/rss": "rss",
  "backend.userland.com/rss2": "rss",
  "backend.userland.com/rss091": "rss",
  "backend.userland.com/rss092": "rss",
  "blogs.law.harvard.edu/tech/rss": "rss",
  "cyber.law.harvard.edu/rss": "rss",
  "rssboard.org/rss-specification": "rss",
  "purl.org/rss/1.0/modules/content": "content",
  "purl.org/rss/1.0/modules/syndication": "sy",
  "purl.org/dc/elements/1.0": "dc",
  "purl.org/dc/elements/1.1": "dc",
  "purl.org/dc/terms": "dcterms",
  "search.yahoo.com/mrss": "media",
  "search.yahoo.com/rss": "media",
  "tools.search.yahoo.com/mrss": "media",
  "itunes.com/dtds/podcast-1.0.dtd": "itunes",
  "example.com/dtds/podcast-1.0.dtd": "itunes",
  "rssnamespace.org/feedburner/ext/1.0": "feedburner",
  "w3.org/1999/02/22-rdf-syntax-ns": "rdf",
  "w3.org/1999/xhtml": "xhtml",
};

/** Prefixes that are believed without a declaration. */
const USUAL_PREFIXES = new Set(Object.values(NAMESPACES));
/** Prefixes of Atom that writers of feeds forget to declare. */
const ATOM_PREFIXES = new Set(["a10", "atom10", "atom03"]);

interface OpenElement extends XmlElement {
  readonly raw: string;
  readonly children: (XmlElement | string)[];
  readonly spaces: Readonly<Record<string, string>>;
  complete: boolean;
}

class TreeBuilder {
  readonly #address: string | null;
  readonly #open: OpenElement[] = [];
  readonly #notes = new Set<string>();
  #root: XmlElement | null = null;
  #elements = 0;
  #openInParser = 0;
  #lastOpenedAt = 0;
  #ended = false;

  constructor(address: string | null) {
    this.#address = address;
  }

  /** True if no document that is meant to be read goes on like this. */
  get isFull(): boolean {
    return this.#elements > MAX_ELEMENTS || this.#open.length > MAX_DEPTH || this.#openInParser > MAX_OPEN;
  }

  open(raw: string, given: Readonly<Record<string, string>>, endsAt: number): void {
    this.#openInParser += 1;
    this.#lastOpenedAt = endsAt;
    if (this.isFull) return;
    this.#elements += 1;
    const attributes = lowerCased(given);
    const parent = this.#open.at(-1);
    const spaces = declaredSpaces(attributes, parent?.spaces ?? {});
    const name = qualifiedName(raw, spaces);
    if (/^(?:item|atom:entry|entry)$/.test(name)) this.#leaveUnclosed(raw);
    const around = this.#open.at(-1);
    const element = {
      name,
      raw,
      attributes,
      children: [],
      spaces,
      base: resolveBase(attributes["xml:base"], around?.base ?? null, this.#address),
      complete: true,
    };
    around?.children.push(element);
    this.#root ??= element;
    this.#open.push(element);
  }

  text(data: string): void {
    const children = this.#open.at(-1)?.children;
    if (children === undefined) return;
    const last = children.length - 1;
    if (typeof children[last] === "string") children[last] += data;
    else children.push(data);
  }

  /** `implied` is true if there is no end tag: the element was left open, or closes itself. */
  close(raw: string, implied: boolean, endsAt: number): void {
    this.#openInParser -= 1;
    const at = this.#open.findLastIndex((element) => element.raw === raw);
    if (this.#ended || at < 0) return;
    if (at < this.#open.length - 1 || (implied && endsAt !== this.#lastOpenedAt)) {
      this.#notes.add(`broken XML: <${this.#open.at(-1)?.raw}> is not closed; read as far as it goes`);
    }
    this.#open.length = at;
  }

  /** From now on, whatever is closed was left open by the document. */
  ending(): void {
    this.#ended = true;
  }

  result(): ParsedXml {
    const last = this.#open.at(-1);
    if (this.isFull) this.#notes.add("broken XML: nested too deep or too many elements; read as far as that");
    else if (last !== undefined)
      this.#notes.add(`broken XML: it ends inside <${last.raw}>; read as far as it goes`);
    for (const element of this.#open) element.complete = false;
    return { root: this.#root, notes: [...this.#notes].slice(0, 4) };
  }

  /** An entry is never inside another: the one before was not closed. */
  #leaveUnclosed(raw: string): void {
    const at = this.#open.findLastIndex((element) => element.raw === raw);
    if (at < 0) return;
    this.#notes.add(`broken XML: <${raw}> is not closed; read as far as it goes`);
    this.#open.length = at;
  }
}

function lowerCased(given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
}

function declaredSpaces(
  attributes: Readonly<Record<string, string>>,
  around: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const declared = Object.entries(attributes).filter(([name]) => /^xmlns(?::|$)/.test(name));
  if (declared.length === 0) return around;
  const named = declared.map(([name, uri]) => [name.slice("xmlns:".length), spaceOf(uri)]);
  return { ...around, ...Object.fromEntries(named) };
}

function spaceOf(uri: string): string {
  const key = uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, "")
    .replace(/[/#]+$/, "");
  return /^prismstandard\.org\/namespaces\//.test(key) ? "prism" : (NAMESPACES[key] ?? key);
}

/** RSS has no prefix, whatever its namespace; nor has a default namespace that is not known. */
function qualifiedName(raw: string, spaces: Readonly<Record<string, string>>): string {
  const [given = "", local = ""] = raw.includes(":") ? raw.split(":", 2) : ["", raw];
  const prefix = given.toLowerCase();
  const declared = spaces[prefix] ?? (ATOM_PREFIXES.has(prefix) ? "atom" : undefined);
  const space = declared ?? (USUAL_PREFIXES.has(prefix) ? prefix : given);
  const name = local.toLowerCase();
  const isPlain = space === "" || space === "rss" || (prefix === "" && !USUAL_PREFIXES.has(space));
  return isPlain ? name : `${space}:${name}`;
}

function resolveBase(
  given: string | undefined,
  around: string | null,
  address: string | null,
): string | null {
  const start = around ?? address ?? undefined;
  return given !== undefined && URL.canParse(given, start) ? new URL(given, start).href : around;
}

/** Returns the children of these names, in order. */
export function childrenNamed(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => typeof child !== "string" && names.includes(child.name),
  );
}

/**
 * Returns the entries that a document gives: those that are complete, and the one in which it was cut if that contains a whole child
 * of each group of `needed` names and was cut in none of these; what it was cut in is left out.
 */
export function entriesIn(
  elements: readonly XmlElement[],
  needed: readonly (readonly string[])[],
): XmlElement[] {
  return elements.flatMap((element) => {
    if (element.complete) return [element];
    const isWhole = (child: XmlElement | string) => typeof child === "string" || child.complete;
    const rest = { ...element, children: element.children.filter(isWhole) };
    const isCut = needed.flat().some((name) => childrenNamed(element, name).some((child) => !child.complete));
    const isEnough = needed.every((names) => childrenNamed(rest, ...names).length > 0);
    return isEnough && !isCut ? [rest] : [];
  });
}

/** Returns the trimmed text of the first child of the first name that has any; null if none has. */
export function textNamed(element: XmlElement, ...names: readonly string[]): string | null {
  for (const name of names) {
    for (const child of childrenNamed(element, name)) {
      const text = textIn(child).trim();
      if (text !== "") return text;
    }
  }
  return null;
}

/** Returns all text in an element, without tags and without the marks of a CDATA section that was escaped. */
export function textIn(element: XmlElement): string {
  return withoutCdataMarks(allText(element));
}

function allText(element: XmlElement): string {
  return element.children.map((child) => (typeof child === "string" ? child : allText(child))).join("");
}

function withoutCdataMarks(text: string): string {
  const isMarked = text.includes("<![CDATA[") && text.includes("]]>");
  return isMarked ? text.replaceAll("<![CDATA[", "").replaceAll("]]>", "") : text;
}

/** Returns what an element contains as HTML: its text if that is escaped HTML, else its elements written out. */
export function markupIn(element: XmlElement): string {
  const holdsElements = element.children.some((child) => typeof child !== "string");
  return holdsElements ? element.children.map(writeNode).join("") : textIn(element);
}

const WITHOUT_END = new Set(["br", "hr", "img"]);

function writeNode(node: XmlElement | string): string {
  if (typeof node === "string") return escapeText(node);
  const name = node.name.slice(node.name.indexOf(":") + 1);
  if (!/^[a-z][a-z0-9-]*$/.test(name)) return node.children.map(writeNode).join("");
  const inner = node.children.map(writeNode).join("");
  return WITHOUT_END.has(name) ? `<${name}>${inner}` : `<${name}>${inner}</${name}>`;
}

function escapeText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Returns a link as an absolute http(s) address; null if it is not one. */
export function absoluteLink(link: string | null | undefined, base: string | null): string | null {
  if (link === null || link === undefined || link.trim() === "") return null;
  const tidy = link.replace(/[\t\r\n]+/g, "").trim();
  if (!URL.canParse(tidy, base ?? undefined)) return null;
  const url = new URL(tidy, base ?? undefined);
  return /^https?:$/.test(url.protocol) ? url.href : null;
}
