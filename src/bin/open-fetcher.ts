// The fetcher of this process, named by version and contact as every server sees it.
import type { Config } from "../config.js";
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import { createWebFetcher } from "../fetch/web-fetcher.js";
import type { Instant } from "../schema.js";
import { readVersion } from "./version.js";

/** Makes the fetcher by the settings; it connects nowhere until it is asked, and wants to be closed. */
export function openFetcher(
  { fetch: { contact, allowHosts } }: Config,
  now: () => Instant = () => new Date().toISOString(),
): HttpFetcher {
  const userAgent = `Dateline/${readVersion()}${contact === null ? "" : ` (+${contact})`}`;
  return createWebFetcher({ userAgent, allowHosts, now });
}
