// What a page says about itself outside its body: title, address, author, outlet, language.

import { agencyName, personName, splitTitle } from "../attribution.js";
import { datesInLine } from "../dates/judge-dates.js";
import { parseDate } from "../dates/parse-date.js";
import type { Draft, FoundDate, PageFacts, TextInput } from "../draft.js";
import { cleanLine, countWords, textKey } from "../normalize-characters.js";
import { canonicalUrl, isSameSite } from "../urls.js";
import { type Block, type BoxTree, buildTree } from "./blocks.js";
import { classOf, type PageDocument, type PageElement, parsePage, textOf } from "./dom.js";
import { removeHidden } from "./hidden.js";
import { type LinkedData, readLinkedData } from "./json-ld.js";
import { isInCard, isInOther, nowhere, type Place, timeDates } from "./page-dates.js";

export interface PageParts {
  readonly document: PageDocument;
  readonly html: string;
  /** Values of meta tags by lower-case name. */
  readonly meta: ReadonlyMap<string, string>;
  readonly data: LinkedData;
  readonly title: string | undefined;
  /** The page's own address, canonical; undefined if it names none. */
  readonly url: string | undefined;
  /** BCP 47 as written. */
  readonly language: string | undefined;
}

/** Parses a page, reads its metadata and takes out what it hides. @throws DatelineError read-unreadable for nesting that no page has */
export function partsOf({ name, text: html, page }: TextInput): PageParts {
  const document = parsePage(name, html);
  const meta = readMeta(document);
  const data = readLinkedData(document);
  removeHidden(document);
  const title = findTitle(document, {
    headline: data.headline,
    og: meta.get("og:title"),
    others: [meta.get("twitter:title"), meta.get("title")],
    site: meta.get("og:site_name") ?? data.publisher,
  });
  const lang = document.documentElement?.getAttribute("lang");
  const language = languageOf([lang, data.language, meta.get("og:locale"), meta.get("content-language")]);
  const url = findUrl({ document, html, data, meta, name, page });
  return { document, html, meta, data, title, url, language };
}

/** The first language told, with the region that another one adds; that of the United States is what systems set unasked. */
function languageOf(told: readonly (string | null | undefined)[]): string | undefined {
  const tags = told.filter((tag): tag is string => !!tag);
  const [first] = tags;
  if (first === undefined || /[-_]/.test(first)) return first;
  const whole = tags.find((tag) => tag.toLowerCase().replace("_", "-").startsWith(`${first.toLowerCase()}-`));
  return whole === undefined || /^en[-_]us/i.test(whole) ? first : whole.replace("_", "-");
}

/**
 * The page's own address: its canonical link unless that is the site's front page. Of a saved page named by its address only a link of
 * the same site counts, so that no page can take the place of another site's; it gets the fetched address if it names none. What a fetched
 * page claims is told as it is: `pageAddress` judges it for every format.
 */
function findUrl({
  document,
  html,
  data,
  meta,
  name,
  page,
}: Omit<PageParts, "title" | "url" | "language"> & {
  readonly name: string;
  readonly page: PageFacts | undefined;
}) {
  const candidates = [...pageUrls(document, html, meta), ...(data.url ? [data.url] : [])];
  const fetched = page === undefined ? canonicalUrl(name) : null;
  const base = page?.url ?? fetched ?? candidates.find((url) => /^https?:/i.test(url));
  const urls = candidates
    .map((url) => canonicalUrl(url, base))
    .filter((url): url is string => url !== null && (fetched === null || isSameSite(url, fetched)));
  return urls.find((url) => new URL(url).pathname !== "/") ?? fetched ?? urls[0];
}

/** Address of the page by its own links; candidates in order, unresolved. */
export function pageUrls(document: PageDocument, html: string, meta: ReadonlyMap<string, string>): string[] {
  const saved = /<!--\s*saved from url=\(\d+\)(https?:\S+?)\s*-->/i.exec(html.slice(0, 2000))?.[1];
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute("href");
  return [canonical, meta.get("og:url"), saved].flatMap((url) => (url ? [url] : []));
}

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

