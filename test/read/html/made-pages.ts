// Reads pages that are made up for tests.
import { type ReadOutcome, readInput } from "../../../src/ingest/read-input.js";
import type { DraftOverrides } from "../../../src/read/draft.js";

/** The clock of these tests: pages are dated before it. */
const now = "2026-11-28T12:00:00.000Z";

interface MadePage {
  readonly head?: string;
  readonly language?: string;
  readonly overrides?: DraftOverrides;
}

/** Reads a page with this body. */
function readMade(
  body: string,
  { head = "", language = "en", overrides = {} }: MadePage = {},
): readonly ReadOutcome[] {
  const html = `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;
  return readInput(
    { name: "page.html", bytes: new TextEncoder().encode(html) },
    { now, overrides },
  ) as readonly ReadOutcome[];
}

/** Returns the article of a page with this body. @throws TypeError if it is refused */
export function articleOf(body: string, page: MadePage = {}) {
  const [row] = readMade(body, page);
  if (row?.kind !== "article") throw new TypeError(`rejected: ${row?.reason}`);
  return row.article;
}

/** Returns its paragraphs. @throws TypeError if it is refused */
export function textOf(body: string, page: MadePage = {}): string[] {
  return articleOf(body, page).text.split("\n\n");
}

/** Returns why a page is refused; null for an article. */
export function refusalOf(body: string, page: MadePage = {}): string | null {
  const [row] = readMade(body, page);
  return row?.kind === "rejected" ? row.reason : null;
}
