// URLs as identity: one article has one URL, whatever link it was reached by.

import { getDomain } from "tldts";

/**
 * Returns the canonical form of an http(s) URL: lower-case scheme and host, no fragment, credentials, tracking
 * parameters, AMP or mobile variant, parameters sorted; null for anything that is no such URL.
 */
export function canonicalUrl(raw: string, base?: string): string | null {
  const absolute = URL.canParse(raw.trim(), base) ? new URL(raw.trim(), base) : null;
  if (!absolute || !/^https?:$/.test(absolute.protocol) || !absolute.hostname.includes(".")) return null;
  const target = withoutAmpCache(absolute.href);
  if (!URL.canParse(target)) return null;
  const url = new URL(target);
  url.hash = "";
  url.username = "";
  url.password = "";
  url.hostname = url.hostname
    .replace(/^(?:m|amp|mobile)\.(?=[^.]+\.)/, "")
    .replace(/^([a-z]{2})\.m\./, "$1.");
  url.pathname = url.pathname
    .replace(/\/amp\/?$/i, "/")
    .replace(/^\/amp\//i, "/")
    .replace(/\.amp(\.html?)?$/i, "$1");
  for (const name of [...url.searchParams.keys()]) {
    if (trackingParameter.test(name)) url.searchParams.delete(name);
  }
  url.searchParams.sort();
  return url.href.replace(/\?$/, "");
}

/** Query parameters that name the way to a page, not the page. */
const trackingParameter =
  /^(?:utm\w*|wt_\w+|pk_\w+|mtm_\w+|hsa_\w+|fb_\w+|soc_\w+|oly_\w+|vero_\w+|sc_\w+|_hs\w+|mkt_tok|trk|tblci|usqp|ito|icid|rss|rssfeed|s_kwcid|ef_id|traffic_source|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|mc_[ce]id|cmpid|cmp|ocid|ncid|ns_\w+|at_\w+|xtor|smid|smtyp|sref|ref|ref_src|referrer|feature|share|shared|__twitter_impression|amp|outputtype|output|mobile|print|nr_email_referer|guccounter|guce_\w+|_ga|_gl|spm)$/i;

const ampCaches = [
  /^https?:\/\/[\w.-]+\.cdn\.ampproject\.org\/(?:[acv]\/)(s\/)?(.+)$/i,
  /^https?:\/\/(?:www\.)?google\.[a-z.]+\/amp\/(s\/)?(.+)$/i,
];

function withoutAmpCache(url: string): string {
  for (const pattern of ampCaches) {
    const match = pattern.exec(url);
    if (match) return `${match[1] ? "https" : "http"}://${match[2]}`;
  }
  return url;
}

interface PageAddress {
  readonly url: string;
  /** What a reader should know; null for nothing. */
  readonly note: string | null;
}

/**
 * Chooses between the address a page claims and the one it was fetched from. A claim of another site is not
 * believed: anyone could have a page of theirs quoted as somebody else's.
 */
export function pageAddress(claimed: string | undefined, fetchedFrom: string): PageAddress {
  const own = canonicalUrl(fetchedFrom) ?? fetchedFrom;
  const claim = claimed === undefined ? null : canonicalUrl(claimed, fetchedFrom);
  if (claim === null) return { url: own, note: null };
  if (isSameSite(claim, own)) return { url: claim, note: null };
  return {
    url: own,
    note: `it claims to be a page of ${new URL(claim).host}, which is another site: not believed`,
  };
}

/** Returns whether two addresses are of one host, or of a host and one below it, "www." and the like left out; never under a public suffix. */
export function isSameSite(one: string, other: string): boolean {
  const [a, b] = [one, other].map((url) => new URL(url).hostname.replace(variant, ""));
  if (a === undefined || b === undefined) return false;
  if (a === b) return true;
  const [lower, upper] = a.length > b.length ? [a, b] : [b, a];
  return lower.endsWith(`.${upper}`) && getDomain(upper, { allowPrivateDomains: true }) !== null;
}

/** Host names before a site's own that make no other site of it. */
const variant = /^(?:www\d?|m|mobile|amp|edition|beta)\./;
