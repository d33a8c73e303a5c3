// Finds what a text says about its own changes: corrections, clarifications, updates.
import type { Announcement } from "../model/article.js";

const PIECE = "(?:article|story|report|post|piece|headline|column|item|page|version|dispatch)";
const CHANGED = "(?:amended|corrected|clarified|edited|revised|changed)";
const HAS_BEEN = "(?:was|has been|have been)(?: since)?(?: \\w+ly)?";
const EARLIER = "(?:earlier|previous|original|initial|prior|first)";
/** What an earlier version did; "had" or "showed" would be about something other than a text. */
const WRONG =
  "(?:said|stated|misstated|gave|incorrect(?:ly)?|wrong(?:ly)?|mistaken(?:ly)?|error|misspelled|misidentified|referred|reported|named|described)";
const MENDED = "(?:an earlier version|(?:\\w+ly )?(?:correct|fix|clarify|remove|reflect the correct))";
/** At the start of a line or a sentence; a mark must follow, so that "Corrections officers" does not match. */
const CORRECTION = [
  /^[^\w“"]{0,3}(?:correction|corrections|corrected|clarification|erratum)\b(?: (?:and|&) (?:correction|clarification)s?)?(?:,? [^:.–—-]{1,40})?\s?[:–—-]/i,
  /^\W{0,3}\((?:corrects?|corrected|clarifies|fixes|removes)\b/i,
  new RegExp(String.raw`\bthis ${PIECE} ${HAS_BEEN} ${CHANGED}\b`, "i"),
  new RegExp(String.raw`\bthe (?:article|story|headline) ${HAS_BEEN} (?:amended|corrected)\b`, "i"),
  new RegExp(String.raw`\b${EARLIER} \w+ of (?:this|the|our) ${PIECE}\b.{0,60}\b${WRONG}\b`, "i"),
  new RegExp(String.raw`\b(?:this|the) ${PIECE} ${HAS_BEEN} updated (?:to|because) ${MENDED}\b`, "i"),
  /^[^\w“"]{0,3}(?:korrektur|berichtigung|korrigierte fassung|correctif|rectificatif|corrección|rectificación|correzione)(?!\p{L})[^:.]{0,30}[:–—-]/iu,
  /\bwe (?:have corrected|are happy to correct|apologi[sz]e for the error)\b/i,
];
const UPDATE = [
  /^[^\w“"]{0,3}updated?(?: (?:at|on|as of)\b[^:]{0,50})?(?:\s?[:–—-]|\s+\d{1,2}[:.]\d{2}\b)/i,
  /^[^\w“"]{0,3}(?:aktualisiert|aktualisierung|mise? à jour|actualización|actualizado|aggiornamento)(?!\p{L})[^:]{0,30}[:–—-]/iu,
  /^update \d{1,2}\s?[-–—]/i,
  /^\W{0,3}\((?:updates?|adds?|recasts|rewrites|new throughout)\b[^)]*\)/i,
  new RegExp(String.raw`\bthis ${PIECE} (?:${HAS_BEEN}|is being|will be) (?:last )?updated\b`, "i"),
  new RegExp(String.raw`\bthe (?:article|story) ${HAS_BEEN} updated\b`, "i"),
  /^\W{0,3}(?:this is a )?(?:developing|breaking) (?:story|news)\b.{0,60}\b(?:updat|check back|more to follow)/i,
];
/** No pattern above matches without one of these, so most texts need only one test. */
const HINT =
  /correc|korr|berichtig|rectific|correz|aktualis|à jour|actualiz|aggiorn|clarif|erratum|amend|edited|revised|changed|apologi|updat|\((?:adds?|fixes|removes|recasts|rewrites|new through)|developing|breaking|(?:earlier|previous|original|initial|prior|first) \w+ of/i;
/** A longer line is ordinary prose, in UTF-16 code units. */
const MAX_LENGTH = 600;

/** Lists what a text announces about itself, in order. Quotations of other texts count, too. */
export function announcedChanges(text: string): Announcement[] {
  if (!HINT.test(text)) return [];
  return text.split(/\n+|(?<=[.!?)])\s+(?=[\p{Lu}(*[])/u).flatMap((line): Announcement[] => {
    const trimmed = line.trim();
    if (trimmed.length > MAX_LENGTH || !HINT.test(trimmed)) return [];
    if (CORRECTION.some((pattern) => pattern.test(trimmed))) return [{ kind: "correction", text: trimmed }];
    return UPDATE.some((pattern) => pattern.test(trimmed)) ? [{ kind: "update", text: trimmed }] : [];
  });
}

/** Returns the text without its announcements, and whether one of them is a correction. */
export function withoutAnnouncements(text: string): { readonly rest: string; readonly corrects: boolean } {
  const announced = announcedChanges(text);
  return {
    rest: announced.reduce((rest, announcement) => rest.replace(announcement.text, () => ""), text),
    corrects: announced.some(({ kind }) => kind === "correction"),
  };
}
