// Words for a model that could not be had: every source and its reason, and what mends it.
import { DatelineError, describeError } from "../errors.js";
import type { ModelSpec } from "./model-catalog.js";
import { type FolderState, hasCode } from "./model-folder.js";

/** One source that was tried. */
export interface Failure {
  readonly source: string;
  readonly reason: string;
  /** True where a file was there but had the wrong hash. */
  readonly checksum: boolean;
}

/** Makes the error for a model that no source gave; its code is model-checksum where one gave a wrong file. */
export function unavailable(
  spec: ModelSpec,
  modelsPath: string,
  failures: readonly Failure[],
): DatelineError {
  const tried = failures.map(({ source, reason }) => `${source}: ${reason}`).join("; ");
  const code = failures.some((failure) => failure.checksum) ? "model-checksum" : "model-unavailable";
  return new DatelineError(code, `Model: ${spec.name}: no source gave it: ${tried}`, {
    hint:
      `Copy ${modelsPath}/${spec.name} (and ${spec.name}.pins.json beside it, if any) from a machine that has it, ` +
      "or set DATELINE_MODEL_HUB to a hub that can be reached and DATELINE_OFFLINE=0, or go on with --lexical.",
  });
}

/** Makes the error for a folder that holds a file with a hash that is neither known nor pinned. */
export function refusedLocally(spec: ModelSpec, state: FolderState): DatelineError {
  const files = state.refused.map(
    ({ record, expected }) =>
      `${record.file}: expected SHA-256 ${expected.join(" or ")}, got ${record.sha256}`,
  );
  return new DatelineError("model-checksum", `Model: ${spec.name} in ${state.path}: ${files.join("; ")}`, {
    hint: `Delete the folder ${state.path} and run it again to fetch the model anew, or go on with --lexical.`,
  });
}

/** Turns a failure of the file system into one that names the model; anything else that was thrown stays a bug. */
export function toDatelineError(name: string, modelsPath: string, error: unknown): DatelineError {
  if (error instanceof DatelineError) return error;
  if (!hasCode(error, "EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR", "EEXIST", "EIO"))
    throw error;
  return new DatelineError("model-unavailable", `Model: ${name} in ${modelsPath}: ${describeError(error)}`, {
    hint: "Set DATELINE_MODELS to a folder that can be written and has 150 MB free, or go on with --lexical.",
    cause: error,
  });
}
