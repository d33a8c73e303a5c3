// Finds what a text says of its own changes: corrections, clarifications, updates. Compares no revisions.

/** What a text announces; `text` is the sentence or line as it stands. */
export interface Announcement {
  readonly kind: "correction" | "update";
  readonly text: string;
}

const PIECE = `(?:article|story|report|post|piece|headline|column|item|page|version|dispatch)`;
const CHANGED = `(?:amended|corrected|clarified|edited|revised|changed)`;
/** At the start of a line or a sentence; a mark must follow, so that "Corrections officers" are none. */
const CORRECTION = [
  /^\W{0,3}(?:correction|corrections|corrected|clarification|erratum)\b(?: (?:and|&) (?:correction|clarification)s?)?(?:,? [^:.–—-]{1,40})?\s?[:–—-]/i,
  /^\W{0,3}\((?:corrects?|corrected|clarifies|fixes|removes)\b/i,
  new RegExp(
    String.raw`\b(?:this|the) ${PIECE} (?:was|has been|have been) (?:since )?(?:\w+ly )?${CHANGED}\b`,
    "i",
  ),
  new RegExp(
    String.raw`\b(?:an?|the) (?:earlier|previous|original|initial|prior|first) ${PIECE}(?: of this ${PIECE})?\b.{0,60}\b(?:said|stated|misstated|gave|incorrect(?:ly)?|wrong(?:ly)?|mistaken(?:ly)?|error|misspelled|misidentified|referred|reported|contained|named|described)\b`,
    "i",
  ),
  /\bwe (?:have corrected|are happy to correct|apologi[sz]e for the error)\b/i,
];
const UPDATE = [
  /^\W{0,3}updated?(?: (?:at|on|as of)\b[^.:]{0,50})?(?:\s?[:–—-]|\s+\d{1,2}[:.]\d{2}\b)/i,
  /^\W{0,3}\((?:updates?|adds?|recasts|rewrites|new throughout)\b[^)]*\)/i,
  new RegExp(
    String.raw`\b(?:this|the) ${PIECE} (?:was|has been|is being|will be) (?:last |since )?updated\b`,
    "i",
  ),
  /^\W{0,3}(?:this is a )?(?:developing|breaking) (?:story|news)\b.{0,60}\b(?:updat|check back|more to follow)/i,
];
/** A longer line is an article's own prose. */
const MAX_LENGTH = 600;

/** Lists what a text announces of itself, in order; quotations of others are not told apart. */
export function announcedChanges(text: string): Announcement[] {
  return text.split(/\n+|(?<=[.!?)])\s+(?=[\p{Lu}(*[])/u).flatMap((line): Announcement[] => {
    const trimmed = line.trim();
    if (trimmed.length > MAX_LENGTH) return [];
    if (CORRECTION.some((pattern) => pattern.test(trimmed))) return [{ kind: "correction", text: trimmed }];
    return UPDATE.some((pattern) => pattern.test(trimmed)) ? [{ kind: "update", text: trimmed }] : [];
  });
}

/** Tells whether a text says that it was corrected. */
export function announcesCorrection(text: string): boolean {
  return announcedChanges(text).some(({ kind }) => kind === "correction");
}
