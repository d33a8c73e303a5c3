// Finds the article's paragraphs in a page: its own choice of the box, and Readability's as a second opinion if the page does not name its body.

import { Readability } from "@mozilla/readability";
import { bylineName } from "../attribution.js";
import { datesInLine, isLabelledDate } from "../dates/judge-dates.js";
import { isListHeading } from "../furniture.js";
import { countWords, textKey } from "../normalize-characters.js";
import {
  type Block,
  type Box,
  type BoxTree,
  buildTree,
  headerWords,
  isArticleBody,
  isInside,
} from "./blocks.js";
import type { PageDocument, PageElement, PageNode } from "./dom.js";
import { dropInsets } from "./insets.js";

export interface FoundBody {
  /** Blocks of the article, in order, furniture inside the body still among them; empty if no body is found. */
  readonly blocks: readonly Block[];
  /** True if the page itself names the box that they are in. */
  readonly named: boolean;
}

/** Finds the article's blocks. Changes the document. */
export function findBody(document: PageDocument, tree: BoxTree): FoundBody {
  markFurniture(tree);
  const container = findContainer(tree);
  if (container !== null) dropInsets(container.box, tree.blocks);
  const own = container === null ? [] : untilNext(blocksIn(container.box, tree.blocks), container.named);
  const blocks = isSure(container) ? own : vote(tree, own, readable(document, tree.root));
  return { blocks: untilCard(untilComments(blocks), tree.blocks), named: container?.named === true };
}

/** A body that its page names and that has this many characters needs no second opinion. */
const sureWeight = 600;

function isSure(container: Container | null): boolean {
  return container?.named === true && container.weight >= sureWeight;
}

/** Characters of prose after which a headline or the heading of a list begins something else. */
const minProse = 300;

/** A box that its page does not name may go on after the article: with a second headline, or with a list of other articles. */
function untilNext(blocks: readonly Block[], named: boolean): readonly Block[] {
  const headlines = blocks.filter(({ box }) => box.tag === "H1").length;
  let prose = 0;
  for (const [index, block] of blocks.entries()) {
    const next =
      (block.box.tag === "H1" && headlines <= 2) || (!named && isHeadingOfOthers(block, blocks[index + 1]));
    if (next && prose >= minProse) return blocks.slice(0, index);
    prose += Math.max(0, weigh(block));
  }
  return blocks;
}

/** Characters of prose before the card of another article. */
const minBeforeCard = 140;
/** The most that the card may have: a teaser, and more if it has a date or an author of its own. */
const [maxTeaser, maxCardProse] = [160, 300];
/** Lines in which these are looked for. */
const cardLines = 8;

/** Returns whether a heading is a link to another page; many lead to themselves. */
function isLinkedHeading({ box, text, linkChars }: Block): boolean {
  if (!/^H[1-6]$/.test(box.tag) || linkChars < 0.9 * text.length) return false;
  return box.element.querySelector('a[href^="#"]') === null;
}

const isCredited = ({ text }: Block): boolean => bylineName(text) !== null || datesInLine(text).length > 0;

const proseIn = (blocks: readonly Block[]): number =>
  blocks.reduce((prose, block) => prose + Math.max(0, weigh(block)), 0);

/**
 * Leaves out the card of the next article: a heading that is a link, among `all` blocks of the page, and a few lines after it. A page
 * with more such headings before it is a list of posts.
 */
function untilCard(blocks: readonly Block[], all: readonly Block[]): readonly Block[] {
  const index = blocks.findIndex((block, at) => {
    const after = (blocks[at - 1]?.at ?? block.at - 1) + 1;
    if (!all.slice(after, block.at + 1).some(isLinkedHeading)) return false;
    const rest = blocks.slice(at);
    const isSigned = all.slice(after, after + cardLines).some(isCredited);
    const most = isSigned ? maxCardProse : maxTeaser;
    return proseIn(blocks.slice(0, at)) >= minBeforeCard && proseIn(rest) <= most;
  });
  if (index < 0) return blocks;
  const before = all.slice(blocks[0]?.at, blocks[index - 1]?.at);
  return before.filter(isLinkedHeading).length > 1 ? blocks : blocks.slice(0, index);
}

const comments =
  /^(?:\d+ (?:comments?|responses?|replies|thoughts)|(?:comments?|reader comments|leave a (?:reply|comment)|kommentare?|leserkommentare|commentaires?|comentarios?|commenti|comentários?|reacties|yorumlar|kommentarer)(?:\s?[(:]?\s?\d+\s?\)?)?)(?: (?:on|to|zu|sur) .*)?$/iu;

