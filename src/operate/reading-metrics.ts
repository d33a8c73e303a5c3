// Counts what reads of feeds and second fetches of pages come to, while the bot runs. No feed, address or outlet is a label.
import { Counter, type Registry } from "prom-client";
import type { FeedRefresh, RefetchOutcome } from "../reports-feeds.js";

/** The counters of one bot's reading. */
export class ReadingMetrics {
  readonly #reads;
  readonly #items;
  readonly #refetches;

  constructor(registry: Registry) {
    const counter = (name: string, help: string) =>
      new Counter({ name, help, labelNames: ["outcome"] as const, registers: [registry] });
    this.#reads = counter("dateline_feed_reads_total", "Reads of feeds by outcome");
    this.#items = counter("dateline_feed_items_total", "Items of feeds by what became of them");
    this.#refetches = counter("dateline_refetches_total", "Pages fetched again, by outcome");
    for (const outcome of ["added", "revised", "same", "rejected"] as const) this.#items.inc({ outcome }, 0);
  }

  read({ outcome, added, revised, same, rejected }: FeedRefresh): void {
    this.#reads.inc({ outcome });
    for (const [name, count] of Object.entries({ added, revised, same, rejected }))
      this.#items.inc({ outcome: name }, count);
  }

  refetched({ outcome }: { readonly outcome: RefetchOutcome }): void {
    this.#refetches.inc({ outcome });
  }
}
