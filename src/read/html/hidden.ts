// Tells what a page hides from its readers: by attribute, by style, by its own style sheets, or by the usual class names.

import type { PageDocument, PageElement } from "./dom.js";
import { classOf, textOf } from "./dom.js";

/**
 * Removes what readers do not see: tooltips, words for screen readers alone, closed menus. A box that holds the headline or the main part
 * stays, since a script will show it. Metadata is to be read before, because it may be inside.
 */
export function removeHidden(document: PageDocument): void {
  const { body } = document;
  if (body === null) return;
  const elements = [...document.querySelectorAll("*")];
  const sheet = readSheets(document, elements);
  const inBody = elements.slice(elements.indexOf(body) + 1);
  const hidden = inBody.filter((element) => isHidden(element, sheet) && !isFrame(element));
  for (const element of hidden) element.remove();
}

/** Returns whether a script must show this sooner or later: nobody would see the article. */
function isFrame(element: PageElement): boolean {
  return (
    element.querySelector("h1, main, [itemprop=articleBody]") !== null &&
    textOf(element).length > minFrameText
  );
}
/** A hidden menu with the site's name as its headline has less. */
const minFrameText = 1000;

/** Names by which style sheets that are not at hand hide words. */
const hiddenWords =
  /(?:^|[\s_-])(?:sr-?only|(?:visually|accessibly)[-_]?hidden|hidden[-_]?visually|visually[-_]?hide|hide[-_]?visually|screen-?reader(?:s|-?text|-?only)?|readers?-?only|assistive(?:-?text)?|off-?screen|element-invisible|a11y-?(?:hidden|only|text)|tool-?tip-?(?:text|content|body|inner|bubble|box|popup)|tooltiptext)(?:$|[\s_-])|(?:^|\s)vh(?:\s|$)/;

function isHidden(element: PageElement, sheet: Sheet): boolean {
  if (element.hasAttribute("hidden") || element.getAttribute("role") === "tooltip") return true;
  if (isNamedHidden(classOf(element)) || isInClosedDetails(element)) return true;
  const own = element.getAttribute("style");
  const rules = sheet.size === 0 ? [] : rulesFor(element, sheet, own !== null);
  return (own !== null || rules.length > 0) && hides(cascade(rules, declarationsOf(own ?? "")), element);
}

function isNamedHidden(className: string): boolean {
  return className !== "" && hiddenWords.test(tokens(className));
}

/** Class names as words; "postLinkOffscreen" reads "post-link-offscreen". */
function tokens(className: string): string {
  return className
    .replace(/([a-z])([A-Z])/g, "$1-$2")
    .replace(/_{2,}/g, "-")
    .toLowerCase();
}

function isInClosedDetails({ parentElement: parent, tagName }: PageElement): boolean {
  return parent?.tagName === "DETAILS" && !parent.hasAttribute("open") && tagName !== "SUMMARY";
}

/** Properties that may hide, with their values in lower case. */
type Style = ReadonlyMap<string, { readonly value: string; readonly isImportant: boolean }>;

const hidingProperties = new Set(
  "display visibility position clip clip-path left top right text-indent width height max-height overflow font-size".split(
    " ",
  ),
);

function declarationsOf(source: string): Style {
  const style = new Map<string, { value: string; isImportant: boolean }>();
  if (source === "") return style;
  for (const declaration of source.split(";")) {
    const colon = declaration.indexOf(":");
    const name = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (!hidingProperties.has(name)) continue;
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    style.set(name, {
      value: value.replace(/\s*!important$/, ""),
      isImportant: value.endsWith("!important"),
    });
  }
  return style;
}

/** Returns whether a style leaves nothing of an element to be seen. */
function hides(style: ReadonlyMap<string, string>, element: PageElement): boolean {
  const value = (name: string) => style.get(name) ?? "";
  if (value("display") === "none" || /^(?:hidden|collapse)$/.test(value("visibility"))) return true;
  if (value("text-indent").startsWith("-") && isFar(value("text-indent"))) return true;
  if (isZero(value("font-size")) && element.firstElementChild === null) return true;
  const cut = /^(?:hidden|clip)$/.test(value("overflow"));
  if (cut && (isZero(value("height")) || isZero(value("max-height")))) return true;
  if (!/^(?:absolute|fixed)$/.test(value("position"))) return false;
  const isPoint = cut && isTiny(value("width")) && isTiny(value("height"));
  const isAway = ["left", "top", "right"].some((name) => value(name).startsWith("-") && isFar(value(name)));
  return isPoint || isAway || clipsAll(value("clip"), value("clip-path"));
}

const isZero = (length: string): boolean => /^0+(?:\.0+)?(?:px|em|rem|%)?$/.test(length);
const isTiny = (length: string): boolean => isZero(length) || /^1px$/.test(length);
/** Beyond the edge of any screen. */
const isFar = (length: string): boolean => /^-\d{3,}(?:\.\d+)?(?:em|rem|vw|vh|%)|^-\d{4,}/.test(length);

