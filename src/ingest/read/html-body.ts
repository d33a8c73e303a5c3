// The article's paragraphs out of a page: prune what is plainly not article, let Readability find the body, walk it into blocks.
import { Readability } from "@mozilla/readability";
import type { PageDocument, PageElement, PageNode } from "./html-dom.js";
import { textOf } from "./html-dom.js";

/** Elements that hold no article wherever they stand. */
const neverArticle =
  "script, style, noscript, template, iframe, object, embed, svg, button, select, input, textarea, dialog, nav, [role=navigation], [role=dialog], [role=alertdialog], [aria-modal=true], [hidden]";

/** Class and id words of boxes that a page puts beside and inside its articles. */
const boxWords =
  /(?:^|[\s_-])(?:cookies?|consent|gdpr|onetrust|newsletters?|sign-?up|subscribe|subscription|paywall|share|sharing|share-?bar|social|socials|related|recommend(?:ed|ations?)?|read-?more|read-?next|more-?stories|most-?(?:read|popular)|trending|promo|advert(?:isement)?s?|ad-slot|outbrain|taboola|comments?|disqus|breadcrumbs?|author-?bio|tags?-?list|skip-?link|screen-reader-text|sr-only|visually-?hidden)(?:$|[\s_-])/i;

/** A box may hold this part of the page's text; one that holds more wraps the article. */
const maxBoxShare = 0.3;

function prune(document: PageDocument): void {
  for (const element of [...document.querySelectorAll(neverArticle)]) element.remove();
  const whole = textOf(document.body).length;
  for (const element of [
    ...document.querySelectorAll("div, section, aside, ul, ol, p, span, footer, form, a"),
  ]) {
    const words = `${element.className} ${element.id}`.replace(/([a-z])([A-Z])/g, "$1-$2");
    if (!boxWords.test(words) || element.querySelector("article, main, h1")) continue;
    if (textOf(element).length <= whole * maxBoxShare) element.remove();
  }
}

const blockTags = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIELDSET FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL".split(
    " ",
  ),
);
const droppedTags = new Set(
  "FIGCAPTION SCRIPT STYLE NOSCRIPT BUTTON SELECT SVG IFRAME TEMPLATE VIDEO AUDIO CAPTION".split(" "),
);

/** Walks a tree into paragraphs: block elements and double line breaks end one; cells of a row share one. */
export function toBlocks(root: PageNode): string[] {
  const blocks: string[] = [];
  let line = "";
  const flush = () => {
    if (line.trim() !== "") blocks.push(line.trim());
    line = "";
  };
  const visit = (node: PageNode): void => {
    if (node.nodeType === 3) line += (node.textContent ?? "").replace(/\s+/g, " ");
    if (node.nodeType !== 1 && node.nodeType !== 9 && node.nodeType !== 11) return;
    const name = node.nodeName.toUpperCase();
    if (droppedTags.has(name)) return;
    if (name === "BR") {
      if (line.endsWith("\n")) flush();
      else line = `${line.trimEnd()}\n`;
      return;
    }
    const isBlock = blockTags.has(name);
    if (isBlock) flush();
    for (const child of node.childNodes) visit(child);
    if (isBlock) flush();
    if (name === "TD" || name === "TH") line += " ";
  };
  visit(root);
  flush();
  return blocks;
}

/**
 * Returns the paragraphs of the article, furniture inside the body still among them; an empty list where no body is found.
 * Changes the document. Without `pruned`, boxes are left to Readability: for pages whose article is built of them.
 */
export function findBody(document: PageDocument, pruned = true): string[] {
  if (pruned) prune(document);
  const reader = new Readability<PageElement>(document as never, {
    serializer: (node) => node as never,
    disableJSONLD: true,
  });
  const content = reader.parse()?.content;
  return content ? toBlocks(content) : [];
}
