// Settings from the environment: pure, strict, every problem reported at once by name and never by value.
import { z } from "zod";
import { DatelineError } from "../model/errors.js";
import { type Language, languageSchema } from "../model/guild.js";

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ""));
const snowflake = z.string().regex(/^\d{15,21}$/, "expected a Discord id of 15 to 21 digits");
const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
/** Goes into a header inside parentheses. */
const contact = z
  .string()
  .regex(/^[\x21-\x27\x2a-\x7e]{3,200}$/, "expected a web address or an e-mail address, without spaces");
const hosts = z.string().transform((value, context) => {
  const entries = value.split(/[\s,]+/).filter(Boolean);
  const wrong = entries.findIndex((entry) => hostAndPort(entry) === null);
  if (wrong < 0) return entries.flatMap((entry) => hostAndPort(entry) ?? []);
  context.addIssue(`expected host:port, separated by commas; entry ${wrong + 1} is none`);
  return z.NEVER;
});

const environmentSchema = z.object({
  DISCORD_TOKEN: z.string().min(1).optional(),
  DISCORD_APPLICATION_ID: snowflake.optional(),
  DISCORD_GUILD_ID: snowflake.optional(),
  DISCORD_API_URL: url.default("https://discord.com/api"),
  DATELINE_DATA: z.string().min(1).default("data/store"),
  DATELINE_MODELS: z.string().min(1).default("data/models"),
  DATELINE_MODEL_HUB: url.default("https://huggingface.co"),
  DATELINE_EMBEDDER: z.string().min(1).default("bge-small-en-v1.5"),
  DATELINE_RERANKER: z.string().min(1).default("ms-marco-MiniLM-L-12-v2"),
  DATELINE_OFFLINE: z.enum(["0", "1"]).default("0"),
  DATELINE_RERANK_LIMIT: count(0, 100).default(12),
  DATELINE_LANGUAGE: languageSchema.default("en"),
  DATELINE_CONTACT: contact.optional(),
  DATELINE_ALLOW_HOSTS: hosts.default([]),
  DATELINE_FEED_MIN_MINUTES: count(1, 1440).default(5),
  DATELINE_FEED_MAX_MINUTES: count(5, 10_080).default(720),
  DATELINE_REFETCH: z.enum(["0", "1"]).default("1"),
  DATELINE_QUESTIONS_A_MINUTE: count(0, 1000).default(6),
  DATELINE_GUILD_QUESTIONS_A_MINUTE: count(0, 10_000).default(60),
  DATELINE_RETENTION_DAYS: count(0, 3650).default(90),
  DATELINE_HTTP_PORT: count(1, 65_535).optional(),
  DATELINE_HTTP_HOST: z
    .string()
    .regex(/^[\w.:-]{1,253}$/, "expected an address or a host name, without port")
    .default("127.0.0.1"),
  DATELINE_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

/** All settings, with names and units of their own; see `.env.example` for what each does. */
export interface Config {
  readonly discord: {
    /** Null where unset: the terminal needs none. */
    readonly token: string | null;
    /** Null: asked from Discord at start. */
    readonly applicationId: string | null;
    /** Register commands in this guild only; null for everywhere. */
    readonly guildId: string | null;
    /** REST base without version and trailing slash. */
    readonly apiUrl: string;
  };
  readonly storePath: string;
  readonly models: {
    readonly path: string;
    readonly hubUrl: string;
    readonly embedder: string;
    readonly reranker: string;
    /** True: never fetch, use what is there or work lexically. */
    readonly offline: boolean;
  };
  /** Of pages and feeds. */
  readonly fetch: {
    /** Who answers for this Dateline, told to every server that is asked; null where unset. */
    readonly contact: string | null;
    /** Hosts that may be asked whatever their address, as "host:port" in lower case; empty by default. */
    readonly allowHosts: readonly string[];
  };
  /** Bounds of the time between two reads of a feed; the longest is never under the shortest. */
  readonly feedPace: { readonly minMinutes: number; readonly maxMinutes: number };
  /** False: pages are never fetched again by themselves. */
  readonly refetch: boolean;
  /** Questions that the bot answers in any minute; 0: without bound. */
  readonly limits: { readonly personPerMinute: number; readonly guildPerMinute: number };
  /** Days that questions and answers are kept; null: until they are deleted. */
  readonly retentionDays: number | null;
  /** Of the words around quotes in the terminal; in Discord they follow the reader. */
  readonly language: Language;
  /** Passages that the cross-encoder reads a question, 0 turns it off. */
  readonly rerankLimit: number;
  /** Health, readiness and metrics of the bot. */
  readonly http: {
    /** Null: no port is opened. */
    readonly port: number | null;
    readonly host: string;
  };
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

/**
 * Reads the settings; an empty value counts as unset, names that are not Dateline's are passed over.
 * @throws DatelineError config-invalid, naming every setting that is wrong and what was expected
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new DatelineError("config-invalid", `Settings that cannot be used: ${problems.join("; ")}`, {
      hint: "Correct them in .env or in the environment; .env.example explains each.",
    });
  }
  const value = parsed.data;
  return {
    discord: {
      token: value.DISCORD_TOKEN ?? null,
      applicationId: value.DISCORD_APPLICATION_ID ?? null,
      guildId: value.DISCORD_GUILD_ID ?? null,
      apiUrl: value.DISCORD_API_URL,
    },
    storePath: value.DATELINE_DATA,
    models: {
      path: value.DATELINE_MODELS,
      hubUrl: value.DATELINE_MODEL_HUB,
      embedder: value.DATELINE_EMBEDDER,
      reranker: value.DATELINE_RERANKER,
      offline: value.DATELINE_OFFLINE === "1",
    },
    fetch: { contact: value.DATELINE_CONTACT ?? null, allowHosts: value.DATELINE_ALLOW_HOSTS },
    feedPace: {
      minMinutes: value.DATELINE_FEED_MIN_MINUTES,
      maxMinutes: Math.max(value.DATELINE_FEED_MIN_MINUTES, value.DATELINE_FEED_MAX_MINUTES),
    },
    refetch: value.DATELINE_REFETCH === "1",
    limits: {
      personPerMinute: value.DATELINE_QUESTIONS_A_MINUTE,
      guildPerMinute: value.DATELINE_GUILD_QUESTIONS_A_MINUTE,
    },
    retentionDays: value.DATELINE_RETENTION_DAYS === 0 ? null : value.DATELINE_RETENTION_DAYS,
    language: value.DATELINE_LANGUAGE,
    rerankLimit: value.DATELINE_RERANK_LIMIT,
    http: { port: value.DATELINE_HTTP_PORT ?? null, host: value.DATELINE_HTTP_HOST },
    logLevel: value.DATELINE_LOG_LEVEL,
  };
}

/** Spelled as a URL spells it; null for what is no host with a port. */
function hostAndPort(entry: string): string | null {
  const port = /^[\w.[\]:-]+:(\d{1,5})$/.exec(entry)?.[1];
  if (port === undefined || !URL.canParse(`http://${entry}`)) return null;
  return `${new URL(`http://${entry}`).hostname}:${Number(port)}`;
}
