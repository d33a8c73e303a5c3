// What stands in an element of XML: its children by name, its text, its markup written back as HTML. Reads no names of feeds.
import type { XmlElement } from "./xml.js";

/** Returns the children of these names, in order. */
export function childrenNamed(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => typeof child !== "string" && names.includes(child.name),
  );
}

/**
 * Returns the entries that a document gives: those that stand whole, and the one in which it was cut where that holds a whole child
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

/** Returns the trimmed text of the first child of the first name that has any; null where none has. */
export function textNamed(element: XmlElement, ...names: readonly string[]): string | null {
  for (const name of names) {
    for (const child of childrenNamed(element, name)) {
      const text = textIn(child).trim();
      if (text !== "") return text;
    }
  }
  return null;
}

/** Returns all text in an element, without tags. */
export function textIn(element: XmlElement): string {
  return element.children.map((child) => (typeof child === "string" ? child : textIn(child))).join("");
}

/** Returns what an element holds as HTML: its text where that is escaped HTML, else its elements written out. */
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

/** Returns a link as an absolute http(s) address; null where it is none. */
export function absoluteLink(link: string | null | undefined, base: string | null): string | null {
  if (link === null || link === undefined || link.trim() === "") return null;
  const tidy = link.replace(/[\t\r\n]+/g, "").trim();
  if (!URL.canParse(tidy, base ?? undefined)) return null;
  const url = new URL(tidy, base ?? undefined);
  return /^https?:$/.test(url.protocol) ? url.href : null;
}
