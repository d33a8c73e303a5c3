// The tables of watches as one forward migration. Never edit it once released.

/** Watches, news on its way, and how far arrivals were looked through. `record` is the whole as JSON; columns are what is searched. */
export const watchTables = `
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
`;
