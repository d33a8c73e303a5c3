// Copies everything from one store to another, whatever kinds they are, and compares the two at the end.
import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { DatelineError } from "../model/errors.js";
import type { Arrival, ArticleStore, NewRevision, Stores } from "./ports.js";
import type { RecordDatabase, RecordTables } from "./records/tables.js";

/** A store that is copied from or to. */
export interface CopyEnd {
  /** Names it as it may be shown. */
  readonly name: string;
  readonly stores: Stores;
  readonly records: RecordDatabase;
  /** Lets new rows be numbered after those that were written with their numbers. */
  continueNumbers(): Promise<void>;
  /** Does work that writes many vectors, as the store is fastest at it. */
  withoutIndex(dimensions: number, work: () => Promise<void>): Promise<void>;
}

/** One kind of what is copied: rows on both sides, and whether their contents are the same. */
export interface CopiedKind {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
  readonly same: boolean;
}

type OnProgress = (kind: string, done: number, total: number | null) => void;

/** Tables of records in the order in which they refer to each other, each with the column that tells its rows apart. */
const TABLES = {
  answers: "number",
  open_questions: "question_id",
  settings: "key",
  setting_changes: "number",
  feeds: "number",
  feed_items: "number",
  refetches: "article_id",
  watches: "number",
  watch_notices: "number",
} as const satisfies Partial<Record<keyof RecordTables, string>>;
type Table = keyof typeof TABLES;
type Row = Readonly<Record<string, string | number | null>>;

/** In the store that is written while a copy is under way: from where. Only such a store may be copied to, or an empty one. */
const UNDER_WAY = "copy:from";
const BATCH = { revisions: 20, rows: 500 } as const;

/**
 * Copies everything; after an interruption the same call goes on where it ended. Neither store may be in use meanwhile.
 * @throws DatelineError usage-invalid if `to` holds anything else; store-broken, naming what differs, if the two are not the same at the end
 */
export async function copyStore(from: CopyEnd, to: CopyEnd, onProgress: OnProgress): Promise<CopiedKind[]> {
  await begin(from, to);
  await copyArticles(from.stores, to.stores, onProgress);
  await copyVectors(from.stores.articles, to, onProgress);
  for (const table of Object.keys(TABLES) as Table[]) await copyTable(table, from, to, onProgress);
  await copyArrivalNumbers(from, to);
  await to.continueNumbers();
  const kinds = await compareStores(from, to, onProgress);
  const differing = kinds.filter(({ same }) => !same).map(({ kind }) => kind);
  if (differing.length > 0) {
    throw new DatelineError("store-broken", `The copy differs: ${to.name}: ${differing.join(", ")}`, {
      hint: "Stop whatever uses either store, empty the new one, and copy again.",
    });
  }
  await to.records.write((tables) => tables.deleteFrom("settings").where("key", "=", UNDER_WAY).execute());
  return kinds;
}

async function begin(from: CopyEnd, to: CopyEnd): Promise<void> {
  const marked = await to.stores.settings.setting(UNDER_WAY);
  if (marked === from.name) return;
  const { articles, answers } = await to.stores.articles.counts();
  const rows = await Promise.all([
    countRows(to, "settings"),
    countRows(to, "feeds"),
    countRows(to, "watches"),
  ]);
  if (marked !== null || articles + answers + rows.reduce((sum, count) => sum + count, 0) > 0) {
    throw new DatelineError("usage-invalid", `The store to copy to is not empty: ${to.name}`, {
      hint: "Choose an empty folder or database.",
    });
  }
  await to.stores.settings.setSetting(UNDER_WAY, from.name);
}

/** In the order in which they arrived, so that revisions get their numbers and watches their place among arrivals again. */
async function copyArticles(from: Stores, to: Stores, onProgress: OnProgress): Promise<void> {
  const { revisions: total } = await from.articles.counts();
  let done = 0;
  for await (const batch of arrivalsOf(from, BATCH.revisions)) {
    const missing: { readonly arrival: Arrival; readonly revision: NewRevision }[] = [];
    for (const arrival of batch) {
      const { articleId, revision } = arrival;
      const article = await from.articles.article(articleId, revision);
      if (article === null || (await to.articles.article(articleId, revision)) !== null) continue;
      const passages = (await from.articles.passagesOf(articleId, revision)).map(
        ({ passageId: _id, articleId: _article, revision: _revision, ...body }) => body,
      );
      missing.push({ arrival, revision: { article, passages, embeddings: null } });
    }
    const results = await to.articles.putAll(missing.map(({ revision }) => revision));
    for (const [n, { article }] of results.entries()) {
      const wanted = missing[n]?.arrival;
      if (article.revision === wanted?.revision) continue;
      throw new TypeError(`revision ${wanted?.articleId}.${wanted?.revision} became ${article.revision}`);
    }
    done += batch.length;
    onProgress("articles", done, total);
  }
}

async function* arrivalsOf({ arrivals }: Stores, limit: number): AsyncIterable<Arrival[]> {
  let after = 0;
  while (true) {
    const batch = await arrivals.after(after, limit);
    if (batch.length === 0) return;
    yield batch;
    after = batch.at(-1)?.number ?? after;
  }
}

async function copyVectors(from: ArticleStore, to: CopyEnd, onProgress: OnProgress): Promise<void> {
  const { articles } = to.stores;
  const { embeddings: total } = await from.counts();
  const dimensions = await dimensionsOf(from);
  if (dimensions === null) return;
  if (from.fingerprint !== null) await articles.useFingerprint(from.fingerprint, dimensions);
  let done = 0;
  await to.withoutIndex(dimensions, async () => {
    for await (const batch of from.embeddings()) {
      await articles.putEmbeddings(batch);
      done += batch.length;
      onProgress("vectors", done, total);
    }
  });
}

