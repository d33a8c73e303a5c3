// Paths and addresses → inputs in the order given; files are read, pages fetched a few ahead of their turn.

import type { Dirent, Stats } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import { describeError, type ErrorCode } from "../model/errors.js";
import { fetchPage, type Loaded } from "./fetch-page.js";

/** Pages fetched at once: hosts answer in parallel, and at most 80 MB are kept. */
const PAGES_AT_ONCE = 8;

export type FoundInput = FoundFile | { readonly kind: "address"; readonly url: string };

interface LoadOptions {
  /** Null: no way to the web, every address is rejected. */
  readonly fetcher: HttpFetcher | null;
  readonly signal?: AbortSignal;
}

/** An address has a scheme of two letters or more before "://"; all else is a path. */
const isAddress = (name: string): boolean => /^[a-z][a-z\d+.-]+:\/\//i.test(name);

/** Finds the files under the paths among `names`, see findFiles; an address is kept as it is. */
export async function* findInputs(
  names: readonly string[],
  options: FindOptions,
): AsyncGenerator<FoundInput> {
  let paths: string[] = [];
  for (const name of names) {
    if (!isAddress(name)) {
      paths.push(name);
      continue;
    }
    yield* findFiles(paths, options);
    paths = [];
    yield { kind: "address", url: name };
  }
  yield* findFiles(paths, options);
}

/** Loads each input when it is needed; what cannot be read is a rejection in its place. */
export async function* loadInputs(
  found: readonly FoundInput[],
  options: LoadOptions,
): AsyncGenerator<Loaded> {
  const pages: (Promise<() => Loaded> | undefined)[] = [];
  for (const [i, one] of found.entries()) {
    while (pages.length < Math.min(found.length, i + PAGES_AT_ONCE)) {
      const ahead = found[pages.length];
      pages.push(ahead?.kind === "address" ? held(loadPage(ahead.url, options)) : undefined);
    }
    const page = pages[i];
    delete pages[i];
    if (page !== undefined) yield (await page)();
    else if (one.kind !== "address") yield await loadFile(one);
  }
}

/** Keeps a failure until it is asked for: a fetch ahead of its turn may fail before anyone waits for it. */
function held<T>(work: Promise<T>): Promise<() => T> {
  return work.then(
    (value) => () => value,
    (error) => () => {
      throw error;
    },
  );
}

async function loadPage(url: string, { fetcher, signal }: LoadOptions): Promise<Loaded> {
  if (fetcher !== null) return fetchPage(fetcher, url, signal);
  const reason = "no pages are fetched from the web here";
  return { kind: "rejected", subject: url, code: "fetch-refused", reason, hint: null };
}

async function loadFile(file: FoundFile): Promise<Loaded> {
  const { path } = file;
  if (file.kind === "rejected")
    return { kind: "rejected", subject: path, code: file.code, reason: file.reason, hint: null };
  try {
    return { kind: "input", input: { name: path, bytes: await readFile(path) } };
  } catch (error) {
    const reason = `cannot read: ${describeError(error)}`;
    return { kind: "rejected", subject: path, code: "read-unreadable", reason, hint: null };
  }
}

/** Lower case; other files are skipped in folders and refused if they are named. */
const EXTENSIONS: readonly string[] = [
  ".txt",
  ".html",
  ".htm",
  ".md",
  ".json",
  ".jsonl",
  ".xml",
  ".rss",
  ".atom",
];

export type FoundFile =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "rejected"; readonly path: string; readonly code: ErrorCode; readonly reason: string };

export interface FindOptions {
  /** Larger files are rejected. */
  readonly maxBytes: number;
  /** Folders that are never entered from above: the store and the models. They are entered if they are named themselves. */
  readonly skipFolders?: readonly string[];
}

interface Walk {
  readonly maxBytes: number;
  /** Real paths of folders that were entered or are to be skipped, so that links cannot lead in circles. */
  readonly closed: Set<string>;
}

/**
 * Finds the files under `paths`: paths in the order given, folders by name (UTF-16 order), each folder once.
 * Hidden entries are skipped unless they are named. A named path without a file to read is a rejected finding.
 */
export async function* findFiles(paths: readonly string[], options: FindOptions): AsyncGenerator<FoundFile> {
  const { maxBytes, skipFolders = [] } = options;
  const skipped = await Promise.all(skipFolders.map((folder) => realpath(folder).catch(() => folder)));
  const walk = { maxBytes, closed: new Set(skipped) };
  for (const path of paths) {
    let any = false;
    for await (const found of findNamed(path, walk)) {
      any = true;
      yield found;
    }
    if (!any)
      yield rejected(path, "read-unreadable", `nothing to read: expected ${EXTENSIONS.join(", ")} inside`);
  }
}

async function* findNamed(path: string, walk: Walk): AsyncGenerator<FoundFile> {
  const stats = await statOf(path);
  if (!("size" in stats)) yield stats;
  else if (stats.isDirectory()) {
    walk.closed.delete(await realpath(path));
    yield* findInFolder(path, walk);
  } else yield checkFile(path, stats, walk.maxBytes);
}

async function* findInFolder(folder: string, walk: Walk): AsyncGenerator<FoundFile> {
  const real = await realpath(folder);
  if (walk.closed.has(real)) return;
  walk.closed.add(real);
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield rejected(folder, "read-unreadable", `cannot list: ${describeError(error)}`);
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.name.startsWith(".")) yield* findEntry(join(folder, entry.name), entry, walk);
  }
}

async function* findEntry(path: string, entry: Dirent, walk: Walk): AsyncGenerator<FoundFile> {
  const readable = EXTENSIONS.includes(extname(path).toLowerCase());
  if (entry.isFile() && !readable) return;
  const stats = await statOf(path);
  if (!("size" in stats)) {
    if (readable) yield stats;
  } else if (stats.isDirectory()) yield* findInFolder(path, walk);
  else if (readable) yield checkFile(path, stats, walk.maxBytes);
}

/** Follows links. */
async function statOf(path: string): Promise<Stats | FoundFile> {
  try {
    return await stat(path);
  } catch (error) {
    return rejected(path, "read-unreadable", `cannot open: ${describeError(error)}`);
  }
}

function checkFile(path: string, stats: Stats, maxBytes: number): FoundFile {
  if (!stats.isFile()) return rejected(path, "read-unreadable", "not a file: expected a file or a folder");
  const extension = extname(path).toLowerCase();
  if (!EXTENSIONS.includes(extension)) {
    const expected = `expected ${EXTENSIONS.join(", ")}`;
    return rejected(path, "read-unknown-format", `unknown format "${extension}": ${expected}`);
  }
  if (stats.size > maxBytes) {
    const sizes = `${(stats.size / 1e6).toFixed(1)} MB, at most ${maxBytes / 1e6} MB`;
    return rejected(path, "read-too-large", `too large: ${sizes}`);
  }
  return { kind: "file", path };
}

function rejected(path: string, code: ErrorCode, reason: string): FoundFile {
  return { kind: "rejected", path, code, reason };
}
