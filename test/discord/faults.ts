// Faults that a test orders from the double, each for a number of requests.

export interface Fault {
  readonly on: "callback" | "edit" | "followup" | "delete" | "gateway" | "commands" | "message" | "any";
  readonly status: number;
  /** Discord's JSON error code. */
  readonly code?: number;
  /** For 429, in seconds. */
  readonly retryAfterS?: number;
  /** How many requests meet it, default 1. */
  readonly times?: number;
  /** True: the request takes effect although it looks failed. */
  readonly applied?: boolean;
}

/** Names the kind of a request. */
export function kindOf(method: string, path: string): Fault["on"] {
  if (path.endsWith("/callback")) return "callback";
  if (path.startsWith("/webhooks/"))
    return ({ PATCH: "edit", DELETE: "delete", POST: "followup" } as const)[method] ?? "any";
  if (path.startsWith("/gateway")) return "gateway";
  if (path.startsWith("/channels/") && path.endsWith("/messages")) return "message";
  return path.endsWith("/commands") ? "commands" : "any";
}

/** Faults waiting for their requests. */
export class Faults {
  readonly #waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** Returns the fault that this request meets, and uses it up; null where none. */
  take(method: string, path: string): Fault | null {
    const kind = kindOf(method, path);
    const found = this.#waiting.find(
      ({ fault, left }) => left > 0 && (fault.on === kind || fault.on === "any"),
    );
    if (found === undefined) return null;
    found.left -= 1;
    return found.fault;
  }
}
