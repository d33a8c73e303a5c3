// The failure of every reader: what cannot be read, and why.

import { DatelineError, type ErrorCode } from "../model/errors.js";

interface UnreadableInit {
  /** Default: read-unreadable. */
  readonly code?: ErrorCode;
  readonly hint?: string | null;
}

export class UnreadableError extends DatelineError {
  /** Why, a phrase that does not repeat the name of the input: "it is empty". */
  readonly reason: string;

  /** `name` is that of the input, as in its message. */
  constructor(name: string, reason: string, { code = "read-unreadable", hint = null }: UnreadableInit = {}) {
    super(code, `Cannot read ${name}: ${reason}`, hint === null ? {} : { hint });
    this.reason = reason;
  }
}
