// Fetching pages again over its parts: what remembers pages, what fetches them, what `/status` says of it. Starts nothing.
import type { Refetch, RefetchParts } from "../feeds/refetch-page.js";
import { Refetcher, type RefetcherOptions } from "../feeds/refetcher.js";
import type { Status } from "../reports.js";
import type { RefetchStore } from "../store/refetch-store.js";

/** Told of fetches and of what was not foreseen. */
export interface RefetchEvents {
  readonly onRefetch?: (refetch: Refetch) => void;
  readonly onFault?: NonNullable<RefetcherOptions["onFault"]>;
}

export interface Refetching {
  readonly store: RefetchStore;
  /** Null where the settings turn it off; fetches when it is asked to, and by itself once it is started. */
  readonly refetcher: Refetcher | null;
  /** What `/status` says; null where it is turned off. */
  standing(): Promise<NonNullable<Status["refetches"]> | null>;
  /** Ends fetches under way, after what is being stored. */
  close(): Promise<void>;
}

/** Joins the parts. */
export function openRefetching(
  store: RefetchStore,
  parts: Omit<RefetchParts, "refetches">,
  isOn: boolean,
  events: RefetchEvents = {},
): Refetching {
  const refetcher = isOn ? new Refetcher({ ...parts, ...events, refetches: store }) : null;
  const standing = async () => {
    if (!isOn) return null;
    const { waiting, nextAt } = await store.summary(parts.now());
    return { waiting, nextAt };
  };
  const close = async () => refetcher?.stop();
  return { store, refetcher, standing, close };
}
