// What a headless Chromium shows of a page: its text with and without what is hidden, letters only.
import type { Browser } from "playwright-core";

export interface PageTexts {
  /** What is to be seen. */
  readonly shown: string;
  /** The same without words that are hidden by a class whose style sheet is not in the page. */
  readonly styled: string;
  /** All text of the page, hidden text with it. */
  readonly all: string;
  /** The page as it was sent. */
  readonly source: string;
}

/** Loads a page without scripts and network, on a wide screen, and returns its texts as `letters` writes them. */
export async function shownBy(
  browser: Browser,
  html: string,
  letters: (text: string) => string,
): Promise<PageTexts> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 1280, height: 900 },
  });
  try {
    await context.route("**/*", (route) => route.abort());
    const page = await context.newPage();
    await page.setContent(`${html}${visible}`, { waitUntil: "domcontentloaded", timeout: 60_000 });
    const found = await page.evaluate<Omit<PageTexts, "source">>(readShown);
    const { shown, styled, all } = found;
    return { shown: letters(shown), styled: letters(styled), all: letters(all), source: letters(html) };
  } finally {
    await context.close();
  }
}

/** Some pages hide themselves until a script has run. */
const visible = "<style>html body { visibility: visible !important; display: block !important }</style>";

/** Runs in the page, so it is text: walks its text nodes and keeps those that have a place on the screen. */
const readShown = `(() => {
  const seen = new Map();
  const isCut = (style, box) => {
    const cuts = style.overflowX === "hidden" || style.overflowX === "clip";
    if (cuts && (box.width <= 1 || box.height <= 1)) return true;
    if (style.position !== "absolute" && style.position !== "fixed") return false;
    return /^rect\\((?:[01]px,? ?){4}\\)$/.test(style.clip) || /^inset\\((?:50|100)%/.test(style.clipPath);
  };
  const isShown = (element) => {
    if (element === null || element === document.documentElement) return true;
    const known = seen.get(element);
    if (known !== undefined) return known;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const result = style.display === "contents" || !isCut(style, box) ? isShown(element.parentElement) : false;
    seen.set(element, result);
    return result;
  };
  const hasPlace = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].some((box) => box.width > 0 && box.height > 0 && box.right + scrollX > 0 && box.bottom + scrollY > 0);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const usual = "[class*=sr-only i], [class*=visually i], [class*=screen-reader i], [class*=screenreader i], [class*=element-invisible i], [class*=offscreen i], [class*=off-screen i], [class*=tooltip i], [class*=assistive i]";
  const shown = [];
  const styled = [];
  const all = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent === null || /^(?:SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(parent.tagName)) continue;
    all.push(node.data);
    const isVisible = parent.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
    if (isVisible && hasPlace(node) && isShown(parent)) {
      shown.push(node.data);
      if (parent.closest(usual) === null) styled.push(node.data);
    }
  }
  return { shown: shown.join(""), styled: styled.join(""), all: all.join("") };
})()`;
