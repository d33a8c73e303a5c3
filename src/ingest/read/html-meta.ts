// What a page says of itself in meta tags, <time>, links and the lines around its headline. Judges nothing.

import { parseDate } from "../dates-parse.js";
import type { FoundDate } from "../draft.js";
import { nowhere, timeDates } from "./html-dates.js";
import { type PageDocument, type PageElement, textOf } from "./html-dom.js";
import { buildTree } from "./html-tree.js";

/** Meta names (name, property or itemprop, lower case) that give the publication, strongest first. */
const publishedMeta =
  "article:published_time|og:article:published_time|article:published|og:published_time|datepublished|parsely-pub-date|sailthru.date|publication_date|publish-date|publishdate|publish_date|published_date|pubdate|pub_date|published_time|article.published|citation_online_date|cxenseparse:recs:publishtime|cxenseparse:publishtime|originalpublicationdate|date_published|article_date_original|rbpubdate|bt:pubdate|shareaholic:article_published_time|ptime|firstpublishedtime|article.publishdate|article:published_date".split(
    "|",
  );
/** Names that content systems also fill with the day a page was made or moved; they weigh less. */
const looseMeta =
  "dc.date.issued|dcterms.issued|dcterms.date|dc.date|dcterms.created|dc.date.created|dc.created|dcterms.available|citation_publication_date|citation_date|displaydate|date|created|release_date|timestamp|og:pubdate|creation_date|pagedate".split(
    "|",
  );
const looseWeight = 1.5;
const updatedMeta =
  "article:modified_time|og:article:modified_time|og:updated_time|og:modified_time|datemodified|dcterms.modified|dc.date.modified|dc.modified|article:updated_time|last-modified|lastmod|lastmodified|modified|revised|updated_time".split(
    "|",
  );

/** Names of other content systems that say of themselves what they give, beside the lists above; they weigh less. */
const saysPublished =
  /publ(?:ish|ic)\w*[-_.:]?(?:date|time|on|at)$|(?:date|time)[-_.:]?publ(?:ish|ic)\w*$|(?:^|[-_.:])pub[-_]?date$|(?:article|news|post|story|release)[-_.:]?date$|^dc(?:terms)?:(?:date|issued|created)$/;
const saysUpdated =
  /modif\w*|(?:^|[-_.:])(?:last_?)?updated?(?:$|[-_.:](?:date|time|on|at)$)|revision[-_.:]?date$/;
const saysNeither = /expir|cover|cached?|unpublish|publisher|embargo/;

/** Dates under names that tell what they are, where the value is a date. */
function selfNamedDates(meta: ReadonlyMap<string, string>): FoundDate[] {
  return [...meta].flatMap(([name, raw]) => {
    const isUpdate = saysUpdated.test(name);
    if (listed.has(name) || saysNeither.test(name) || !(isUpdate || saysPublished.test(name))) return [];
    if (raw.length > maxValue || "refused" in parseDate(raw)) return [];
    return [
      { field: isUpdate ? "updatedAt" : "publishedAt", from: "meta", raw, weight: looseWeight } as const,
    ];
  });
}
const listed = new Set([...publishedMeta, ...looseMeta, ...updatedMeta]);
/** Longest value that is a date and nothing else. */
const maxValue = 40;

/** All meta values by lower-case name; the first of a name wins. */
export function readMeta(document: PageDocument): ReadonlyMap<string, string> {
  const meta = new Map<string, string>();
  for (const element of document.querySelectorAll(
    "meta[content], [itemprop][content], [property][content]",
  )) {
    const content = element.getAttribute("content")?.trim();
    for (const attribute of ["property", "name", "itemprop"]) {
      const names = element.getAttribute(attribute)?.toLowerCase() ?? "";
      for (const name of new Set([names, ...names.split(/\s+/)])) {
        if (name && content && !meta.has(name)) meta.set(name, content);
      }
    }
  }
  return meta;
}

/** Dates of meta tags, strongest first a field, then those of elements made for dates, nearest to the article first. */
export function metaDates(
  document: PageDocument,
  meta: ReadonlyMap<string, string>,
  shown: readonly FoundDate[] = document.body === null ? [] : timeDates(buildTree(document.body), nowhere),
): FoundDate[] {
  const from = (field: FoundDate["field"], names: readonly string[], weight?: number): FoundDate[] =>
    names.flatMap((name) => {
      const raw = meta.get(name);
      return raw === undefined
        ? []
        : [{ field, from: "meta", raw, ...(weight === undefined ? {} : { weight }) }];
    });
  return [
    ...from("publishedAt", publishedMeta),
    ...from("publishedAt", looseMeta, looseWeight),
    ...from("updatedAt", updatedMeta),
    ...selfNamedDates(meta),
    ...shown,
  ];
}

const aside =
  'aside, nav, footer, [class*="related"], [class*="recommend"], [class*="comment"], [class*="most-"], [class*="sidebar"], [class*="teaser"], [class*="promo"]';

/** Tells whether an element stands in a part of the page that is not its article; a class on the whole page says nothing. */
function isBeside(element: PageElement): boolean {
  const box = element.closest(aside);
  return (
    box !== null && !/^(?:BODY|HTML|MAIN|ARTICLE)$/.test(box.tagName) && box.querySelector("h1") === null
  );
}

const standfirst =
  '[class*="standfirst" i], [class~="deck"], [class~="dek"], [class*="article-deck"], [class*="article__deck"], [class*="article-dek"], [class*="subtitle" i], [class*="subheadline" i], [class*="sub-headline"], [class*="strapline"]';

/** Longer lines under a headline are a first paragraph: they stay in the text. */
const maxDeck = 80;

/** Takes a short line under the headline out of the page, so that it is deck and not text; null where none is marked as one. */
export function takeStandfirst(document: PageDocument): string | null {
  const line = [...document.querySelectorAll(standfirst)].find(
    (element) => !isBeside(element) && !element.querySelector("h1, p + p") && textOf(element).length >= 20,
  );
  if (!line || textOf(line).length > maxDeck) return null;
  line.remove();
  return textOf(line);
}

/** Address of the page by its own links; candidates in order, unresolved. */
export function pageUrls(document: PageDocument, html: string, meta: ReadonlyMap<string, string>): string[] {
  const saved = /<!--\s*saved from url=\(\d+\)(https?:\S+?)\s*-->/i.exec(html.slice(0, 2000))?.[1];
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute("href");
  return [canonical, meta.get("og:url"), saved].flatMap((url) => (url ? [url] : []));
}
