// The table of open questions as one forward migration. Never edit it once released.

/** Questions whose reply has not reached the person; a row goes when it has. */
export const openQuestionTables = `
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
`;
