// What a page says of itself in meta tags, <time>, links and the lines around its headline. Judges nothing.

import { datesInLine, isLabelledDate } from "../dates.js";
import type { FoundDate } from "../draft.js";
import { type PageDocument, type PageElement, textOf } from "./html-dom.js";

/** Meta names (name, property or itemprop, lower case) that give the publication, strongest first. */
const publishedMeta = [
  "article:published_time|og:article:published_time|article:published|og:published_time|datepublished",
  "parsely-pub-date|sailthru.date|publication_date|publish-date|publishdate|publish_date|pubdate|published_time|article.published",
  "dc.date.issued|dcterms.issued|dcterms.date|dc.date|dcterms.created|dc.date.created|dc.created|dcterms.available",
  "citation_publication_date|citation_date|cxenseparse:recs:publishtime|cxenseparse:publishtime|originalpublicationdate|date_published|article_date_original|rbpubdate|displaydate|datecreated|date|created|release_date|timestamp",
]
  .join("|")
  .split("|");
const updatedMeta =
  "article:modified_time|og:article:modified_time|og:updated_time|og:modified_time|datemodified|dcterms.modified|dc.date.modified|dc.modified|article:updated_time|last-modified|lastmod|lastmodified|modified|revised|updated_time".split(
    "|",
  );

/** All meta values by lower-case name; the first of a name wins. */
export function readMeta(document: PageDocument): ReadonlyMap<string, string> {
  const meta = new Map<string, string>();
  for (const element of document.querySelectorAll("meta[content], [itemprop][content]")) {
    const content = element.getAttribute("content")?.trim();
    for (const attribute of ["property", "name", "itemprop"]) {
      const name = element.getAttribute(attribute)?.toLowerCase();
      if (name && content && !meta.has(name)) meta.set(name, content);
    }
  }
  return meta;
}

const aside =
  'aside, nav, footer, [class*="related"], [class*="recommend"], [class*="comment"], [class*="most-"], [class*="sidebar"], [class*="teaser"], [class*="promo"]';

const marksUpdate = (element: PageElement): boolean =>
  /modif|updat|aktualis/i.test(
    `${element.getAttribute("itemprop")} ${element.className} ${element.parentElement?.className} ${textOf(element.parentElement).slice(0, 40)}`,
  );

function timeDates(document: PageDocument): FoundDate[] {
  const times = [...document.querySelectorAll("time, [itemprop=datePublished], [itemprop=dateModified]")];
  const own = times.filter((element) => element.closest(aside) === null);
  const marked = own.filter(
    (element) =>
      /publ|pubdate/i.test(`${element.getAttribute("itemprop")} ${element.className}`) ||
      element.hasAttribute("pubdate"),
  );
  return [...marked, ...own].slice(0, 6).flatMap((element): FoundDate[] => {
    const raw = element.getAttribute("datetime") ?? element.getAttribute("content") ?? textOf(element);
    if (!/\d/.test(raw) || raw.length > 100) return [];
    return [{ field: marksUpdate(element) ? "updatedAt" : "publishedAt", from: "time", raw }];
  });
}

/** Dates of meta tags, then of <time>, strongest first a field. */
export function metaDates(document: PageDocument, meta: ReadonlyMap<string, string>): FoundDate[] {
  const from = (field: FoundDate["field"], names: readonly string[]): FoundDate[] =>
    names.flatMap((name) => {
      const raw = meta.get(name);
      return raw === undefined ? [] : [{ field, from: "meta", raw }];
    });
  return [...from("publishedAt", publishedMeta), ...from("updatedAt", updatedMeta), ...timeDates(document)];
}

const headerLine =
  '[class*="date"], [class*="Date"], [class*="time"], [class*="publish"], [class*="posted"], [class*="byline"], [class*="Byline"], [class*="author"], [class*="dateline"], [class*="meta"], [class*="source"], [class*="credit"], [id*="date"], [rel="author"], [itemprop="author"]';

/** Short lines by which a page names its date, author and agency outside the body, labelled dates first. */
export function headerLines(document: PageDocument): string[] {
  const elements = [...document.querySelectorAll(headerLine)].filter(
    (element) => element.closest(aside) === null,
  );
  const lines = elements.map(textOf).filter((line) => line.length >= 4 && line.length <= 140);
  const unique = [...new Set(lines)].slice(0, 60); // a listing page has hundreds
  const labelled = unique.filter(isLabelledDate);
  const dated = unique.filter((line) => !labelled.includes(line) && datesInLine(line).length > 0);
  return [
    ...labelled,
    ...dated.slice(0, 3),
    ...unique.filter((line) => !labelled.includes(line) && !dated.includes(line)),
  ];
}

const standfirst =
  '[class*="standfirst" i], [class~="deck"], [class~="dek"], [class*="article-deck"], [class*="article__deck"], [class*="article-dek"], [class*="subtitle" i], [class*="subheadline" i], [class*="sub-headline"], [class*="strapline"]';

/** Takes the line under the headline out of the page, so that it is deck and not text; null where none is marked as one. */
export function takeStandfirst(document: PageDocument): string | null {
  const lines = [...document.querySelectorAll(standfirst)].filter(
    (element) => element.closest(aside) === null,
  );
  const [line] = lines.filter(
    (element) => !element.querySelector("h1, p + p") && textOf(element).length >= 20,
  );
  if (!line || textOf(line).length > 300) return null; // longer is a first paragraph
  line.remove();
  return textOf(line);
}

/** Address of the page by its own links; candidates in order, unresolved. */
export function pageUrls(document: PageDocument, html: string, meta: ReadonlyMap<string, string>): string[] {
  const saved = /<!--\s*saved from url=\(\d+\)(https?:\S+?)\s*-->/i.exec(html.slice(0, 2000))?.[1];
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute("href");
  return [canonical, meta.get("og:url"), saved].flatMap((url) => (url ? [url] : []));
}
