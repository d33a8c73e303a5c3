// DatelineError and its codes: what failed, for which subject, and how to fix it. Bugs stay TypeError and RangeError.

/** Every kind of failure Dateline knows; the part before the hyphen names the stage. */
export type ErrorCode =
  | "config-invalid"
  | "usage-invalid"
  | "usage-question"
  | "usage-day"
  | "usage-source"
  | "usage-address"
  | "read-unreadable"
  | "read-too-large"
  | "read-unknown-format"
  | "fetch-refused"
  | "fetch-failed"
  | "model-unavailable"
  | "model-checksum"
  | "model-broken"
  | "worker-failed"
  | "worker-busy"
  | "store-busy"
  | "store-unreachable"
  | "store-broken"
  | "store-newer"
  | "store-fingerprint"
  | "index-broken"
  | "article-unknown"
  | "answer-unknown"
  | "feed-unknown"
  | "feed-unusable"
  | "watch-unknown"
  | "watch-limit"
  | "discord-token"
  | "discord-api"
  | "bench-invalid";

export interface DatelineErrorInit {
  /** The command or setting that fixes it. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** A failure with a remedy; `message` reads "what: which subject: expected and actual". */
export class DatelineError extends Error {
  override readonly name = "DatelineError";
  readonly code: ErrorCode;
  readonly hint: string | null;

  constructor(code: ErrorCode, message: string, init: DatelineErrorInit = {}) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause });
    this.code = code;
    this.hint = init.hint ?? null;
  }
}

/** Makes the error for an article that is not stored. */
export function unknownArticle(articleId: string): DatelineError {
  return new DatelineError("article-unknown", `No such article: ${articleId}`, {
    hint: "/articles list and `dateline articles list` show what is there.",
  });
}

/** Returns the message of anything that was thrown, on one line. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, " ").trim();
}
