// The tables, as a list of forward migrations: entry n takes a store from version n to n + 1. Never edit an entry once released.
import { feedTables } from "./sqlite-feed-schema.js";
import { guildTables } from "./sqlite-guild-schema.js";
import { listIndexes } from "./sqlite-lists.js";
import { openQuestionTables } from "./sqlite-open-questions-schema.js";
import { pruneColumns } from "./sqlite-prune-schema.js";
import { refetchTables } from "./sqlite-refetch-schema.js";
import { sketchTables } from "./sqlite-schema-sketches.js";
import { watchTables } from "./sqlite-watch-schema.js";

/** "DtLn": marks the file as Dateline's (SQLite's application_id). */
export const APPLICATION_ID = 0x44744c6e;

const version1 = `
-- The newest revision of each article, for lists and suggestions. order_key: see heading.ts.
CREATE TABLE articles (
  number INTEGER PRIMARY KEY,
  article_id TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,
  title TEXT NOT NULL,
  source TEXT,
  source_key TEXT,
  published_at TEXT,
  order_key INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX articles_by_source ON articles (source_key, order_key, source);

-- A revision may be used at t where visible_from <= t < visible_to (ms since 1970); see visibility.ts.
CREATE TABLE revisions (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  url TEXT,
  title TEXT NOT NULL,
  deck TEXT,
  text TEXT NOT NULL,
  source TEXT,
  source_key TEXT,
  agency TEXT,
  author TEXT,
  language TEXT,
  published_at TEXT,
  updated_at TEXT,
  fetched_at TEXT NOT NULL,
  dates TEXT NOT NULL,
  sample INTEGER NOT NULL,
  published_ms INTEGER,
  visible_from INTEGER NOT NULL,
  visible_to INTEGER NOT NULL,
  UNIQUE (article, revision)
) STRICT;
CREATE INDEX revisions_by_visibility
  ON revisions (visible_from, visible_to, source_key, published_ms, article, revision);

-- The text of a passage is cut from its revision. sentences: pairs of uint32, little endian, start and end.
CREATE TABLE passages (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  revision INTEGER NOT NULL REFERENCES revisions (number) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  token_count INTEGER NOT NULL,
  sentences BLOB NOT NULL,
  embedded INTEGER NOT NULL DEFAULT 0,
  UNIQUE (revision, ordinal)
) STRICT;
CREATE INDEX passages_to_embed ON passages (number) WHERE embedded = 0;

-- float32, little endian; all rows belong to the one embedder below.
CREATE TABLE vectors (
  passage INTEGER PRIMARY KEY REFERENCES passages (number) ON DELETE CASCADE,
  embedding BLOB NOT NULL
) STRICT;
CREATE TABLE embedder (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  fingerprint TEXT NOT NULL,
  dimensions INTEGER NOT NULL
) STRICT;

-- rowid = passages.number. Without contentless_delete, which would leave removed rows in the numbers that BM25 is reckoned from.
CREATE VIRTUAL TABLE passage_text USING fts5 (
  title, text, content = '', tokenize = 'porter unicode61 remove_diacritics 2'
);
-- rowid = articles.order_key, so that the newest come out first without sorting
CREATE VIRTUAL TABLE article_words USING fts5 (
  title, outlet, day, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE answers (
  number INTEGER PRIMARY KEY,
  answer_id TEXT NOT NULL UNIQUE,
  asked_ms INTEGER NOT NULL,
  guild_id TEXT,
  channel_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  visibility TEXT NOT NULL CHECK (visibility IN ('public', 'private')),
  answer TEXT NOT NULL
) STRICT;
CREATE INDEX answers_by_channel ON answers (channel_id, asked_ms, number);

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Every migration in order; the length is the version this program writes. */
export const MIGRATIONS: readonly string[] = [
  version1,
  sketchTables,
  feedTables,
  refetchTables,
  pruneColumns,
  guildTables,
  watchTables,
  openQuestionTables,
  listIndexes,
];
