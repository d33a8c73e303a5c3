// The tables of feeds as one forward migration. Never edit it once released.

/** Feeds and their settled items; articles are not referred to by key, so that removing one leaves its item settled. */
export const feedTables = `
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
`;