/** Returns a draft's fields by metadata. Takes a marked deck out of the page, so it comes before the body is looked for. */
export function fieldsOf(parts: PageParts): Partial<Draft> {
  const { document, meta, data, title, url, language } = parts;
  const hints = { source: null, url: url ?? null };
  const byTitle = splitTitle(textOf(document.querySelector("title")), hints).source;
  const told = {
    title,
    deck: takeStandfirst(document) ?? descriptionOf(parts),
    source: outletOf(meta.get("og:site_name") ?? data.publisher ?? meta.get("application-name")) ?? byTitle,
    language,
    url,
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value));
}

/** Longer lines under a headline are a first paragraph: they stay in the text. */
const maxDeck = 80;

/** Takes a short line under the headline out of the page, so that it is deck and not text; null if none is marked as one. */
function takeStandfirst(document: PageDocument): string | null {
  const line = [...document.querySelectorAll("[class]")].find(
    (element) =>
      isStandfirst(classOf(element)) &&
      !isBeside(element) &&
      !element.querySelector("h1, p + p") &&
      textOf(element).length >= 20,
  );
  if (!line || textOf(line).length > maxDeck) return null;
  line.remove();
  return textOf(line);
}

const isStandfirst = (className: string): boolean =>
  /standfirst|subtitle|subheadline/i.test(className) ||
  /(?:^| )(?:deck|dek)(?: |$)|article-deck|article__deck|article-dek|sub-headline|strapline/.test(className);
const aside =
  'aside, nav, footer, [class*="related"], [class*="recommend"], [class*="comment"], [class*="most-"], [class*="sidebar"], [class*="teaser"], [class*="promo"]';

/** Returns whether an element is in a part of the page that is not its article; a class on the whole page says nothing. */
function isBeside(element: PageElement): boolean {
  const box = element.closest(aside);
  return (
    box !== null && !/^(?:BODY|HTML|MAIN|ARTICLE)$/.test(box.tagName) && box.querySelector("h1") === null
  );
}

/** Returns whether the page's data call it an article. */
export function isToldArticle({ data, meta }: Pick<PageParts, "data" | "meta">): boolean {
  return data.headline !== undefined || /article/i.test(meta.get("og:type") ?? "");
}

/** Returns whether the page's data say when its article was published, under a name that means nothing else. */
export function isPublished({ data, meta }: Pick<PageParts, "data" | "meta">): boolean {
  return data.published !== undefined || publishedMeta.some((name) => meta.has(name));
}

/** Returns the page's summary of itself. */
export function descriptionOf({ data, meta }: Pick<PageParts, "data" | "meta">): string | undefined {
  return data.description ?? meta.get("og:description") ?? meta.get("description");
}

/** Letters of an outlet's name at least, and how many times longer than the name praise before it is. */
const minName = 3;
const praiseLength = 1.5;

/** "Coast Herald | News, weather and sport" names the outlet and then praises it; a name given as an address is its host. */
function outletOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (/^https?:\/\//i.test(name) && URL.canParse(name)) return new URL(name).hostname.replace(/^www\./, "");
  const parts = name
    .replace(/^www\./i, "")
    .split(/\s+[|·•»–—-]\s+|\s*｜\s*/)
    .filter((part) => part.replace(/\P{L}/gu, "").length >= minName);
  const [first = name.replace(/^www\./i, "")] = parts;
  const shortest = parts.reduce((top, part) => (part.length < top.length ? part : top), first);
  return shortest.length * praiseLength < first.length ? shortest : first;
}

/** Titles that the page gives, strongest first, and the site's name if it gives that. */
export interface ToldTitles {
  readonly headline: string | undefined;
  readonly og: string | undefined;
  readonly others: readonly (string | undefined)[];
  readonly site: string | undefined;
}

/** Shortest heading that is a headline by itself, in words and in letters. */
const minWords = 3;
const minLetters = 15;
const minDense = 8;

