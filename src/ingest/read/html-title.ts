// The headline of a page: what readers see over the article, checked against what the page tells machines.
import { cleanParagraph, countWords, decodeEntities, textKey } from "../normalize-text.js";
import { type PageDocument, type PageElement, textOf } from "./html-dom.js";

/** Titles that the page tells, strongest first, and the site's name where it tells that. */
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
const logoWords = /logo|site-?title|site-?name|brand|masthead|blog-?title/i;

const clean = (text: string | undefined): string => cleanParagraph(decodeEntities(text ?? ""));

/** Tells whether a heading is the site's name: it links to the front page, or its box says so. */
function isLogo(heading: PageElement): boolean {
  const link = heading.querySelector("a[href]") ?? heading.closest("a[href]");
  const href = link?.getAttribute("href") ?? "";
  if (link !== null && /^(?:\/|https?:\/\/[^/]+\/?|\.\/?|\.\.\/?)(?:index\.\w+|[?#].*)?$/.test(href))
    return true;
  const words = `${heading.className} ${heading.id} ${heading.parentElement?.className} ${heading.parentElement?.id}`;
  return logoWords.test(words);
}

/** "Site: Title" and "Title - Site - Section" without the site, where its name is a part of its own. */
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

/** A heading that agrees with what is told: as a whole, as its beginning or end; the shorter of both is the headline. */
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
  return [...document.querySelectorAll(selector)].filter((heading) => clean(textOf(heading)) !== "");
}

/** Returns the headline; undefined for a page that has none and tells none. */
export function findTitle(
  document: PageDocument,
  { headline, og, others, site }: ToldTitles,
): string | undefined {
  const all = visibleHeadings(document, "h1");
  const logos = all.filter(isLogo);
  const sites = [site ?? "", ...logos.map(textOf)].filter(Boolean);
  const told = [headline, og, ...others, textOf(document.querySelector("title"))]
    .map((title) => withoutSite(clean(title), sites))
    .filter(Boolean);
  const headings = all.filter((heading) => !logos.includes(heading)).map((heading) => clean(textOf(heading)));
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

function isHeadline(heading: string): boolean {
  const long = countWords(heading) >= minWords && textKey(heading).length >= minLetters;
  return heading.length <= 250 && (long || (isDense(heading) && textKey(heading).length >= minDense));
}

/** Tells whether a heading is in a script without spaces between words, where fewer characters say as much. */
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
    .map((heading) => clean(textOf(heading)))
    .find((heading) => textKey(heading).length >= minLetters && textKey(page).includes(textKey(heading)));
}
