// kill -9 in the middle of an ingest, twenty times at random moments: nothing reported as added is lost, nothing is half there.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import type { IngestRow } from "../../src/model/article.js";
import type { PassageVector } from "../../src/store/ports.js";
import { checkSavedIndex, openSqliteStores } from "../../src/store/sqlite/open-stores.js";
import { tempFolder } from "../store/temp-folder.js";

const KILLS = 20;
/** So many of them must meet an ingest under way, which waits for the receipts of its rows; one in five falls into its start. */
const IN_THE_MIDDLE = KILLS / 4;
/** With fewer articles left, an ingest might be over before the strike: the store is completed, and a new one begun. */
const FEW_LEFT = 20;
const ARTICLES = 100;
const child = fileURLToPath(new URL("ingest-child.mjs", import.meta.url));
const built = fileURLToPath(new URL("../../dist/src/ingest/ingest.js", import.meta.url));

beforeAll(() => {
  if (!existsSync(built))
    throw new Error("The crash test runs the built program: run `npm run build` first.");
});

/** Mulberry32: 32 bits of state, enough to choose moments. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) % below;
  };
}

const textOf = (n: number): string =>
  Array.from(
    { length: 2 + (n % 9) },
    (_, k) =>
      `In report ${n} the envoy said in sentence ${k} that talks ${n * k} had gone on for ${k} hours.`,
  ).join(n % 2 === 0 ? " " : "\n\n");

async function writeArticles(files: string): Promise<void> {
  await mkdir(files);
  for (let n = 0; n < ARTICLES; n += 1) {
    const article = { title: `Report ${n}`, url: `https://example.org/${n}`, text: textOf(n) };
    await writeFile(join(files, `${String(n).padStart(3, "0")}.json`), JSON.stringify(article));
  }
}

interface Life {
  readonly rows: IngestRow[];
  readonly ready: boolean;
  readonly done: boolean;
}

/** Runs the child to its end; `onLine` is called for each line and tells whether to receipt it: without, the child waits soon. */
async function live(
  store: string,
  files: string,
  onStart: (process: ChildProcess) => void = () => undefined,
  onLine: (process: ChildProcess, line: number) => boolean = () => true,
): Promise<Life> {
  const started = spawn(process.execPath, [child, store, files], { stdio: ["pipe", "pipe", "inherit"] });
  started.stdin.on("error", () => undefined); // it was killed before it took its receipt
  const closed = new Promise((resolve) => started.once("close", resolve));
  onStart(started);
  const lines: string[] = [];
  for await (const line of createInterface({ input: started.stdout })) {
    lines.push(line);
    if (onLine(started, lines.length)) started.stdin.write(".");
  }
  await closed;
  const rows = lines.filter((line) => line.startsWith("{") && line.endsWith("}"));
  return {
    rows: rows.map((line) => JSON.parse(line) as IngestRow),
    ready: lines[0] === "ready",
    done: lines.at(-1) === "done",
  };
}

/** Opens what the killed process left and looks at all of it; returns how many articles are there. */
async function inspect(folder: string, reported: ReadonlySet<string>): Promise<number> {
  const stores = await openSqliteStores(folder);
  const { articles: store } = stores;
  const vectors: PassageVector[] = [];
  for await (const batch of store.embeddings()) vectors.push(...batch);
  const embedded = new Set(vectors.map(({ passageId }) => passageId));
  const headings = await store.listArticles(0, ARTICLES + 1);
  const kept = new Set(headings.map(({ articleId }) => articleId));
  expect([...reported].filter((articleId) => !kept.has(articleId))).toEqual([]);
  for (const { articleId, title } of headings) {
    const article = await store.article(articleId);
    expect(article).toMatchObject({ revision: 1, text: textOf(Number(title.slice("Report ".length))) });
    const passages = await store.passagesOf(articleId, 1);
    expect(
      passages
        .map(({ text }) => text)
        .join(" ")
        .split(/\s+/),
    ).toEqual(article?.text.split(/\s+/));
    expect(passages.filter(({ passageId }) => !embedded.has(passageId))).toEqual([]);
  }
  const counts = await store.counts();
  expect(counts).toMatchObject({ revisions: counts.articles, embeddings: counts.passages });
  if (store.fingerprint !== null) {
    const index = await stores.openIndex(8);
    expect(await index.size()).toBe(embedded.size);
    await index.save();
    expect(await checkSavedIndex(folder, 8)).toEqual({ held: embedded.size, differing: 0 });
  }
  await stores.close();
  return counts.articles;
}

it("loses nothing that was reported, and the next run completes the rest without doubles", {
  timeout: 240_000,
}, async () => {
  const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
  process.stderr.write(`ingest-kill: CRASH_SEED=${seed}\n`);
  const random = randomFrom(seed);
  const folder = await tempFolder();
  const files = join(folder, "files");
  await writeArticles(files);
  let store = join(folder, "store-0");
  let reported = new Set<string>();
  /** Of the store; no fewer than were reported. */
  let kept = 0;
  let inTheMiddle = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const known = kept;
    // One time in five while it starts or opens the store, else some lines and some milliseconds into the ingest.
    const atStart = random(5) === 0;
    // Half of what is left at most, so that a fast machine does not finish before the strike; one article is added at least.
    const ahead = Math.min(ARTICLES / 5, Math.floor((ARTICLES - known) / 2));
    const [line, waitMs] = [known + 2 + random(ahead), random(atStart ? 400 : 12)];
    const strike = (target: ChildProcess) => setTimeout(() => target.kill("SIGKILL"), waitMs);
    const life = await live(
      store,
      files,
      (target) => atStart && strike(target),
      (target, lines) => {
        if (!atStart && lines === line) strike(target);
        return atStart || lines < line;
      },
    );
    const added = life.rows
      .filter(({ outcome }) => outcome === "added")
      .map(({ articleId }) => articleId as string);
    expect(added.filter((articleId) => reported.has(articleId))).toEqual([]);
    for (const articleId of added) reported.add(articleId);
    if (life.ready && !life.done && added.length > 0) inTheMiddle += 1;
    kept = await inspect(store, reported);
    if (kept < ARTICLES - FEW_LEFT && kill + 1 < KILLS) continue;
    const rest = await live(store, files);
    expect(rest.done).toBe(true);
    expect(rest.rows.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: ARTICLES }, (_, n) => (n < kept ? "unchanged" : "added")),
    );
    const all = new Set(rest.rows.map(({ articleId }) => articleId as string));
    expect(await inspect(store, all)).toBe(ARTICLES);
    store = join(folder, `store-${kill + 1}`);
    reported = new Set();
    kept = 0;
  }
  expect(inTheMiddle, "kills that met an ingest under way").toBeGreaterThanOrEqual(IN_THE_MIDDLE);
});
