// Readability alone, as a reader to compare with: what one library finds in a page. No rule of Dateline takes part.
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import type { FoundPage } from "./page-metrics.js";

/** Returns Readability's title, text and publication day; null where it finds no article. */
export function readWithReadability(html: Uint8Array): FoundPage | null {
  const { document } = parseHTML(decodeHtml(html));
  const article = new Readability(document).parse();
  if (article === null) return null;
  const { title, textContent, publishedTime, byline } = article;
  return {
    title: title ?? null,
    text: textContent ?? null,
    date: dayOf(publishedTime ?? ""),
    author: byline ?? null,
  };
}

function dayOf(published: string): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(published)?.[0] ?? null;
}

/** Decodes by the charset that the first kilobyte names, UTF-8 where it names none that is known. */
function decodeHtml(html: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(html.subarray(0, 1024));
  const label = /charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(label).decode(html);
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder().decode(html); // a charset that no one knows
    throw error;
  }
}
