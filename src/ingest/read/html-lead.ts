// The paragraph between headline and body that many pages set apart: it is text of the article, not only a deck.
import { bylineName } from "../attribution.js";
import { datesInLine } from "../dates.js";
import { isBodySentence, isCredit, isFurniture } from "../furniture.js";
import { textKey } from "../normalize-text.js";
import type { Place } from "./html-dates.js";
import type { Block, Box, BoxTree } from "./html-tree.js";

const leadWords =
  /(?:^|[\s_-])(?:standfirst|deck|dek|lead|lede|intro|introduction|excerpt|sub-?title|sub-?head(?:line|ing)?|strapline|teaser-?text|vorspann|anrei(?:ss|ß)er|summary|abstract|bajada|sumario|entradilla|chap[oô]|chapeau|short-?info|description|preamble|ingress|manchet|zajawka|sommario|linha-?fina|spot)(?:$|[\s_-])/;

/** Shortest lead that is text; shorter ones are a deck. Longest: two paragraphs. */
const minLead = 80;
const maxLead = 800;
/** Blocks after the headline within which a whole sentence in a paragraph is a lead without any name. */
const nextToHeadline = 4;
/** Characters by which a lead is known as the description that the page gives to machines. */
const describedLength = 40;

function isNamedLead(box: Box): boolean {
  for (let at: Box | null = box, up = 0; at !== null && up < 3; at = at.parent, up += 1) {
    if (leadWords.test(at.words)) return true;
  }
  return false;
}

function isDescribed(text: string, description: string | undefined): boolean {
  const [key, told] = [textKey(text), textKey(description ?? "")];
  return told.length >= describedLength && key.slice(0, describedLength) === told.slice(0, describedLength);
}

/** Returns the leads that stand before the body, in order; most pages have none or one. */
export function findLead(
  tree: BoxTree,
  { headline, first }: Place,
  description: string | undefined,
): Block[] {
  if (headline < 0 || first <= headline) return [];
  return tree.blocks.slice(headline + 1, first).filter((block) => {
    const { text, box, at, linkChars } = block;
    if (text.length < minLead || text.length > maxLead || linkChars > text.length * 0.3) return false;
    if (isFurniture(text) || isCredit(text) || bylineName(text) !== null || datesInLine(text).length > 0)
      return false;
    if (isDescribed(text, description)) return true;
    if (box.dropped && box.kind !== "doubtful") return false;
    const prose = /^(?:P|H2|H3)$/.test(box.tag) && isBodySentence(text) && at <= headline + nextToHeadline;
    return isNamedLead(box) || (prose && !box.dropped);
  });
}