function clipsAll(clip: string, path: string): boolean {
  const sides = /^rect\(([^)]*)\)/
    .exec(clip)?.[1]
    ?.split(/[\s,]+/)
    .filter(Boolean);
  if (sides !== undefined && sides.length === 4 && sides.every(isTiny)) return true;
  return /^inset\((?:50|100)%/.test(path) || /^circle\(0/.test(path);
}

interface Rule {
  readonly selector: string;
  readonly style: Style;
  /** True if the selector is the id, class or tag alone under which the sheet has it. */
  readonly isKey: boolean;
  /** Ids, classes and tags as one number, then the place in the document. */
  readonly specificity: number;
  readonly order: number;
}

/** What the page's own style sheets say about a kind of element. */
interface Rules {
  readonly all: Rule[];
  readonly hiding: Rule[];
}

/** Rules by the id, class, tag or attribute of the element they are about; empty if none of them may hide anything. */
type Sheet = ReadonlyMap<string, Rules>;

/** Returns the tags, ids and classes that a page has, as selectors. */
function namesOf(elements: readonly PageElement[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const element of elements) {
    names.add(element.tagName.toLowerCase());
    const id = element.getAttribute("id");
    if (id) names.add(`#${id}`);
    for (const name of classesOf(element)) names.add(`.${name}`);
  }
  return names;
}

const classesOf = (element: PageElement): string[] => {
  const className = classOf(element);
  return className === "" ? [] : className.split(/\s+/).filter(Boolean);
};

/** The style of an element that decides whether it is seen, by the rules of cascading. */
function cascade(rules: readonly Rule[], own: Style): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const ordered = rules.toSorted(
    (one, other) => one.specificity - other.specificity || one.order - other.order,
  );
  const layers = [...ordered.map(({ style }) => style), own];
  for (const important of [false, true]) {
    for (const layer of layers)
      for (const [name, { value, isImportant }] of layer)
        if (isImportant === important) values.set(name, value);
  }
  return values;
}

/** Lists the rules that hold for an element; none if they cannot hide it, unless its own style may do so with them. */
function rulesFor(element: PageElement, sheet: Sheet, hasOwnStyle: boolean): Rule[] {
  const found = keysOf(element).flatMap((key) => sheet.get(key) ?? []);
  // Matching compiles a selector anew for every element, so it comes last, and only where it decides.
  const isAbout = ({ selector, isKey }: Rule) => isKey || matches(element, selector);
  const hiding = found.flatMap((rules) => rules.hiding);
  if (hiding.length === 0 || (!hasOwnStyle && !hiding.some(isAbout))) return [];
  return found.flatMap(({ all }) => all).filter(isAbout);
}

/** The keys of a sheet under which rules for an element may be. */
function keysOf(element: PageElement): string[] {
  const id = element.getAttribute("id");
  const classes = classesOf(element).map((name) => `.${name}`);
  const attributes = attributesOf(element).map((name) => `[${name}]`);
  return [...(id ? [`#${id}`] : []), ...classes, element.tagName.toLowerCase(), ...attributes, "*"];
}

const mayHide = (style: Style): boolean =>
  ["display", "visibility", "position", "text-indent", "height", "max-height", "font-size"].some((name) => {
    const value = style.get(name)?.value;
    return value !== undefined && /^(?:none|hidden|collapse|absolute|fixed|-.*|0\D*)$/.test(value);
  });

/** More of an element than other readers of pages need. */
interface Matching {
  matches(selector: string): boolean;
  getAttributeNames(): string[];
}
const matches = (element: PageElement, selector: string): boolean =>
  (element as unknown as Matching).matches(selector);
const attributesOf = (element: PageElement): string[] => (element as unknown as Matching).getAttributeNames();