/** Null without vectors. */
async function dimensionsOf(articles: ArticleStore): Promise<number | null> {
  for await (const [first] of articles.embeddings()) return first?.embedding.length ?? null;
  return null;
}

async function copyTable(table: Table, from: CopyEnd, to: CopyEnd, onProgress: OnProgress): Promise<void> {
  let done = 0;
  for await (const rows of rowsOf(table, from)) {
    await to.records.write((tables) =>
      tables
        .insertInto(table as "settings")
        .values(rows as unknown as RecordTables["settings"][])
        .onConflict((conflict) => conflict.column(TABLES[table] as "key").doNothing())
        .execute(),
    );
    done += rows.length;
    onProgress(table, done, null);
  }
}

async function* rowsOf(table: Table, { records }: CopyEnd): AsyncIterable<Row[]> {
  const key = TABLES[table];
  let after: string | number = key === "number" ? -1 : "";
  while (true) {
    const from: string | number = after;
    const rows = await records.read((tables) => readRows(tables, table, from));
    if (rows.length === 0) return;
    yield rows.filter((row) => row["key"] !== UNDER_WAY || table !== "settings");
    after = rows.at(-1)?.[key] ?? "";
  }
}

async function readRows(tables: Kysely<RecordTables>, table: Table, after: string | number): Promise<Row[]> {
  const key = TABLES[table] as "key";
  const rows = await tables
    .selectFrom(table as "settings")
    .selectAll()
    .where(key, ">", after as string)
    .orderBy(key)
    .limit(BATCH.rows)
    .execute();
  return rows as unknown as Row[];
}

async function countRows(end: CopyEnd, table: Table): Promise<number> {
  let count = 0;
  for await (const rows of rowsOf(table, end)) count += rows.length;
  return count;
}

/** The stores number arrivals in their own ways: what refers to one by its number refers to the same one afterwards. */
async function copyArrivalNumbers(from: CopyEnd, to: CopyEnd): Promise<void> {
  const numbers = new Map<number, number>();
  const numberAt = async (number: number) => {
    const known = numbers.get(number) ?? (await translated(from.stores, to.stores, number));
    numbers.set(number, known);
    return known;
  };
  const cursor = await from.stores.watches.cursor();
  if (cursor !== null) await to.stores.watches.mark([], await numberAt(cursor), "");
  const marked = await from.records.read((tables) =>
    tables
      .selectFrom("watches")
      .select(["number", "pending_number as pending"])
      .where("pending_number", "is not", null)
      .execute(),
  );
  for (const { number, pending } of marked) {
    const pending_number = await numberAt(pending ?? 0);
    await to.records.write((tables) =>
      tables.updateTable("watches").set({ pending_number }).where("number", "=", number).execute(),
    );
  }
}

/** Number in `to` of the newest arrival that has this number or an earlier one in `from`; 0 if there is none. */
async function translated(from: Stores, to: Stores, number: number): Promise<number> {
  let last: Arrival | null = null;
  for await (const batch of arrivalsOf(from, BATCH.rows)) {
    const reached = batch.filter((arrival) => arrival.number <= number);
    last = reached.at(-1) ?? last;
    if (reached.length < batch.length) break;
  }
  return last === null ? 0 : ((await to.arrivals.numberOf(last.articleId, last.revision)) ?? 0);
}

/** What one side holds of a kind. */
interface Digest {
  readonly count: number;
  readonly digest: string;
}

async function compareStores(from: CopyEnd, to: CopyEnd, onProgress: OnProgress): Promise<CopiedKind[]> {
  const digests: Readonly<Record<string, (end: CopyEnd) => Promise<Digest>>> = {
    revisions: ({ stores }) => digest(revisionsOf(stores)),
    vectors: ({ stores }) => digest(vectorsOf(stores)),
    ...Object.fromEntries(
      (Object.keys(TABLES) as Table[]).map((table) => [table, (end: CopyEnd) => digest(tableOf(table, end))]),
    ),
  };
  const kinds: CopiedKind[] = [];
  for (const [kind, of] of Object.entries(digests)) {
    const [left, right] = [await of(from), await of(to)];
    kinds.push({ kind, from: left.count, to: right.count, same: left.digest === right.digest });
    onProgress("comparing", kinds.length, Object.keys(digests).length);
  }
  return kinds;
}

async function digest(texts: AsyncIterable<string | Uint8Array>): Promise<Digest> {
  const hash = createHash("sha256");
  let count = 0;
  for await (const text of texts) {
    hash.update(text).update("\0");
    count += 1;
  }
  return { count, digest: hash.digest("hex") };
}

/** Every revision with its passages, in the order of arrival. */
async function* revisionsOf(stores: Stores): AsyncIterable<string> {
  for await (const batch of arrivalsOf(stores, BATCH.rows)) {
    for (const { articleId, revision } of batch) {
      const article = await stores.articles.article(articleId, revision);
      yield JSON.stringify([article, await stores.articles.passagesOf(articleId, revision)]);
    }
  }
}

async function* vectorsOf({ articles }: Stores): AsyncIterable<string> {
  for await (const batch of articles.embeddings())
    for (const { passageId, embedding } of batch)
      yield `${passageId}\0${Buffer.from(embedding.buffer, embedding.byteOffset, embedding.byteLength).toString("base64")}`;
}

/** Columns in one order; numbers of arrivals differ between stores. */
async function* tableOf(table: Table, end: CopyEnd): AsyncIterable<string> {
  for await (const rows of rowsOf(table, end))
    for (const { pending_number: _own, ...row } of rows)
      yield JSON.stringify(Object.entries(row).sort(([left], [right]) => (left < right ? -1 : 1)));
}
