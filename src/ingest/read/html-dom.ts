// The part of the DOM that reading a page needs, and the one place that parses HTML. Runs no scripts, loads nothing.
import { parseHTML } from "linkedom";
import { DatelineError } from "../../errors.js";

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
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
  closest(selector: string): PageElement | null;
  remove(): void;
}

export interface PageDocument extends PageElement {
  readonly documentElement: PageElement | null;
  readonly body: PageElement | null;
}

/** Deepest nesting that is read, as in browsers (Blink stops at 512); the time that Readability takes grows with its cube. */
const maxDepth = 512;
/** Most tags left open that are parsed at all: an upper bound from the text, which counts tags in scripts and forgotten ends too. */
const maxOpenTags = 20_000;

function tooDeep(name: string): DatelineError {
  return new DatelineError(
    "read-unreadable",
    `Cannot read ${name}: elements are nested more than ${maxDepth} deep`,
  );
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
function isTooDeep(root: PageNode): boolean {
  let level: PageNode[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return true;
    level = level.flatMap((node) => (node.nodeType === 3 ? [] : [...node.childNodes]));
  }
  return false;
}

/** Parses a page. @throws DatelineError read-unreadable for nesting that no page has */
export function parsePage(name: string, source: string): PageDocument {
  const html = source.replace(/<(?=<)/g, "&lt;"); // opens nothing, and a run of them takes the parser quadratic time
  if (hasTooManyOpen(html)) throw tooDeep(name);
  const parse = (text: string) => parseHTML(text).document as unknown as PageDocument;
  const whole = parse(html);
  const document =
    whole.documentElement?.nodeName === "HTML" ? whole : parse(`<html><body>${html}</body></html>`);
  if (isTooDeep(document)) throw tooDeep(name);
  return document;
}

/** Returns an element's text with runs of white space as one space; "" for null. */
export function textOf(element: PageNode | null | undefined): string {
  return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
}
