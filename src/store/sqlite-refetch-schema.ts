// The table of pages to be fetched again, as one forward migration. Never edit it once released.

/** Pages of articles; no reference by key, so that removing an article needs to know nothing of its page. */
export const refetchTables = `
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
`;
