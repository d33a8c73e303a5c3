// Atom 1.0 and 0.3 → items. Knows Atom's names and text constructs; judges nothing.
import type { Feed, FeedItem } from "./feed.js";
import { escaped, longerFirst, plainText } from "./feed-text.js";
import type { XmlElement } from "./xml.js";
import { absoluteLink, childrenNamed, entriesIn, markupIn, textIn, textNamed } from "./xml-content.js";

/** Every name with and without its namespace, which careless feeds leave out. */
const both = (...names: readonly string[]) => names.flatMap((name) => [`atom:${name}`, name]);

const DATES = [...both("published", "issued", "created"), "dc:date"];
const BODIES = [...both("content", "summary"), "media:description"];
/** Without one of each an entry that was cut waits for the next read. */
const NEEDED = [both("title"), both("link", "id"), [...DATES, ...both("updated", "modified")], BODIES];

/** Maps `<feed>`. */
export function parseAtom(root: XmlElement, address: string | null, notes: readonly string[]): Feed {
  const entries = entriesIn(childrenNamed(root, ...both("entry")), NEEDED);
  const author = authorOf(root);
  return {
    format: "atom",
    title: titleOf(root),
    siteUrl: linkOf(root, address),
    language: root.attributes["xml:lang"] ?? null,
    waitMinutes: null,
    items: entries.map((entry) => toItem(entry, author, address)),
    notes,
  };
}

function toItem(entry: XmlElement, feedAuthor: string | null, address: string | null): FeedItem {
  const [html, summary] = longerFirst(childrenNamed(entry, ...BODIES).flatMap(bodyOf));
  const origin = childrenNamed(entry, ...both("source"))[0];
  return {
    guid: textNamed(entry, ...both("id")),
    link: linkOf(entry, address),
    title: titleOf(entry),
    author: authorOf(entry) ?? textNamed(entry, "dc:creator") ?? feedAuthor,
    source: origin === undefined ? null : titleOf(origin),
    published: textNamed(entry, ...DATES),
    updated: textNamed(entry, ...both("updated", "modified")),
    html,
    summary,
    language: entry.attributes["xml:lang"] ?? null,
  };
}

/** The alternate link, else the first that is not the feed itself, an enclosure or an edit address. */
function linkOf(element: XmlElement, address: string | null): string | null {
  const links = childrenNamed(element, ...both("link")).map(({ attributes, base }) => ({
    rel: attributes["rel"]?.toLowerCase() ?? "alternate",
    isPage: !/json|xml(?!.*xhtml)|audio|video|image/.test(attributes["type"]?.replace("xhtml+xml", "") ?? ""),
    href: absoluteLink(attributes["href"], base ?? address),
  }));
  const alternates = links.filter(({ rel, href }) => rel === "alternate" && href !== null);
  const found = alternates.find(({ isPage }) => isPage) ?? alternates[0];
  const id = textNamed(element, ...both("id"));
  return found?.href ?? (id !== null && /^https?:/i.test(id) ? absoluteLink(id, null) : null);
}

function titleOf(element: XmlElement): string | null {
  const [title] = childrenNamed(element, ...both("title"));
  if (title === undefined) return null;
  const isText = (title.attributes["type"] ?? "text") === "text" && title.attributes["mode"] !== "escaped";
  const text = isText ? textIn(title).replace(/\s+/g, " ").trim() : plainText(markupIn(title));
  return text === "" ? null : text;
}

function authorOf(element: XmlElement): string | null {
  const names = childrenNamed(element, ...both("author")).map((author) => textNamed(author, ...both("name")));
  return names.filter((name) => name !== null).join(", ") || null;
}

/** Text, HTML and XHTML become HTML; what lies elsewhere or is encoded is none. */
function bodyOf(element: XmlElement): string[] {
  const type = element.attributes["type"]?.toLowerCase() ?? "text";
  if (element.attributes["src"] !== undefined || element.attributes["mode"] === "base64") return [];
  if (type === "text" || type === "text/plain") {
    return [element.attributes["mode"] === "escaped" ? markupIn(element) : escaped(textIn(element))];
  }
  return /html|xml/.test(type) ? [markupIn(element)] : [];
}
