// A page saved from a browser → one draft: body by Readability, everything else by what the page says of itself.
import { DatelineError } from "../../errors.js";
import { splitTitle } from "../attribution.js";
import type { Draft, FoundDate, Reader, TextInput } from "../draft.js";
import { isBodySentence } from "../furniture.js";
import { cleanParagraph, decodeEntities, textKey } from "../normalize-text.js";
import { canonicalUrl } from "../normalize-url.js";
import { splitBlocks } from "./blocks.js";
import { findBody } from "./html-body.js";
import { describePage } from "./html-describe.js";
import { type PageDocument, parsePage, textOf } from "./html-dom.js";
import { type LinkedData, readLinkedData } from "./html-json-ld.js";
import { headerLines, metaDates, pageUrls, readMeta, takeStandfirst } from "./html-meta.js";

/** Least text, in characters, of a page that is an article: two lines of a news flash. */
const minBodyLength = 140;

type Meta = ReadonlyMap<string, string>;

/** The headline: the page's only h1 where its metadata agrees, else what metadata and <title> say. */
function findTitle(document: PageDocument, data: LinkedData, meta: Meta): string | undefined {
  const pageTitle = textOf(document.querySelector("title"));
  const told = [data.headline, meta.get("og:title"), meta.get("twitter:title"), meta.get("title"), pageTitle]
    .map((title) => cleanParagraph(decodeEntities(title ?? "")))
    .filter(Boolean);
  const site = textKey(meta.get("og:site_name") ?? data.publisher ?? "");
  const headings = [...document.querySelectorAll("h1")].map(textOf).filter(Boolean);
  const agreed = headings.find((heading) => {
    const key = textKey(heading);
    return key.length > 8 && key !== site && told.some((title) => textKey(title).startsWith(key));
  });
  return agreed ?? told[0] ?? headings[0];
}

/** The page's own address: its canonical link unless that is the site's front page. */
function findUrl(document: PageDocument, html: string, data: LinkedData, meta: Meta): string | undefined {
  const candidates = [...pageUrls(document, html, meta), ...(data.url ? [data.url] : [])];
  const base = candidates.find((url) => /^https?:/i.test(url));
  const urls = candidates.map((url) => canonicalUrl(url, base)).filter((url) => url !== null);
  return urls.find((url) => new URL(url).pathname !== "/") ?? urls[0];
}

/** Readability's body, or the one in JSON-LD where the page shows only a part of it. */
function chooseBody(found: readonly string[], data: LinkedData): readonly string[] {
  const told = data.body ? splitBlocks(decodeEntities(data.body.replace(/<[^>]{1,300}>/g, " "))) : [];
  const length = (blocks: readonly string[]) => blocks.join(" ").length;
  return length(told) > 2 * length(found) ? told : found;
}

function authorOf(document: PageDocument, data: LinkedData, meta: Meta): string | undefined {
  const told = [
    data.author,
    meta.get("author"),
    meta.get("article:author"),
    meta.get("parsely-author"),
    meta.get("dc.creator"),
    meta.get("sailthru.author"),
    meta.get("byl"),
  ];
  const named = told.find((name) => name !== undefined && !/^https?:/.test(name));
  return named ?? (textOf(document.querySelector('[rel="author"], [itemprop="author"]')) || undefined);
}

function datesOf(document: PageDocument, data: LinkedData, meta: Meta): FoundDate[] {
  const told: FoundDate[] = [];
  if (data.published) told.push({ field: "publishedAt", from: "json-ld", raw: data.published });
  if (data.modified) told.push({ field: "updatedAt", from: "json-ld", raw: data.modified });
  return [...told, ...metaDates(document, meta)];
}

const isArticle = (blocks: readonly string[]): boolean =>
  blocks.some(isBodySentence) && blocks.join(" ").length >= minBodyLength;

/** The body of the pruned page, else of the page as it is, else the paragraphs of its article element. */
function bodyOf(document: PageDocument, { name, text }: TextInput, data: LinkedData): string[] {
  const tidy = (blocks: readonly string[]) => blocks.map(cleanParagraph).filter(Boolean);
  const pruned = tidy(chooseBody(findBody(document), data));
  if (isArticle(pruned)) return pruned;
  const whole = tidy(findBody(parsePage(name, text), false));
  if (isArticle(whole)) return whole;
  const paragraphs = parsePage(name, text).querySelectorAll("article p, main p, [itemprop=articleBody] p");
  return tidy([...paragraphs].map(textOf));
}

function readPage(input: TextInput): Draft {
  const { name, text: html } = input;
  const document = parsePage(name, html);
  const meta = readMeta(document);
  const data = readLinkedData(document);
  const url = findUrl(document, html, data, meta);
  const byTitle = splitTitle(textOf(document.querySelector("title")), {
    source: null,
    url: url ?? null,
  }).source;
  const told = {
    title: findTitle(document, data, meta),
    deck:
      takeStandfirst(document) ?? data.description ?? meta.get("og:description") ?? meta.get("description"),
    source: meta.get("og:site_name") ?? data.publisher ?? meta.get("application-name") ?? byTitle,
    author: authorOf(document, data, meta),
    language: document.documentElement?.getAttribute("lang") || data.language || meta.get("og:locale"),
    url,
  };
  const dates = datesOf(document, data, meta);
  const header = headerLines(document);
  const looks = describePage(document);
  const blocks = bodyOf(document, input, data);
  if (!isArticle(blocks)) {
    throw new DatelineError(
      "read-unreadable",
      `Cannot read ${name}: no article text; it looks like ${looks}`,
      {
        hint: "Open the article itself, wait until it is loaded, and save that page.",
      },
    );
  }
  const fields = Object.fromEntries(Object.entries(told).filter(([, value]) => value));
  return { ...fields, header, blocks, dates, notes: [] };
}

export const htmlReader: Reader = {
  format: "html",
  detect: ({ name, text }) =>
    /\.x?html?$/i.test(name) ||
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,500}?-->\s*)*<(?:!doctype html|html|head|body|meta|article)\b/i.test(
      text.slice(0, 2000),
    ),
  read: (input) => [{ subject: input.name, draft: readPage(input) }],
};
