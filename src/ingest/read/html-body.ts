// The article's paragraphs out of a page: Dateline's own choice of the box, Readability's beside it where the page does not name its body.
import { Readability } from "@mozilla/readability";
import { isListHeading } from "../furniture.js";
import { textKey } from "../normalize-text.js";
import { blocksIn, type Container, findContainer, markFurniture, weigh } from "./html-container.js";
import type { PageDocument, PageElement, PageNode } from "./html-dom.js";
import { type Block, type Box, type BoxTree, buildTree } from "./html-tree.js";

/** A body that its page names and that has this many characters needs no second opinion. */
const sureWeight = 600;

/** Walks a tree into paragraphs: block elements and double line breaks end one; cells of a row share one. */
export function toBlocks(root: PageNode): string[] {
  return buildTree(root as PageElement).blocks.map(({ text }) => text);
}

export interface FoundBody {
  /** Blocks of the article, in order, furniture inside the body still among them; empty where no body is found. */
  readonly blocks: readonly Block[];
  /** True where the page itself names the box that they stand in. */
  readonly named: boolean;
}

/** Finds the article's blocks. Changes the document. */
export function findBody(document: PageDocument, tree: BoxTree): FoundBody {
  markFurniture(tree);
  const container = findContainer(tree);
  const own = container === null ? [] : untilNext(blocksIn(container.box, tree.blocks), container.named);
  const blocks = isSure(container) ? own : vote(tree, own, readable(document, tree.root));
  return { blocks, named: container?.named === true };
}

/** Characters of prose after which a headline or the heading of a list begins something else. */
const minProse = 300;

/** A box that its page does not name may go on after the article: with a second headline, or with a list of other articles. */
function untilNext(blocks: readonly Block[], named: boolean): readonly Block[] {
  const headlines = blocks.filter(({ box }) => box.tag === "H1").length;
  let prose = 0;
  for (const [index, block] of blocks.entries()) {
    const next = (block.box.tag === "H1" && headlines <= 2) || (!named && isHeadingOfOthers(block));
    if (next && prose >= minProse) return blocks.slice(0, index);
    prose += Math.max(0, weigh(block));
  }
  return blocks;
}

const isHeadingOfOthers = ({ box, text }: Block): boolean => /^H[1-6]$/.test(box.tag) && isListHeading(text);

function isSure(container: Container | null): boolean {
  return container?.named === true && container.weight >= sureWeight;
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
