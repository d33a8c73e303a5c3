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

/** Deepest nesting that is parsed; browsers stop at 512 (HTML parser limit of Blink), and walking deeper overflows the stack. */
const maxDepth = 2000;

/** An upper bound of the nesting, from the tags alone. */
function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, close, empty] of html.matchAll(
    /<(\/)?(?:div|span|section|b|i|em|ul|ol|li|table|td|tr|font|blockquote|a|p)\b[^>]{0,500}?(\/)?>/gi,
  )) {
    depth = close ? Math.max(0, depth - 1) : depth + (empty ? 0 : 1);
    if (depth > maxDepth) return true;
  }
  return false;
}

/** Parses a page. @throws DatelineError read-unreadable for nesting that no page has */
export function parsePage(name: string, html: string): PageDocument {
  if (isTooDeep(html)) {
    throw new DatelineError(
      "read-unreadable",
      `Cannot read ${name}: elements are nested more than ${maxDepth} deep`,
    );
  }
  const document = parseHTML(html).document as unknown as PageDocument;
  if (document.documentElement?.nodeName === "HTML") return document;
  return parseHTML(`<html><body>${html}</body></html>`).document as unknown as PageDocument; // a fragment
}

/** Returns an element's text with runs of white space as one space; "" for null. */
export function textOf(element: PageNode | null | undefined): string {
  return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
}
