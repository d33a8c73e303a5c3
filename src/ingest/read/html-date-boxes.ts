// Dates that no line of their own tells: boxes with day, month and year marked one by one, and the sentence that signs a post.
import { datesInLine } from "../dates.js";
import { parseDate } from "../dates-parse.js";
import type { FoundDate } from "../draft.js";
import { isDateBox } from "./html-boxes.js";
import type { Block, Box, BoxTree } from "./html-tree.js";

/** The weight of a date by its place; 0 where that is not the article's. */
export type Weigh = (block: Block) => number;

/** Longest text of a box named as a date, and how far above its parts it stands. */
const maxBox = 40;
const maxAbove = 3;

function boxAround({ box }: Block): Box | null {
  let at: Box | null = box;
  for (let above = 0; at !== null && above < maxAbove; above += 1) {
    if (isDateBox(at.words)) return at.chars <= maxBox ? at : null;
    at = at.parent;
  }
  return null;
}

/** Returns the dates of boxes named as such whose parts stand in paragraphs of their own: "03", "Mar", "2025". */
export function partedDates({ blocks }: BoxTree, weigh: Weigh, language: string): FoundDate[] {
  const parts = new Map<Box, Block[]>();
  for (const block of blocks) {
    const box = block.text.length > maxBox ? null : boxAround(block);
    if (box !== null) parts.set(box, [...(parts.get(box) ?? []), block]);
  }
  return [...parts.values()].flatMap((group) => {
    const [first] = group;
    const weight = first === undefined || group.length < 2 ? 0 : weigh(first);
    const line = group.map(({ text }) => text).join(" ");
    return weight === 0 ? [] : datesInLine(line, language).map((date) => ({ ...date, weight }));
  });
}

/** How content systems sign a post, in the words of their translations. */
const signature =
  /^(?:this (?:entry|post|article|story) was (?:first |originally )?(?:posted|published|written)|posted (?:in|on|by)\b|dieser (?:beitrag|artikel|eintrag) wurde|(?:ce contenu|cet article|ce billet) a été publié|cette entrée a été publiée|esta entrada (?:fue|ha sido) publicada|esta entrada se publicó|(?:questo articolo|questo post) è stato pubblicato|questa voce è stata pubblicata|est[ea] (?:entrada|artigo|post) foi publicad[oa]|dit bericht (?:is|werd) geplaatst|(?:det här|detta) inlägg(?:et)? (?:postades|publicerades)|dette indlæg blev udgivet|dette innlegget ble (?:publisert|skrevet|lagt)|(?:tämä )?(?:artikkeli|kirjoitus) julkaistiin|ten wpis (?:został opublikowany|umieszczono)|(?:эта )?запись (?:была )?(?:опубликована|размещена)|(?:tento )?příspěvek byl publikován)/iu;
/** Characters within which such a sentence names its day; categories may come before it. */
const maxSignature = 240;

/** Returns the dates of sentences that sign a post at the end of its text. */
export function signedDates({ blocks }: BoxTree, weigh: Weigh, language: string): FoundDate[] {
  return blocks.flatMap((block): FoundDate[] => {
    if (!signature.test(block.text)) return [];
    const text = block.text.slice(0, maxSignature);
    const date = parseDate(text, language);
    const weight = weigh(block);
    if (weight === 0 || "refused" in date) return [];
    return [{ field: "publishedAt", from: "text", raw: text.slice(date.start, date.end), weight }];
  });
}

/** Letters of a link from which on it is a headline, how near to a date it stands, and the size of the card that holds both. */
const minHeadline = 25;
const maxBlocksAway = 2;
const maxCard = 600;

/** Tells whether a date stands in the card of another article: beside a headline that is a link. */
export function isInCard({ blocks }: BoxTree, box: Box, at: number): boolean {
  const near = blocks.slice(Math.max(0, at - maxBlocksAway), at + maxBlocksAway + 1);
  const isHeadline = (block: Block) =>
    block.linkChars >= minHeadline &&
    (block.at === at || (block.linkChars >= 0.8 * block.text.length && !/\p{Nd}{4}/u.test(block.text)));
  const headlines = near.filter(isHeadline);
  let card: Box | null = box;
  for (let above = 0; card !== null && above < maxAbove; above += 1) {
    if (card.holdsMain || card.chars > maxCard) return false;
    if (headlines.some((headline) => isInside(headline.box, card))) return true;
    card = card.parent;
  }
  return false;
}

function isInside(box: Box, outer: Box | null): boolean {
  for (let at: Box | null = box; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}
