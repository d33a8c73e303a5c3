// What broke a request → an outcome that says whether to try again. A fault of Dateline's own is thrown on.
import { describeError } from "../errors.js";
import { ForbiddenAddressError } from "./checked-lookup.js";
import type { LaterOutcome, RefusedOutcome } from "./http-fetcher.js";
import { ClosedError, TimeLimitError } from "./time-budget.js";

/** Codes of Node, OpenSSL and undici → what to tell; others are told as they are. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was broken off",
  EPIPE: "the connection was broken off",
  UND_ERR_SOCKET: "the connection was broken off",
  ENOTFOUND: "the name is unknown",
  EAI_AGAIN: "the name cannot be resolved now",
  ETIMEDOUT: "no connection in time",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "the body has not the length that was announced",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by nobody who is known",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
};

/** Returns the outcome of a failed request to `host`. @throws the error itself where it is a bug */
export function failureOutcome(error: unknown, host: string): LaterOutcome | RefusedOutcome {
  const cause = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  if (cause instanceof ForbiddenAddressError) return refused("address", cause.message);
  if (cause instanceof TimeLimitError || cause instanceof ClosedError)
    return later(`${host}: ${cause.message}`);
  const code = codeOf(cause);
  if (code === null) throw error;
  if (code === "UND_ERR_HEADERS_OVERFLOW" || code === "HPE_HEADER_OVERFLOW")
    return refused("too-large", `${host}: its headers are too large`);
  if (code.startsWith("HPE_")) return later(`${host}: its answer is no HTTP`);
  return later(`${host}: ${words[code] ?? `${describeError(cause).slice(0, 200)} (${code})`}`);
}

/** True where the connection ended, whoever ended it. */
export function isBrokenOff(error: unknown): boolean {
  return ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"].includes(codeOf(error) ?? "");
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

function refused(code: RefusedOutcome["code"], reason: string): RefusedOutcome {
  return { kind: "refused", code, status: null, reason };
}

function later(reason: string): LaterOutcome {
  return { kind: "later", status: null, retryAfterMs: null, reason };
}