/** Leaves out what readers wrote, under a heading that says so. */
function untilComments(blocks: readonly Block[]): readonly Block[] {
  const index = blocks.findIndex(
    ({ box, text }, at) =>
      /^H[1-6]$/.test(box.tag) && comments.test(text) && proseIn(blocks.slice(0, at)) >= minBeforeCard,
  );
  return index < 0 ? blocks : blocks.slice(0, index);
}

/** Returns whether a heading leads to other articles: one that an article may have, too, is not right over its points or its prose. */
function isHeadingOfOthers(block: Block, next: Block | undefined): boolean {
  if (!/^H[1-6]$/.test(block.box.tag) || !isListHeading(block.text)) return false;
  if (next === undefined || next.at !== block.at + 1) return true;
  return !isPoint(next) && !(/^more \w+ /i.test(block.text) && next.linkChars === 0 && weigh(next) > 0);
}

/** Returns whether a block is an item of a list, or a row of a table, and says something of its own. */
export function isPoint({ box, text, linkChars }: Block): boolean {
  const item = [box, box.parent].find((one) => one !== null && /^(?:LI|TR|DD|DT)$/.test(one.tag));
  const list = item?.parent ?? null;
  if (list === null || linkChars > maxPointLinks * text.length || countWords(text) < minPointWords)
    return false;
  const isHeader = [list, list.parent].some(
    (one) => one !== null && ((one.kind !== null && one.kind !== "body") || headerWords.test(one.words)),
  );
  return list.children.length > 1 && !isHeader && !isLabelledDate(text) && bylineName(text) === null;
}
const maxPointLinks = 0.5;
const minPointWords = 2;

/** Own blocks, and those prose blocks that only Readability took. */
function vote(tree: BoxTree, own: readonly Block[], other: readonly string[]): readonly Block[] {
  const ownBlocks = new Set(own);
  const keys = new Set(other.map(textKey));
  const prose = (block: Block) =>
    own.length === 0 ? block.linkChars <= block.text.length / 2 : !block.box.dropped && weigh(block) > 0;
  return tree.blocks.filter(
    (block) => ownBlocks.has(block) || (prose(block) && keys.has(textKey(block.text))),
  );
}

/** Readability's paragraphs of the page without its furniture. */
function readable(document: PageDocument, root: Box): string[] {
  removeDropped(root);
  const reader = new Readability<PageElement>(document as never, {
    serializer: (node) => node as never,
    disableJSONLD: true,
  });
  const content = reader.parse()?.content;
  return content ? toBlocks(content) : [];
}

function removeDropped(box: Box): void {
  if (box.dropped) box.element.remove();
  else box.children.forEach(removeDropped);
}

/** Walks a tree into paragraphs: block elements and double line breaks end one; cells of a row share one. */
export function toBlocks(root: PageNode): string[] {
  return buildTree(root as PageElement).blocks.map(({ text }) => text);
}

interface Container {
  readonly box: Box;
  /** Characters of article in it. */
  readonly weight: number;
  /** True if its name says that it is the body. */
  readonly named: boolean;
}

/**
 * Returns the box that contains the article: what the boxes named as bodies share where they have their part of the page's text,
 * else the smallest that keeps most of the weight; null for a page without a paragraph.
 */
function findContainer({ root, blocks }: BoxTree): Container | null {
  const weights = weighBoxes(blocks);
  const proseOf = (box: Box) => weights.prose.get(box) ?? 0;
  if (proseOf(root) <= 0) return null;
  const best = descend(root, weights);
  const parts = namedBodies([...weights.prose.keys()], proseOf);
  const named = commonBox(parts);
  const partWeight = parts.reduce((sum, box) => sum + proseOf(box), 0);
  if (named !== null && partWeight >= 0.5 * proseOf(best) && partWeight >= 0.7 * proseOf(named)) {
    const box = parts.length > 1 ? named : descend(named, weights);
    return { box, weight: proseOf(box), named: true };
  }
  return { box: best, weight: proseOf(best), named: false };
}

const isPiece = (box: Box): boolean => box.tag === "P" || box.tag === "LI" || box.tag === "BLOCKQUOTE";

