// Opens the real Dateline by words only over a store in a temporary folder, filled through the real ingest.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ArticleUpload } from "../src/app/articles.js";
import { parseConfig } from "../src/main/config.js";
import { type Dateline, type OpenOptions, openDateline } from "../src/main/open-dateline.js";
import { TEST_NOW } from "./made-articles.js";

export interface TestArticle extends Omit<ArticleUpload, "name" | "bytes"> {
  readonly text: string;
}

/** An article about a bridge; what is not given is plain. */
export const BRIDGE = {
  title: "Veldmark bridge closed",
  text: "The Veldmark bridge is closed to all traffic. The mayor spoke on Monday. Ferries were put on for the evening.",
  source: "Harbour Courier",
  url: "https://courier.example/bridge",
  publishedAt: "2025-10-20T08:00:00.000Z",
} satisfies TestArticle;

export interface TestOptions extends Omit<OpenOptions, "models"> {
  readonly articles?: readonly TestArticle[];
  /** Settings by their names in the environment, beside the folder of the store. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A Dateline in a folder of its own; closed and opened again as often as a test wants. */
export class TestDateline {
  readonly folder: string;
  readonly #options: TestOptions;
  #dateline: Dateline | null = null;

  static async open(options: TestOptions = {}): Promise<TestDateline> {
    const test = new TestDateline(await mkdtemp(join(tmpdir(), "dateline-test-")), options);
    await test.reopen();
    await test.add(options.articles ?? []);
    return test;
  }

  private constructor(folder: string, options: TestOptions) {
    this.folder = folder;
    this.#options = options;
  }

  /** @throws Error where it is closed */
  get dateline(): Dateline {
    if (this.#dateline === null) throw new Error("Dateline is closed");
    return this.#dateline;
  }

  get services() {
    return this.dateline.services;
  }

  get stores() {
    return this.dateline.stores;
  }

  /** Closes it and opens the same store as a new process would. */
  async reopen(options: Partial<TestOptions> = {}): Promise<void> {
    await this.#dateline?.close();
    const { articles: _articles, environment, ...given } = { ...this.#options, ...options };
    const config = parseConfig({ DATELINE_OFFLINE: "1", ...environment, DATELINE_DATA: this.folder });
    const now = () => TEST_NOW;
    this.#dateline = await openDateline(config, { now, ...given, models: "needed", lexicalOnly: true });
  }

  /** Takes articles in; returns their ids. @throws Error where one is rejected */
  async add(articles: readonly TestArticle[]): Promise<string[]> {
    const ids: string[] = [];
    for (const { text, ...given } of articles) {
      const bytes = new TextEncoder().encode(text);
      const [row] = await this.services.articles.addText({ name: "article.txt", bytes, ...given });
      if (row?.articleId == null) throw new Error(`Not taken in: ${row?.notes.join("; ")}`);
      ids.push(row.articleId);
    }
    return ids;
  }

  /** Closes it and removes the folder. */
  async close(): Promise<void> {
    await this.#dateline?.close();
    this.#dateline = null;
    await rm(this.folder, { recursive: true, force: true });
  }
}
