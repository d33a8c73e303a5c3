// The address that an article is kept under when it was fetched: what the page says of itself counts on its own site only.
import { canonicalUrl } from "./normalize-url.js";
import { isSameSite } from "./same-site.js";

export interface PageAddress {
  readonly url: string;
  /** What a reader should know; null where nothing. */
  readonly note: string | null;
}

/**
 * Chooses between the address a page claims and the one it was fetched from. A claim of another site is not
 * believed: whoever writes a page could have it quoted as somebody else's.
 */
export function pageAddress(claimed: string | undefined, fetchedFrom: string): PageAddress {
  const own = canonicalUrl(fetchedFrom) ?? fetchedFrom;
  const claim = claimed === undefined ? null : canonicalUrl(claimed, fetchedFrom);
  if (claim === null) return { url: own, note: null };
  if (isSameSite(claim, own)) return { url: claim, note: null };
  return {
    url: own,
    note: `it calls itself a page of ${new URL(claim).host}, which is another site: not used`,
  };
}