/** Follows the heaviest child from box to box and takes the one whose prose outweighs its links the most; the smallest of equals. */
function descend(from: Box, { prose, links }: BoxWeights): Box {
  const worth = (box: Box) => (prose.get(box) ?? 0) - linkPrice * (links.get(box) ?? 0);
  let best = from;
  let box: Box | null = from;
  while (box !== null && !isPiece(box)) {
    if (worth(box) >= worth(best)) best = box;
    box = box.children
      .filter((child) => !child.dropped)
      .reduce<Box | null>(
        (top, child) => (top === null || (prose.get(child) ?? 0) > (prose.get(top) ?? 0) ? child : top),
        null,
      );
  }
  return best;
}

function commonBox(boxes: readonly Box[]): Box | null {
  let [box = null] = boxes;
  while (box !== null && !boxes.every((one) => isInside(one, box as Box))) box = box.parent;
  return box;
}

const isNamedBody = (box: Box): boolean => box.kind === "body" || isArticleBody(box.element);
/** Boxes up from the heaviest part within which the others are; farther ones belong to other articles. */
const maxPartDistance = 8;
/** A part of a body that is spread over boxes has at least this part of the heaviest one's weight. */
const minPartShare = 0.05;

/** Boxes named as bodies that are not inside another one, weigh enough to be the article's parts, and are near the heaviest. */
function namedBodies(boxes: readonly Box[], weightOf: (box: Box) => number): Box[] {
  const named = new Set(boxes.filter((box) => !box.dropped && isNamedBody(box) && weightOf(box) > 0));
  const outer = [...named].filter((box) => !hasAncestorIn(box, named));
  const heaviest = outer.reduce<Box | null>(
    (top, box) => (top === null || weightOf(box) > weightOf(top) ? box : top),
    null,
  );
  if (heaviest === null) return [];
  const around = ancestorsOf(heaviest).slice(0, maxPartDistance);
  const farthest = around.at(-1) ?? heaviest;
  return outer.filter(
    (box) =>
      weightOf(box) >= minPartShare * weightOf(heaviest) &&
      isInside(box, farthest) &&
      (box === heaviest || !isCard(branchBeside(box, heaviest))),
  );
}

/** The largest box around one that does not contain the other. */
function branchBeside(box: Box, other: Box): Box {
  let branch = box;
  while (branch.parent !== null && !isInside(other, branch.parent)) branch = branch.parent;
  return branch;
}

/** Links in a box beside the article that say that it leads to other articles. */
const maxCardLinks = 0.25;
const isCard = ({ chars, linkChars }: Box): boolean => linkChars > maxCardLinks * chars;

function hasAncestorIn(box: Box, boxes: ReadonlySet<Box>): boolean {
  for (let at = box.parent; at !== null; at = at.parent) if (boxes.has(at)) return true;
  return false;
}

function ancestorsOf(box: Box): Box[] {
  const ancestors: Box[] = [];
  for (let at = box.parent; at !== null; at = at.parent) ancestors.push(at);
  return ancestors;
}

/** A link's character counts against a box as many of prose count for it. */
const linkPrice = 1;

/** Characters of article and of links in each box; a paragraph with links in it is article. */
interface BoxWeights {
  readonly prose: ReadonlyMap<Box, number>;
  readonly links: ReadonlyMap<Box, number>;
}

function weighBoxes(blocks: readonly Block[]): BoxWeights {
  const prose = new Map<Box, number>();
  const links = new Map<Box, number>();
  for (const block of blocks) {
    const weight = block.box.dropped ? 0 : weigh(block);
    if (weight === 0) continue;
    const sums = weight > 0 ? prose : links;
    for (let box: Box | null = block.box; box !== null; box = box.parent) {
      sums.set(box, (sums.get(box) ?? 0) + Math.abs(weight));
    }
  }
  return { prose, links };
}

/** Scripts without spaces between words, one character of which says as much as two of others. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{4}/u;

/** Characters of article that a block is worth: 0 or less for links, labels and crumbs of text. */
function weigh({ text, linkChars, box }: Block): number {
  const density = linkChars / text.length;
  if (density > 0.5) return -linkChars;
  if (isCookieNotice(text)) return 0;
  const own = (text.length - linkChars) * (dense.test(text.slice(0, 200)) ? 2 : 1);
  const sentence = sentenceEnd.test(text.slice(-6));
  if (own >= 80 || (sentence && own >= 30) || (box.tag === "P" && own >= 50)) return own;
  return 0;
}

