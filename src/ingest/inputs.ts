// Paths and addresses mixed → inputs, in the order given: files are read and pages fetched, some pages ahead of their turn.
import { readFile } from "node:fs/promises";
import { describeError } from "../errors.js";
import type { HttpFetcher } from "../fetch/http-fetcher.js";
import { fetchPage, type Loaded } from "./fetch-page.js";
import { type FindOptions, type FoundFile, findFiles } from "./files.js";

/** Pages fetched at once: hosts answer side by side, and at most 80 MB are held. */
const PAGES_AT_ONCE = 8;

export type FoundInput = FoundFile | { readonly kind: "address"; readonly url: string };

export interface LoadOptions {
  /** Null: no way to the web, every address is rejected. */
  readonly fetcher: HttpFetcher | null;
  readonly signal?: AbortSignal;
}

/** An address has a scheme of two letters or more before "://"; all else is a path. */
export const isAddress = (name: string): boolean => /^[a-z][a-z\d+.-]+:\/\//i.test(name);

/** Finds the files under the paths among `names`, see findFiles; an address stands for itself. */
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

/** Loads each input once it is asked for; what cannot be had is a rejection in its place. */
export async function* loadInputs(
  found: readonly FoundInput[],
  options: LoadOptions,
): AsyncGenerator<Loaded> {
  const pages: (Promise<() => Loaded> | undefined)[] = [];
  for (const [i, one] of found.entries()) {
    while (pages.length < Math.min(found.length, i + PAGES_AT_ONCE)) {
      const ahead = found[pages.length];
      pages.push(ahead?.kind === "address" ? settled(loadPage(ahead.url, options)) : undefined);
    }
    const page = pages[i];
    delete pages[i];
    if (page !== undefined) yield (await page)();
    else if (one.kind !== "address") yield await loadFile(one);
  }
}

/** A fetch ahead of its turn may fail before anybody waits for it. */
function settled<T>(work: Promise<T>): Promise<() => T> {
  return work.then(
    (value) => () => value,
    (error) => () => {
      throw error;
    },
  );
}

async function loadPage(url: string, { fetcher, signal }: LoadOptions): Promise<Loaded> {
  if (fetcher !== null) return fetchPage(fetcher, url, signal);
  const reason = "nothing is fetched from the web here";
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
