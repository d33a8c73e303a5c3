// Pages of wikis, told by their engine: they are edited, never published. Finds when the last edit was.
import { parseDate } from "../dates-parse.js";
import type { FoundDate } from "../draft.js";
import { textOf } from "./html-dom.js";
import type { LinkedData } from "./html-json-ld.js";
import type { PageParts } from "./html-parts.js";

/** Engines that name themselves. */
const engines = /\b(?:mediawiki|dokuwiki|twiki|foswiki|xwiki|pmwiki|moinmoin|tiki wiki|wikidot)\b/i;
/** The line of the last edit, as MediaWiki, Wikidot and DokuWiki mark it. */
const lastEdit = "#footer-info-lastmod, #lastmod, #page-info, .docInfo";
const revisionLine = /^page revision: \d+, last edited:/i;
const maxLine = 140;

/** Returns the last edit of a wiki's page as updates, strongest first, an empty list where none is told; null for other pages. */
export function wikiEdits({ document, meta }: Pick<PageParts, "document" | "meta">): FoundDate[] | null {
  const line = textOf(document.querySelector(lastEdit));
  const isWiki =
    engines.test(meta.get("generator") ?? "") ||
    document.querySelector("body.mediawiki, #footer-info-lastmod, .dokuwiki") !== null ||
    revisionLine.test(line);
  if (!isWiki) return null;
  const said = line.length > 0 && line.length <= maxLine;
  return said ? [{ field: "updatedAt", from: "text", raw: line, weight: editWeight }] : [];
}
/** More than a line in the frame of the page, less than what its data say. */
const editWeight = 2;

/** A page that goes on being edited for longer is not the text that was first put there. */
const maxEditing = 31 * 24 * 60 * 60 * 1000; // a month: what is news is left alone by then

/** Tells whether a wiki's page was made long before its last edit, so that its making is no publication of the text as it stands. */
export function isMadeLongBefore({ published, modified }: LinkedData): boolean {
  const [made, edited] = [published, modified].map((raw) => parseDate(raw ?? ""));
  if (made === undefined || edited === undefined || !("value" in made && "value" in edited)) return false;
  return Date.parse(edited.value) - Date.parse(made.value) > maxEditing;
}