/** Returns the headline; undefined for a page that neither shows nor names one. */
export function findTitle(
  document: PageDocument,
  { headline, og, others, site }: ToldTitles,
): string | undefined {
  const all = visibleHeadings(document, "h1");
  const logos = all.filter(isLogo);
  const sites = [site ?? "", ...logos.map(textOf)].filter(Boolean);
  const told = [headline, og, ...others, textOf(document.querySelector("title"))]
    .map((title) => withoutSite(cleanLine(title), sites))
    .filter(Boolean);
  const headings = all
    .filter((heading) => !logos.includes(heading))
    .map((heading) => cleanLine(textOf(heading)));
  const siteKeys = new Set(sites.map(textKey));
  const usable = headings.filter((heading) => !siteKeys.has(textKey(heading)));
  for (const heading of usable) {
    const agreed = agreement(heading, told);
    if (agreed !== null) return agreed;
  }
  const [only, second] = [...new Set(usable)];
  if (only !== undefined && second === undefined && isHeadline(only)) return only;
  return secondHeading(document, told, headings.length > 0) ?? told[0] ?? only;
}

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

/** Dates under names that say what they are, if the value is a date. */
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

const logoWords = /logo|site-?title|site-?name|brand|masthead|blog-?title/i;
/** Returns whether a heading is the site's name: it links to the front page, or its box says so. */
function isLogo(heading: PageElement): boolean {
  const link = heading.querySelector("a[href]") ?? heading.closest("a[href]");
  const href = link?.getAttribute("href") ?? "";
  if (link !== null && /^(?:\/|https?:\/\/[^/]+\/?|\.\/?|\.\.\/?)(?:index\.\w+|[?#].*)?$/.test(href))
    return true;
  const words = `${heading.className} ${heading.id} ${heading.parentElement?.className} ${heading.parentElement?.id}`;
  return logoWords.test(words);
}

/** "Site: Title" and "Title - Site - Section" without the site, if its name is a separate part. */
function withoutSite(title: string, sites: readonly string[]): string {
  const keys = new Set(sites.map(textKey).filter((key) => key.length > 2));
  const marks = [...title.matchAll(/\s*(?:\s[-–—·•:»›|ǀ]|[|:»])\s+/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  for (const [index, { start, end }] of marks.entries()) {
    if (keys.has(textKey(title.slice(0, start)))) return title.slice(end);
    const rest = title.slice(end);
    const part = title.slice(end, marks[index + 1]?.start ?? title.length);
    if (start > 0 && (keys.has(textKey(part)) || keys.has(textKey(rest)))) return title.slice(0, start);
  }
  return title;
}

/** A heading that agrees with what the page's data say: as a whole, as its beginning or end; the shorter of both is the headline. */
function agreement(heading: string, told: readonly string[]): string | null {
  const key = textKey(heading);
  if (key.length <= (isDense(heading) ? 4 : 8)) return null;
  const keys = told.map(textKey);
  const inside = keys.findIndex(
    (other) => other.length >= minLetters && other !== key && key.endsWith(other),
  );
  if (inside >= 0) return told[inside] ?? null; // the heading has a label before the headline
  return keys.some((other) => other.startsWith(key) || other.endsWith(key)) ? heading : null;
}

function visibleHeadings(document: PageDocument, selector: string): PageElement[] {
  return [...document.querySelectorAll(selector)].filter((heading) => cleanLine(textOf(heading)) !== "");
}

function isHeadline(heading: string): boolean {
  const long = countWords(heading) >= minWords && textKey(heading).length >= minLetters;
  return heading.length <= 250 && (long || (isDense(heading) && textKey(heading).length >= minDense));
}

/** Returns whether a heading is in a script without spaces between words, where fewer characters say as much. */
function isDense(heading: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{3}/u.test(heading);
}

/** A page without a usable h1 may head its article with an h2 that is a part of its title. */
function secondHeading(
  document: PageDocument,
  told: readonly string[],
  hasFirst: boolean,
): string | undefined {
  const page = told.at(-1) ?? "";
  return visibleHeadings(document, hasFirst ? "main h2, article h2, h2" : "h2")
    .slice(0, 8)
    .map((heading) => cleanLine(textOf(heading)))
    .find((heading) => textKey(heading).length >= minLetters && textKey(page).includes(textKey(heading)));
}

const metaNames = [
  "author",
  "article:author",
  "parsely-author",
  "dc.creator",
  "sailthru.author",
  "byl",
  "citation_author",
  "dcterms.creator",
  "og:article:author",
  "cxenseparse:author",
];

/** Longest line that names an author and little else. */
const maxLine = 140;
/** Blocks before and after the body in which a byline may be. */
const afterBody = 4;

/** "By Jane Doe", "Posted on May 2 by Jane", "Ein Artikel von Max Muster | 2.5."; also without a space, as two marks give it. */
const byline =
  /(?:^|[\s|·•,])(?:(?:written |posted |reported |text )?by|von|par|por|di|door|av|af|przez|автор|автори)(?::\s?|\s+|(?=\p{Lu}))(\p{L}[\p{L}\p{M}'’.,&\- ]{1,80}?)(?=$|\s*[|·•/@(\d]|\s(?:am|on|at|in|vom|le|el|posted|updated|published|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez|ene|abr|ago|dic)\p{L}*\.?\s\d|\d)\b)/iu;

const authorWords =
  /(?:^|[\s_-])(?:author\w*|byline\w*|autor\w*|auteur|writer|reporter|journalist|contributor|full-?name|name-author|mini-profile\w*|fullname)(?:$|[\s_-])/;

/** Returns the author as the page writes it; undefined if nothing that could be a name is found. */
export function findAuthor({ data, meta }: PageParts, tree: BoxTree, place: Place): string | undefined {
  const told = [data.author, ...metaNames.map((name) => meta.get(name))].filter(
    (name): name is string => name !== undefined && !/^https?:/.test(name),
  );
  const page = [meta.get("og:site_name"), data.publisher].filter((name) => name !== undefined);
  const named = told.filter(isName);
  const person = named.find((name) => !page.includes(name));
  return person ?? shownAuthor(tree, place) ?? named[0] ?? told[0];
}

const isName = (text: string): boolean => personName(text) !== null || agencyName(text) !== null;

function shownAuthor(tree: BoxTree, { headline, first, last }: Place): string | undefined {
  const isNear = ({ at }: Block) =>
    (at > headline - 3 && at <= Math.max(first + 1, headline + 1)) ||
    (last >= 0 && at >= last - 1 && at <= last + afterBody);
  const near =
    headline < 0 && first < 0
      ? []
      : tree.blocks.filter(
          (block) =>
            isNear(block) &&
            !isInOther(block.box, true) &&
            !(block.at > last && isInCard(tree, block.box, block.at)),
        );
  const title = textKey(tree.blocks[headline]?.text ?? "");
  const lines = near
    .filter(({ text, box }) => text.length <= maxLine && box.tag !== "H1" && textKey(text) !== title)
    .map((block) => nameIn(block, tree));
  return lines.find((name) => name !== null) ?? labelledAuthor(tree);
}

/** Marks inside lines that say by rel or itemprop that they name the author. */
function labelledAuthor(tree: BoxTree): string | undefined {
  const marks = tree.labels.filter(({ box, element }) => {
    return (
      (element.getAttribute("rel") === "author" || element.getAttribute("itemprop") === "author") &&
      !isInOther(box) &&
      !isInCard(tree, box, tree.blocks.find((block) => block.box === box)?.at ?? 0)
    );
  });
  return marks.map(({ element }) => textOf(element)).find((text) => text.length <= 80 && isName(text));
}

function nameIn(block: Block, tree: BoxTree): string | null {
  const text = block.text.replace(/\s+/g, " ");
  const match = byline.exec(text)?.[1];
  if (match !== undefined && isPerson(match)) return match.trim();
  const bare = text
    .replace(/@\w+/g, "")
    .replace(/[|·•]?\s*\d[\d.:/\s-]*[|·•-]?/g, " ")
    .trim();
  if (authorWords.test(block.box.words) && isPerson(bare)) return bare;
  const besideDate = [tree.blocks[block.at - 1], tree.blocks[block.at + 1]].some(
    (other) => other !== undefined && datesInLine(other.text).length > 0,
  );
  return besideDate &&
    /^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,2}$/u.test(bare) &&
    !/^H\d$/.test(block.box.tag) &&
    block.linkChars === 0
    ? bare
    : null;
}

const isPerson = (text: string): boolean => personName(text) !== null;
