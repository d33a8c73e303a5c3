// The shape of one finding of `dateline doctor`, and the frame that turns a thrown error into one.
import { DatelineError, describeError } from "../../errors.js";

export interface Check {
  /** What was looked at, for example "node". */
  readonly name: string;
  /** "fail" makes `doctor` exit 1; "warn" works, with less than there could be. */
  readonly state: "ok" | "warn" | "fail";
  readonly detail: string;
  /** What mends it; null where nothing has to be mended. */
  readonly remedy: string | null;
}

export function passed(name: string, detail: string): Check {
  return { name, state: "ok", detail, remedy: null };
}

export function warned(name: string, detail: string, remedy: string): Check {
  return { name, state: "warn", detail, remedy };
}

export function failed(name: string, detail: string, remedy: string): Check {
  return { name, state: "fail", detail, remedy };
}

/** Runs one look; what it throws becomes a failed check with the error's hint, or `remedy` where it has none. */
export async function look(name: string, remedy: string, work: () => Promise<Check>): Promise<Check> {
  try {
    return await work();
  } catch (error) {
    const hint = error instanceof DatelineError ? error.hint : null;
    return failed(name, describeError(error), hint ?? remedy);
  }
}
