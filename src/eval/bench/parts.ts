// The types of what the bench measures: models, feeds, figures.
import type { FeedPoller } from "../../ingest/feeds/poller.js";
import type { Article } from "../../model/article.js";
import type { FeedRefresh } from "../../model/feed.js";
import type { Arrivals, ArticleStore, FeedStore } from "../../store/ports.js";
import type { EvalParts, EvalProgress } from "../pipeline.js";

/** The embedder's model as ingest uses it. */
export interface BenchModel {
  /** Folder with tokenizer and onnx/model_quantized.onnx. */
  readonly folder: string;
  /** Maximum tokens per text, special tokens included. */
  readonly maxTokens: number;
  /** Maximum tokens per batch of the bare loop, padding included. */
  readonly batchTokens: number;
  readonly passagePrefix: string;
}

export interface BenchParts extends EvalParts {
  readonly storeName: "folder" | "PostgreSQL";
  /** Measures the store of a folder that is closed now. */
  readonly measureStore: (storeFolder: string) => Promise<StoreSize>;
  /** Null while lexical only: ingest speed and index recall are then left out, loudly. */
  readonly model: BenchModel | null;
  /** Weights of all loaded models on disk, in bytes. */
  readonly modelBytes: number;
  /** Opens what reads feeds, as the bot has it, over an empty store; null: feeds are left out, loudly. */
  readonly openFeeds: ((options: FeedBenchOptions) => Promise<FeedBench>) | null;
}

/** What a store takes, in bytes. */
export interface StoreSize {
  readonly storeBytes: number;
  /** Of that, or beside it, the vector index. */
  readonly indexBytes: number;
  /** Of all processes of the database server; null if there is none, or it cannot be seen from here. */
  readonly serverMemory: number | null;
}

export interface FeedBenchOptions {
  /** Of the store. */
  readonly folder: string;
  /** Hosts on loopback that may be fetched, as "host:port". */
  readonly hosts: readonly string[];
  readonly lexicalOnly: boolean;
  readonly onRefresh: (refresh: FeedRefresh) => void;
}

export interface FeedBench {
  readonly articles: ArticleStore;
  readonly arrivals: Arrivals;
  readonly feeds: FeedStore;
  readonly poller: FeedPoller;
  close(): Promise<void>;
}

/** One figure with its target. */
export interface Figure {
  readonly name: string;
  /** With its unit. */
  readonly value: string;
  /** Empty if the aim is to know it. */
  readonly aim: string;
  /** Null if there is no aim. */
  readonly met: boolean | null;
}

/** Questions (speed, memory, index), taking articles in, reading feeds. */
export type BenchPart = "ask" | "ingest" | "feeds";

export interface BenchOptions {
  readonly parts: BenchParts;
  /** The same over PostgreSQL, for `runBesides`. */
  readonly postgres?: BenchParts;
  /** bench/news or a folder like it; null: the sample articles, replicated. */
  readonly folder: string | null;
  /** Readable articles of the repository, for `folder` null. */
  readonly samples: readonly Omit<Article, "revision">[];
  readonly cacheFolder: string;
  readonly limitDocs: number | null;
  /** Absent: all parts. */
  readonly only?: BenchPart;
  /** Default 500 feeds of 40 items. */
  readonly feedSize?: { readonly feeds: number; readonly itemsPerFeed: number };
  /** Passages of the bench at scale; default 100,000. With `postgres` all parts are measured at that size. */
  readonly scale?: number;
  readonly onProgress: (event: EvalProgress) => void;
  /** Takes one line of the result. */
  readonly print: (line: string) => void;
}
