// The settings from the environment: each is declared once, with its name, its default and what it may be.
import { z } from "zod";
import { DatelineError } from "../model/errors.js";
import { languageSchema } from "../model/guild.js";
import { ROLES, type Shards } from "../model/processes.js";
import { isDatabaseAddress } from "../store/postgres/address.js";

const text = z.string().min(1);
const flag = z.enum(["0", "1"]);
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ""));
const snowflake = z.string().regex(/^\d{15,21}$/, "expected a Discord id of 15 to 21 digits");
const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
/** Goes into a header inside parentheses. */
const contact = z
  .string()
  .regex(/^[\x21-\x27\x2a-\x7e]{3,200}$/, "expected a web address or an e-mail address, without spaces");
const hostName = z.string().regex(/^[\w.:-]{1,253}$/, "expected an address or a host name, without port");
const hosts = z.string().transform((value, context): readonly string[] => {
  const entries = value.split(/[\s,]+/).filter(Boolean);
  const wrong = entries.findIndex((entry) => hostAndPort(entry) === null);
  if (wrong < 0) return entries.flatMap((entry) => hostAndPort(entry) ?? []);
  context.addIssue(`expected host:port, separated by commas; entry ${wrong + 1} is none`);
  return z.NEVER;
});

/** A folder, or the address of a PostgreSQL database. */
const store = text.refine(
  (value) => (isDatabaseAddress(value) ? URL.canParse(value) : !/^[a-z][a-z\d+.-]*:\/\//i.test(value)),
  "expected a folder, or postgres://user@host:5432/database with the special characters of a password as %XX",
);

/** More than Discord gives any bot. */
const MAX_SHARDS = 16_384;

/** "auto", the number of all shards, or some of them out of how many: "0-3/16", "0,5,7/16". */
const shards = z.string().transform((value, context): "auto" | Shards => {
  const [, list = "", of] = /^([\d,\s-]+?)(?:\/(\d+))?$/.exec(value) ?? [];
  const ids = [...new Set(list.split(",").flatMap(idsIn))].sort((one, other) => one - other);
  const total = Number(of ?? list);
  const isWhole = of === undefined && /^\d+$/.test(list) && total >= 1 && total <= MAX_SHARDS;
  if (value === "auto") return "auto";
  if (isWhole) return { ids: Array.from({ length: total }, (_, id) => id), total };
  if (of !== undefined && total <= MAX_SHARDS && ids.length > 0 && ids.every((id) => id < total))
    return { ids, total };
  context.addIssue("expected auto, a number of shards such as 4, or some of them such as 0-3/16 or 0,5/16");
  return z.NEVER;
});

/** Returns the shards that "3" or "0-3" names; anything else gives one that there never is. */
function idsIn(range: string): number[] {
  const [, first, last = first] = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(range) ?? [];
  const [from, to] = [Number(first), Number(last)];
  return from <= to ? Array.from({ length: to - from + 1 }, (_, n) => from + n) : [Number.POSITIVE_INFINITY];
}

/** One setting: its name in the environment, and the schema that reads its text and gives the default for none. */
class Setting<Value> {
  readonly name: string;
  readonly schema: z.ZodType<Value>;

  constructor(name: string, schema: z.ZodType<Value>) {
    this.name = name;
    this.schema = schema;
  }
}

const setting = <Value>(name: string, schema: z.ZodType<Value>) => new Setting(name, schema);

/** Every setting, in groups; see `.env.example` for what each does. */
const SETTINGS = {
  discord: {
    /** Null if unset: the terminal needs none. */
    token: setting("DISCORD_TOKEN", text.nullable().default(null)),
    /** Null: Discord is asked for it at startup. */
    applicationId: setting("DISCORD_APPLICATION_ID", snowflake.nullable().default(null)),
    /** Register commands in this guild only; null for everywhere. */
    guildId: setting("DISCORD_GUILD_ID", snowflake.nullable().default(null)),
    /** REST base without version and trailing slash. */
    apiUrl: setting("DISCORD_API_URL", url.default("https://discord.com/api")),
    /** Which shards this process connects; "auto": as many as Discord recommends, all of them. */
    shards: setting("DATELINE_SHARDS", shards.default("auto")),
  },
  /** Folder of the embedded store, and of what evaluations keep. */
  storePath: setting("DATELINE_DATA", text.default("data/store")),
  /** Address of the PostgreSQL database that holds everything durable; null: `storePath` does. */
  database: setting("DATELINE_STORE", store.nullable().default(null)),
  /** What this process does; anything but "all" needs a store that processes can share. */
  role: setting("DATELINE_ROLE", z.enum(ROLES).default("all")),
  /** How long work waits for a process that was killed before another takes it over. */
  leaseSeconds: setting("DATELINE_LEASE_SECONDS", count(1, 600).default(30)),
  models: {
    path: setting("DATELINE_MODELS", text.default("data/models")),
    hubUrl: setting("DATELINE_MODEL_HUB", url.default("https://huggingface.co")),
    embedder: setting("DATELINE_EMBEDDER", text.default("bge-small-en-v1.5")),
    reranker: setting("DATELINE_RERANKER", text.default("dateline-reader")),
    /** True: never download; use what is there or work lexically. */
    offline: setting("DATELINE_OFFLINE", flag.default("0").transform(isOn)),
  },
  /** Passages that the cross-encoder reads per question; 0 turns it off. */
  rerankLimit: setting("DATELINE_RERANK_LIMIT", count(0, 100).default(10)),
  /** Passages and sentences that it reads at the same time, each with 55 MB of its own; never more than there are cores. */
  rerankReaders: setting("DATELINE_RERANK_READERS", count(1, 4).default(2)),
  /** Of the words around quotes in the terminal; in Discord they follow the reader. */
  language: setting("DATELINE_LANGUAGE", languageSchema.default("en")),
  /** Of pages and feeds. */
  fetch: {
    /** Who is responsible for this Dateline, sent to every web server; null if unset. */
    contact: setting("DATELINE_CONTACT", contact.nullable().default(null)),
    /** Hosts that may be fetched whatever their address, as "host:port" in lower case. */
    allowHosts: setting("DATELINE_ALLOW_HOSTS", hosts.default([])),
  },
  /** OPML file of the packs of feeds to begin with; null: the one that comes with Dateline. */
  starterFeeds: setting("DATELINE_STARTER_FEEDS", text.nullable().default(null)),
  /** Bounds of the time between two reads of a feed; the longest is never under the shortest. */
  feedPace: {
    minMinutes: setting("DATELINE_FEED_MIN_MINUTES", count(1, 1440).default(5)),
    maxMinutes: setting("DATELINE_FEED_MAX_MINUTES", count(5, 10_080).default(720)),
  },
  /** False: known pages are never fetched again automatically. */
  refetch: setting("DATELINE_REFETCH", flag.default("1").transform(isOn)),
  /** Questions that the bot answers per minute; 0: unlimited. */
  limits: {
    personPerMinute: setting("DATELINE_QUESTIONS_A_MINUTE", count(0, 1000).default(6)),
    guildPerMinute: setting("DATELINE_GUILD_QUESTIONS_A_MINUTE", count(0, 10_000).default(60)),
  },
  /** Days that questions and answers are kept; null: until they are deleted. */
  retentionDays: setting(
    "DATELINE_RETENTION_DAYS",
    count(0, 3650)
      .default(90)
      .transform((days) => (days === 0 ? null : days)),
  ),
  /** Health, readiness and metrics of the bot. */
  http: {
    /** Null: no port is opened. */
    port: setting("DATELINE_HTTP_PORT", count(1, 65_535).nullable().default(null)),
    host: setting("DATELINE_HTTP_HOST", hostName.default("127.0.0.1")),
  },
  logLevel: setting(
    "DATELINE_LOG_LEVEL",
    z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  ),
};

interface Group {
  readonly [key: string]: Setting<unknown> | Group;
}

type ValuesOf<G> = {
  readonly [Key in keyof G]: G[Key] extends Setting<infer Value> ? Value : ValuesOf<G[Key]>;
};

/** The values of all settings, in the groups of SETTINGS. */
export type Config = ValuesOf<typeof SETTINGS>;

const environmentSchema = z.object(
  Object.fromEntries(settingsIn(SETTINGS).map(({ name, schema }) => [name, schema])),
);

/**
 * Reads the settings; an empty value counts as unset, names that are not Dateline's are skipped.
 * @throws DatelineError config-invalid, naming every setting that is wrong and what was expected, never its value
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
  const config = valuesOf(SETTINGS, parsed.data) as Config;
  const { minMinutes, maxMinutes } = config.feedPace;
  const paced = { ...config, feedPace: { minMinutes, maxMinutes: Math.max(minMinutes, maxMinutes) } };
  return config.database === null ? paced : withStore(paced, config.database);
}

/** Returns the settings with another store: a folder, or the address of a PostgreSQL database. @throws DatelineError config-invalid */
export function withStore(config: Config, given: string): Config {
  const { success } = store.safeParse(given);
  if (!success) {
    throw new DatelineError("config-invalid", "The store is neither a folder nor postgres://…", {
      hint: "Correct --store or DATELINE_STORE; .env.example explains both.",
    });
  }
  return isDatabaseAddress(given)
    ? { ...config, database: given }
    : { ...config, storePath: given, database: null };
}

function settingsIn(group: Group): Setting<unknown>[] {
  return Object.values(group).flatMap((one) => (one instanceof Setting ? [one] : settingsIn(one)));
}

function valuesOf(group: Group, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(group).map(([key, one]) => [
      key,
      one instanceof Setting ? values[one.name] : valuesOf(one, values),
    ]),
  );
}

function isOn(value: "0" | "1"): boolean {
  return value === "1";
}

/** Returns the entry spelled as a URL spells it; null for anything but a host with a port. */
function hostAndPort(entry: string): string | null {
  const port = /^[\w.[\]:-]+:(\d{1,5})$/.exec(entry)?.[1];
  if (port === undefined || !URL.canParse(`http://${entry}`)) return null;
  return `${new URL(`http://${entry}`).hostname}:${Number(port)}`;
}