/** Punctuation that ends a sentence in the scripts that have one. */
const sentenceEnd = /[.!?…。！？؟۔।։]["'”’»)\]]*$/u;
/** A box that contains more than this part of the page's text wraps the article, whatever its name. */
const maxFurnitureShare = 0.3;
const maxFooterShare = 0.5;

/** Marks furniture: boxes by name, and doubtful ones if they hold links rather than sentences. */
function markFurniture({ root, blocks }: BoxTree): void {
  const sentences = new Map<Box, number>();
  for (const block of blocks) {
    if (weigh(block) <= 0) continue;
    for (let box: Box | null = block.box; box !== null; box = box.parent) {
      sentences.set(box, (sentences.get(box) ?? 0) + weigh(block));
    }
  }
  const visit = (box: Box): void => {
    box.dropped = box.parent?.dropped === true || isFurnitureBox(box, root, sentences.get(box) ?? 0);
    box.children.forEach(visit);
  };
  visit(root);
}

function isFurnitureBox(box: Box, root: Box, sentences: number): boolean {
  if (box.holdsMain || box.kind === "body") return false;
  const share = box.chars / root.chars;
  if (box.tag === "FOOTER" && box.parent?.tag !== "BLOCKQUOTE") return share <= maxFooterShare;
  if (share > maxFurnitureShare) return false;
  if (box.kind === "furniture") return true;
  if (box.kind === "topic") return !isProseOfArticle(box, sentences);
  return (
    (box.kind === "doubtful" || box.tag === "ASIDE" || box.tag === "FORM") && sentences < 0.5 * box.chars
  );
}

/** Parts of a box of sentences that are no links; what people are to fill in, or choose, is no article. */
const minSentences = 0.6;
const maxLinks = 0.2;
const controls = "form, input, button, select, textarea, label, h1, h2, h3, h4, h5, h6";

/** Returns whether a box reads as a part of the article: sentences without controls, in the column of the headline or beside other sentences. */
function isProseOfArticle(box: Box, sentences: number): boolean {
  const { chars, linkChars, element, parent } = box;
  if (sentences < minSentences * chars || linkChars > maxLinks * chars) return false;
  if (element.querySelector(controls) !== null) return false;
  if (parent === null) return false;
  const isBesideProse = parent.children.some(({ kind, tag }) => kind === null && tag === "P");
  return parent.kind === "topic" || parent.holdsMain || isBesideProse;
}

/** A body with more links than this is a list of links, which are its text. */
const maxLinkedBody = 0.4;

/** The blocks inside a box that are not furniture, in order; what heads nothing at the end goes, too. */
function blocksIn(container: Box, blocks: readonly Block[]): Block[] {
  const linked = container.linkChars / container.chars;
  const inside = blocks.filter(
    (block) =>
      !block.box.dropped &&
      isInside(block.box, container) &&
      !(isCookieNotice(block.text) && container.kind !== "body") &&
      (linked > maxLinkedBody || !isLinkLine(block)),
  );
  return inside.slice(0, inside.findLastIndex((block) => !isHeadingOfNothing(block)) + 1);
}

/** A short line that is a link, or a label and a link: a pointer to another page. */
function isLinkLine({ text, linkChars, box }: Block): boolean {
  if (text.length >= 250) return false;
  if (linkChars >= 0.85 * text.length) return true;
  const label = /^[^:.!?]{2,30}[:|›»]\s?/u.exec(text)?.[0].length ?? 0;
  return label > 0 && box.tag === "P" && linkChars >= minPointer && linkChars >= 0.85 * (text.length - label);
}

/** Letters of a headline that a pointer names. */
const minPointer = 20;

function isHeadingOfNothing({ text, box }: Block): boolean {
  return /^H[2-6]$/.test(box.tag) || (text.length < 60 && /:$/.test(text));
}

/** A page's own words on cookies, in a paragraph that no article has. */
const cookieNotice =
  /\b(?:us(?:e|es|ing)|verwende\w*|nutz\w+|utili[sz]\w+|usa(?:mos)?|gebruik\w*|bruker|använder|käyt\w+)\b.{0,60}\bcookies?\b|\bcookies?\b.{0,60}\b(?:policy|settings|preferences|zulassen|akzeptieren|einstellungen|richtlinie\w*)/i;

const maxNotice = 700;

/** Returns whether a paragraph is the page's notice about cookies. */
export function isCookieNotice(text: string): boolean {
  return text.length <= maxNotice && /cookie/i.test(text) && cookieNotice.test(text);
}
