// What PostgreSQL and the way to it may answer: which failures pass by themselves, and the plain sentence for each of the others.
import { DatelineError, type ErrorCode } from "../../model/errors.js";

/**
 * "again": the transaction was undone whole and may be done once more at once. "away": no server answers, or it ended the
 * connection; what was not committed is undone. "other": waiting does not help.
 */
export type FailureKind = "again" | "away" | "other";

/** Codes of PostgreSQL (its manual, appendix A): serialization failure, deadlock, and a row that another process was faster to add. */
const AGAIN = new Set(["40001", "40P01", "23505"]);
/** The server shuts down, starts, fails over, or has no connection left; class 08 is about connections. */
const AWAY = /^(?:08...|57P0[1-5]|53300|25006)$/;
/** Codes of Node's sockets and name look-ups. */
const AWAY_SOCKET =
  /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|EAI_AGAIN|ENOTFOUND)$/;
/** What the driver says without a code when a connection ends or none is to be had in time. */
const AWAY_MESSAGE =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired)/;

/** Tells what can be done about a failure. */
export function kindOf(error: unknown): FailureKind {
  const code = codeOf(error);
  if (code !== null && AGAIN.has(code)) return "again";
  if (code !== null && (AWAY.test(code) || AWAY_SOCKET.test(code))) return "away";
  return error instanceof Error && AWAY_MESSAGE.test(error.message) ? "away" : "other";
}

/** One failure in words: the code of the error, what happened, and the remedy. */
interface Told {
  readonly code: ErrorCode;
  readonly says: string;
  readonly hint: string;
}

const rights = "Give the role of DATELINE_STORE the right to create and change tables in this database.";
const login = "Check the name and the password in DATELINE_STORE, or PGUSER and PGPASSWORD.";

/** By code of PostgreSQL. */
const TOLD: Readonly<Record<string, Told>> = {
  "28P01": { code: "store-broken", says: "the password is wrong", hint: login },
  "28000": { code: "store-broken", says: "the login was refused", hint: login },
  "3D000": {
    code: "store-broken",
    says: "there is no such database",
    hint: "Create it with `createdb`, or correct the name at the end of DATELINE_STORE.",
  },
  "42501": { code: "store-broken", says: "the role lacks a right", hint: rights },
  "42P07": {
    code: "store-broken",
    says: "it holds tables of another program",
    hint: "Give Dateline a database of its own: `createdb dateline`.",
  },
  "53100": {
    code: "store-broken",
    says: "the disk of the server is full",
    hint: "Make room on the server; nothing that was reported as stored is lost.",
  },
  "53200": {
    code: "store-busy",
    says: "the server has no memory left",
    hint: "Lower work_mem or max_connections of the server, or give it more memory.",
  },
  "53300": {
    code: "store-busy",
    says: "the server has no connection left",
    hint: "Raise max_connections, or run fewer processes; docs/scaling.md has the arithmetic.",
  },
  "57014": {
    code: "store-busy",
    says: "a statement took too long and was stopped",
    hint: "Look at the load of the server; the next try may work.",
  },
  "55P03": {
    code: "store-busy",
    says: "another process holds a lock",
    hint: "Wait for the other process to finish.",
  },
};

const exhausted: Told = {
  code: "store-busy",
  says: "none of this process's connections was free in time",
  hint: "Statements take too long: look at the load of the server.",
};
/** What the driver says when its pool has no connection to give. */
const EXHAUSTED_MESSAGE = "timeout exceeded when trying to connect";

const away: Told = {
  code: "store-unreachable",
  says: "no connection",
  hint: "Check that the server runs and that host and port of DATELINE_STORE are right.",
};

/** Returns the DatelineError for a failure of PostgreSQL or of the connection, else the error itself; `subject` names the database. */
export function asStoreError(error: unknown, subject: string): unknown {
  if (error instanceof DatelineError || !(error instanceof Error)) return error;
  const code = codeOf(error);
  const none = error.message === EXHAUSTED_MESSAGE ? exhausted : away;
  const told = TOLD[code ?? ""] ?? (kindOf(error) === "away" ? none : null);
  if (told !== null) return storeError(told, subject, error);
  if (code === null || !/^[0-9A-Z]{5}$/.test(code)) return error;
  const says = `the server answered ${code}`;
  return storeError({ code: "store-broken", says, hint: "The log of the server says more." }, subject, error);
}

/** The driver's own message is only in the cause: it may quote a value. */
function storeError({ code, says, hint }: Told, subject: string, cause: Error): DatelineError {
  return new DatelineError(code, `Store cannot be used: ${subject}: ${says}`, { hint, cause });
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : null;
}