/** More of a page's style than this is not read: the longest style sheets inside pages have half a million characters. */
const maxStyle = 1_000_000;
/** Selectors of tags, ids, classes and attributes; those about a state of the page or of its program hold for nobody in particular. */
const simple =
  /^(?:(?:[a-z][\w-]*|\*|(?=[#.[:]))(?:[#.][a-z_-][\w-]*|\[[\w-]+(?:[~|^$*]?=(?:"[^"\]]*"|'[^'\]]*'|[\w-]+))?\]|:not\([.#][a-z_-][\w-]*\)|:(?:first|last|only)-child)*(?:\s*[>+~]\s*|\s+|$))+$/i;
const ofState = /no-?js|\.js(?![\w-])/i;

/** Reads the rules that can hold for any of the elements of a page. */
function readSheets(document: PageDocument, elements: readonly PageElement[]): Sheet {
  const source = [...document.querySelectorAll("style")]
    .filter((style) => appliesTo(style.getAttribute("media") ?? ""))
    .map(({ textContent }) => textContent ?? "")
    .join("\n")
    .slice(0, maxStyle);
  const sheet = new Map<string, Rules>();
  const names = source === "" ? new Set<string>() : namesOf(elements);
  for (const [order, { prelude, body }] of rulesOf(source).entries()) {
    const style = declarationsOf(body);
    if (style.size === 0) continue;
    const isHiding = mayHide(style);
    for (const part of prelude.split(/,(?![^(]*\))/)) {
      const selector = part.trim();
      const key = keyOf(selector);
      if (key === null || !simple.test(selector) || ofState.test(selector)) continue;
      if (!wantedNames(selector).every((name) => names.has(name))) continue;
      const isKey = selector === key;
      const rule = { selector, style, isKey, specificity: specificityOf(selector), order };
      const rules = sheet.get(key) ?? { all: [], hiding: [] };
      sheet.set(key, rules);
      rules.all.push(rule);
      if (isHiding) rules.hiding.push(rule);
    }
  }
  return [...sheet.values()].some(({ hiding }) => hiding.length > 0) ? sheet : new Map();
}

/** The tags, ids and classes without which a selector holds for nothing. */
function wantedNames(selector: string): string[] {
  const parts = selector.replace(/:[\w-]+(?:\([^)]*\))?|\[[^\]]*\]/g, "").match(/[#.]?[\w-]+/g) ?? [];
  return parts.map((part) => (/^[#.]/.test(part) ? part : part.toLowerCase()));
}

/** The id, else a class, tag or attribute, of what a selector is about; null for what is no selector. */
function keyOf(selector: string): string | null {
  const whole = selector.replace(/:not\([^)]*\)/g, "").replace(/\[([\w-]+)[^\]]*\]/g, "[$1]");
  const last = /[^\s>+~]+$/.exec(whole)?.[0] ?? "*";
  const name = /#[\w-]+/.exec(last)?.[0] ?? /\.[\w-]+/.exec(last)?.[0];
  if (name !== undefined) return name;
  const tag = /^[a-z][\w-]*/i.exec(last)?.[0] ?? /\[[\w-]+\]/.exec(last)?.[0];
  return tag?.toLowerCase() ?? (/^(?:\*|:)/.test(last) ? "*" : null);
}

function specificityOf(selector: string): number {
  const count = (pattern: RegExp) => selector.match(pattern)?.length ?? 0;
  const tags = count(/(?:^|[\s>+~])[a-z]/gi);
  return count(/#[\w-]/g) * 10_000 + count(/\.[\w-]|\[|:(?!not)/g) * 100 + tags;
}

/** The rules of a style sheet that hold for a wide screen, in order, comments left out. */
function rulesOf(source: string): { prelude: string; body: string }[] {
  const css = source
    .replace(/\/\*[\s\S]*?\*\/|<!--|-->/g, "")
    .replace(/content\s*:\s*(?:"[^"\n]*"|'[^'\n]*')/gi, "");
  const rules: { prelude: string; body: string }[] = [];
  const open: { readonly prelude: string; readonly applies: boolean }[] = [];
  let from = 0;
  for (const { 0: brace, index } of css.matchAll(/[{}]/g)) {
    const text = css.slice(from, index);
    from = index + 1;
    if (brace === "{") {
      const prelude = text.slice(text.lastIndexOf(";") + 1).trim();
      const applies = open.at(-1)?.applies !== false && (!prelude.startsWith("@") || holds(prelude));
      open.push({ prelude, applies });
      continue;
    }
    const rule = open.pop();
    if (rule?.applies && !rule.prelude.startsWith("@")) rules.push({ prelude: rule.prelude, body: text });
  }
  return rules;
}

function holds(prelude: string): boolean {
  if (/^@(?:layer|supports(?!\s+not))\b/i.test(prelude)) return true;
  return /^@media\b/i.test(prelude) && appliesTo(prelude.slice(6));
}

/** CSS pixels of a common screen, and those of an em. */
const screenWidth = 1280;
const em = 16;

/** Returns whether a media query holds for a wide screen. */
function appliesTo(query: string): boolean {
  if (query.trim() === "") return true;
  return query.split(",").some((part) => {
    if (/\b(?:print|speech|not|prefers-|hover|pointer|orientation|resolution|ratio|height)/i.test(part))
      return false;
    return [...part.matchAll(/\b(min|max)-(?:device-)?width\s*:\s*(\d+(?:\.\d+)?)(px|r?em)/gi)].every(
      ([, edge, length, unit]) => {
        const width = Number(length) * (unit === "px" ? 1 : em);
        return edge === "min" ? width <= screenWidth : width >= screenWidth;
      },
    );
  });
}
