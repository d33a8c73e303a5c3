// Parses HTML, and declares the part of the DOM that reading a page needs.

import { parseHTML } from "linkedom";
import { UnreadableError } from "../unreadable.js";

export interface PageNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<PageNode>;
}

export interface PageElement extends PageNode {
  readonly id: string;
  readonly className: string;
  readonly tagName: string;
  readonly parentElement: PageElement | null;
  readonly firstElementChild: PageElement | null;
  readonly nextElementSibling: PageElement | null;
  getAttribute(name: string): string | null;
  getAttributeNode(name: string): { readonly value: string } | null;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  closest(selector: string): PageElement | null;
  remove(): void;
  after(element: PageElement): void;
}

export interface PageDocument extends PageElement {
  readonly documentElement: PageElement | null;
  readonly head: PageElement | null;
  readonly body: PageElement | null;
}

/** Deepest nesting that is read, as in browsers (Blink stops at 512); the time that Readability takes grows with its cube. */
const maxDepth = 512;
/** Maximum number of open tags that are parsed at all: an upper bound from the text, which counts tags in scripts and forgotten ends too. */
const maxOpenTags = 20_000;

/** Parses a page. @throws DatelineError read-unreadable for nesting that no page has */
export function parsePage(name: string, source: string): PageDocument {
  const html = withoutBlanks(source.replace(/<(?=<)/g, "&lt;")); // opens nothing, and a run of them takes the parser quadratic time
  if (hasTooManyOpen(html)) throw tooDeep(name);
  const parse = (text: string) => parseHTML(text).document as unknown as PageDocument;
  const whole = parse(html);
  const document =
    whole.documentElement?.nodeName === "HTML" ? whole : parse(`<html><body>${html}</body></html>`);
  if (document.documentElement !== null && isTooDeep(document.documentElement)) throw tooDeep(name);
  placeBody(document);
  return document;
}

const blockTag =
  "<\\/?(?:address|article|aside|blockquote|body|br|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|li|link|main|meta|nav|ol|option|p|script|section|style|table|tbody|td|tfoot|th|thead|title|tr|ul)(?=[\\s>])";
const blankAfterBlock = new RegExp(`(${blockTag}[^<>]{0,2000}>)\\s+(?=<)`, "gi");
const blankBeforeBlock = new RegExp(`>\\s+(?=${blockTag})`, "gi");

/** Returns the source without the white space beside tags of blocks, which no reader sees: every second node of a page is nothing else. */
function withoutBlanks(html: string): string {
  if (/<(?:pre|textarea)[\s>]/i.test(html)) return html;
  return html.replace(blankAfterBlock, "$1").replace(blankBeforeBlock, ">");
}

/** Returns an element's class names, each once, with spaces between them: five times as fast as asking for the attribute's text. */
export function classOf(element: PageElement): string {
  return element.getAttributeNode("class")?.value ?? "";
}

/** Returns an element's text with runs of white space as one space; "" for null. */
export function textOf(element: PageNode | null | undefined): string {
  return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
}

function tooDeep(name: string): UnreadableError {
  return new UnreadableError(name, `elements are nested more than ${maxDepth} deep`);
}

function hasTooManyOpen(html: string): boolean {
  let open = 0;
  for (const [, close] of html.matchAll(
    /<(\/)?(?!(?:br|hr|img|input|link|meta|source|wbr|p|li|td|tr)\b)[a-z][^<>]{0,500}>/gi,
  )) {
    open += close ? -1 : 1;
    if (open > maxOpenTags) return true;
  }
  return false;
}

/** Walks without recursion, which a deep tree would break. */
function isTooDeep(root: PageElement): boolean {
  let depth = 0;
  let at: PageElement | null = root;
  while (at !== null) {
    if (depth > maxDepth) return true;
    let next: PageElement | null = at.firstElementChild;
    if (next !== null) depth += 1;
    while (next === null && at !== null && at !== root) {
      next = at.nextElementSibling;
      if (next === null) {
        at = at.parentElement;
        depth -= 1;
      }
    }
    at = next;
  }
  return false;
}

/** linkedom takes only the element right after the head for the body, and makes an empty one if a page puts a style in between. */
function placeBody(document: PageDocument): void {
  const body = document.querySelector("body");
  if (body !== null && body.parentElement !== null) document.head?.after(body);
}
