// Faults that a test orders from the double, each for a number of requests.
export interface Fault {
  readonly on:
    | "callback"
    | "edit"
    | "followup"
    | "delete"
    | "gateway"
    | "commands"
    | "message"
    | "channel"
    | "event"
    | "any";
  /** "cut" destroys the socket instead of answering, "silent" never answers. */
  readonly status: number | "cut" | "silent";
  /** Discord's JSON error code. */
  readonly code?: number;
  /** For 429, in seconds. */
  readonly retryAfterS?: number;
  /** For 429: all requests of the bot are meant, not those of one route. */
  readonly global?: boolean;
  /** How many requests meet it, default 1. */
  readonly times?: number;
  /** True: the request takes effect although it looks failed. */
  readonly applied?: boolean;
}

/** Names the kind of a request. */
function kindOf(method: string, path: string): Fault["on"] {
  if (path.endsWith("/callback")) return "callback";
  if (path.startsWith("/webhooks/"))
    return ({ PATCH: "edit", DELETE: "delete", POST: "followup" } as const)[method] ?? "any";
  if (path.startsWith("/gateway")) return "gateway";
  if (path.startsWith("/channels/") && path.endsWith("/messages")) return "message";
  if (method === "GET" && path.startsWith("/channels/")) return "channel";
  if (path.endsWith("/scheduled-events")) return "event";
  return path.endsWith("/commands") ? "commands" : "any";
}

/** Writes what Discord says with a failed status. */
export function faultBody({ status, code, retryAfterS, global }: Fault): object {
  if (status !== 429) return { message: `Ordered fault ${status}`, code: code ?? 0 };
  return {
    message: "You are being rate limited.",
    retry_after: retryAfterS ?? 1,
    global: global ?? false,
  };
}

/** Returns the headers that Discord sends with a 429; none with another status. */
export function faultHeaders({ status, retryAfterS, global }: Fault): Readonly<Record<string, string>> {
  if (status !== 429) return {};
  return {
    "retry-after": String(retryAfterS ?? 1),
    "x-ratelimit-scope": global ? "global" : "user",
    ...(global ? { "x-ratelimit-global": "true" } : {}),
  };
}

/** Faults waiting for their requests. */
export class Faults {
  readonly #waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** Forgets the faults that no request has met. */
  clear(): void {
    this.#waiting.splice(0);
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
