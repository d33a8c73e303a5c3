// The tables, as a list of forward migrations: entry n takes a store from version n to n + 1. Never edit an entry once released.

/** "DtLn": marks the file as Dateline's (SQLite's application_id). */
export const APPLICATION_ID = 0x44744c6e;

/** Every migration in order; their number is the version that this program writes. */
export const MIGRATIONS: readonly string[] = [
  // 1: articles with revisions, passages, vectors and words; answers; settings.
  `
-- The newest revision of each article, for lists and suggestions. order_key: see articles.ts.
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

-- A revision may be used at t where visible_from <= t < visible_to (ms since 1970); see revision.ts.
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
`,
  // 2: sketches, to find copies; what is stored already is queued, to be sketched in small steps after opening.
  `
-- The sketch of each revision (compare/sketch.ts), one row a hash: a lookup reads the revisions that share one.
-- No foreign key: rows are removed with their revision by articles.ts, which knows their hashes from its text.
CREATE TABLE sketch_hashes (
  hash INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (hash, revision)
) STRICT, WITHOUT ROWID;

-- Revisions still without a sketch. A new rule of sketching empties the table above and fills this one.
CREATE TABLE revisions_to_sketch (
  revision INTEGER PRIMARY KEY REFERENCES revisions (number) ON DELETE CASCADE
) STRICT;
INSERT INTO revisions_to_sketch SELECT number FROM revisions;
`,
  // 3: feeds and their settled items; no reference to articles, so that removing one leaves its item settled.
  `
CREATE TABLE feeds (
  number INTEGER PRIMARY KEY,
  feed_id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL UNIQUE,
  title TEXT,
  site_url TEXT,
  source TEXT,
  full_text TEXT NOT NULL CHECK (full_text IN ('auto', 'always', 'never')),
  state TEXT NOT NULL CHECK (state IN ('active', 'gone')),
  etag TEXT,
  last_modified TEXT,
  added_at TEXT NOT NULL,
  checked_at TEXT,
  succeeded_at TEXT,
  next_at TEXT NOT NULL,
  interval_minutes REAL,
  failures INTEGER NOT NULL,
  problem TEXT
) STRICT;
CREATE INDEX feeds_by_due ON feeds (state, next_at);

CREATE TABLE feed_items (
  number INTEGER PRIMARY KEY,
  feed INTEGER NOT NULL REFERENCES feeds (number) ON DELETE CASCADE,
  key TEXT NOT NULL,
  url TEXT,
  content TEXT NOT NULL,
  state TEXT NOT NULL,
  article_id TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('added', 'same', 'rejected')),
  reason TEXT,
  undated INTEGER NOT NULL,
  page_tries INTEGER,
  settled_at TEXT NOT NULL,
  UNIQUE (feed, key)
) STRICT;
CREATE INDEX feed_items_by_url ON feed_items (url) WHERE url IS NOT NULL;
CREATE INDEX feed_items_by_content ON feed_items (content);
`,
  // 4: pages of articles that are fetched again; no reference to articles, so that removing one does not involve its page.
  `
-- history: JSON, [{"at": instant, "changed": boolean}], oldest first.
CREATE TABLE refetches (
  article_id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'gone', 'refused')),
  etag TEXT,
  last_modified TEXT,
  next_at TEXT NOT NULL,
  history TEXT NOT NULL,
  problem TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX refetches_by_due ON refetches (state, next_at, article_id);
`,
  // 5: counts of items that were forgotten, so that the counts of a feed stay those of all it ever had.
  `
ALTER TABLE feeds ADD COLUMN pruned_added INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN pruned_same INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN pruned_undated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN pruned_rejected INTEGER NOT NULL DEFAULT 0;
`,
  // 6: the audit of settings, which themselves are in `settings` under "guild:<id>".
  `
CREATE TABLE setting_changes (
  number INTEGER PRIMARY KEY,
  guild_id TEXT NOT NULL,
  at TEXT NOT NULL,
  user_id TEXT,
  setting TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL
) STRICT;
CREATE INDEX setting_changes_by_guild ON setting_changes (guild_id, number);
CREATE INDEX setting_changes_by_person ON setting_changes (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS answers_by_person ON answers (user_id);
CREATE INDEX IF NOT EXISTS answers_by_age ON answers (asked_ms, guild_id);
`,
  // 7: watches, news on its way, and how far arrivals were looked through. `record` is the whole as JSON; columns are what is searched.
  `
CREATE TABLE watches (
  number INTEGER PRIMARY KEY,
  watch_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('question', 'topic')),
  text TEXT NOT NULL,
  user_id TEXT NOT NULL,
  guild_id TEXT,
  target_kind TEXT NOT NULL CHECK (target_kind IN ('dm', 'channel')),
  target_id TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  paused TEXT,
  cited TEXT NOT NULL,
  pending_at TEXT,
  pending_number INTEGER,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX watches_by_user ON watches (user_id, kind);
CREATE INDEX watches_by_guild ON watches (guild_id, kind);
CREATE INDEX watches_pending ON watches (pending_at) WHERE pending_at IS NOT NULL;

CREATE TABLE watch_notices (
  number INTEGER PRIMARY KEY,
  notice_id TEXT NOT NULL UNIQUE,
  watch INTEGER NOT NULL REFERENCES watches (number) ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  target_kind TEXT NOT NULL,
  target_id TEXT NOT NULL,
  send_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'held')),
  sent_at TEXT,
  nonce TEXT,
  tries INTEGER NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX watch_notices_due ON watch_notices (send_at) WHERE state = 'waiting';
CREATE INDEX watch_notices_by_target ON watch_notices (target_id, sent_at);
CREATE INDEX watch_notices_by_watch ON watch_notices (watch);

CREATE TABLE watch_cursor (only INTEGER PRIMARY KEY CHECK (only = 1), number INTEGER NOT NULL) STRICT;
`,
  // 8: questions whose reply has not reached the person; a row goes when it has.
  `
CREATE TABLE open_questions (
  question_id TEXT PRIMARY KEY,
  asked_at TEXT NOT NULL,
  guild_id TEXT,
  channel_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  question TEXT NOT NULL,
  answer_id TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX open_questions_by_user ON open_questions (user_id, asked_at);
`,
  // 9: indexes for lists of articles by time and by address.
  `
CREATE INDEX IF NOT EXISTS revisions_by_publication ON revisions (published_ms) WHERE published_ms IS NOT NULL;
CREATE INDEX IF NOT EXISTS revisions_by_url ON revisions (url) WHERE url IS NOT NULL;
`,
  // 10: words and outlets are stored folded (model/fold.ts); where only lower() makes a difference, the tokenizer makes none.
  `
INSERT INTO passage_text (passage_text, rowid, title, text)
  SELECT 'delete', p.number, r.title, slice(r.text, p."start", p."end")
  FROM passages p JOIN revisions r ON r.number = p.revision
  WHERE fold(r.title) <> lower(r.title) OR fold(slice(r.text, p."start", p."end")) <> lower(slice(r.text, p."start", p."end"));
INSERT INTO passage_text (rowid, title, text)
  SELECT p.number, fold(r.title), fold(slice(r.text, p."start", p."end"))
  FROM passages p JOIN revisions r ON r.number = p.revision
  WHERE fold(r.title) <> lower(r.title) OR fold(slice(r.text, p."start", p."end")) <> lower(slice(r.text, p."start", p."end"));
INSERT INTO article_words (article_words) VALUES ('delete-all');
INSERT INTO article_words (rowid, title, outlet, day)
  SELECT order_key, fold(title), fold(coalesce(source, '')), day_words(published_at) FROM articles;
UPDATE articles SET source_key = source_key(source) WHERE source IS NOT NULL;
UPDATE revisions SET source_key = source_key(source) WHERE source IS NOT NULL;
`,
  // 11: what changed since the index was saved, and counts that take no longer in a large store.
  `
-- A revision that was stored, ended by a later one, embedded or removed: whoever keeps numbers of it reads them again.
CREATE TABLE revision_changes (number INTEGER PRIMARY KEY AUTOINCREMENT, revision INTEGER NOT NULL) STRICT;
CREATE TRIGGER revision_added AFTER INSERT ON revisions BEGIN
  INSERT INTO revision_changes (revision) VALUES (new.number);
END;
CREATE TRIGGER revision_ended AFTER UPDATE OF visible_to ON revisions BEGIN
  INSERT INTO revision_changes (revision) VALUES (new.number);
END;
CREATE TRIGGER revision_removed AFTER DELETE ON revisions BEGIN
  INSERT INTO revision_changes (revision) VALUES (old.number);
END;

-- Saves of the index that hold this store's changes up to one: the index of another store, or of a newer copy, is none of them.
CREATE TABLE index_saves (number INTEGER PRIMARY KEY, save_id TEXT NOT NULL UNIQUE, change INTEGER NOT NULL) STRICT;

CREATE TABLE tallies (name TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO tallies VALUES
  ('articles', (SELECT count(*) FROM articles)), ('revisions', (SELECT count(*) FROM revisions)),
  ('passages', (SELECT count(*) FROM passages));
CREATE TRIGGER article_tallied AFTER INSERT ON articles BEGIN
  UPDATE tallies SET count = count + 1 WHERE name = 'articles';
END;
CREATE TRIGGER article_untallied AFTER DELETE ON articles BEGIN
  UPDATE tallies SET count = count - 1 WHERE name = 'articles';
END;
CREATE TRIGGER revision_tallied AFTER INSERT ON revisions BEGIN
  UPDATE tallies SET count = count + 1 WHERE name = 'revisions';
END;
CREATE TRIGGER revision_untallied AFTER DELETE ON revisions BEGIN
  UPDATE tallies SET count = count - 1 WHERE name = 'revisions';
END;
CREATE TRIGGER passage_tallied AFTER INSERT ON passages BEGIN
  UPDATE tallies SET count = count + 1 WHERE name = 'passages';
END;
CREATE TRIGGER passage_untallied AFTER DELETE ON passages BEGIN
  UPDATE tallies SET count = count - 1 WHERE name = 'passages';
END;

-- Articles of each outlet, for suggestions.
CREATE TABLE outlet_tallies (source_key TEXT PRIMARY KEY, articles INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO outlet_tallies SELECT source_key, count(*) FROM articles WHERE source_key IS NOT NULL GROUP BY source_key;
CREATE TRIGGER outlet_tallied AFTER INSERT ON articles WHEN new.source_key IS NOT NULL BEGIN
  INSERT INTO outlet_tallies VALUES (new.source_key, 1) ON CONFLICT (source_key) DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER outlet_changed AFTER UPDATE OF source_key ON articles WHEN new.source_key IS NOT old.source_key BEGIN
  UPDATE outlet_tallies SET articles = articles - 1 WHERE source_key = old.source_key;
  DELETE FROM outlet_tallies WHERE source_key = old.source_key AND articles = 0;
  INSERT INTO outlet_tallies SELECT new.source_key, 1 WHERE new.source_key IS NOT NULL
    ON CONFLICT (source_key) DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER outlet_untallied AFTER DELETE ON articles WHEN old.source_key IS NOT NULL BEGIN
  UPDATE outlet_tallies SET articles = articles - 1 WHERE source_key = old.source_key;
  DELETE FROM outlet_tallies WHERE source_key = old.source_key AND articles = 0;
END;
`,
  // 12: sentences of other languages than English are split by the rules of their language; passages and vectors stay.
  `
UPDATE passages SET sentences = split_passage(r.text, passages."start", passages."end", r.language)
  FROM revisions r WHERE r.number = passages.revision AND r.language IS NOT NULL AND r.language <> 'en';
`,
];
