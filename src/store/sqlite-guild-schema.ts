// The table of changes to the settings of guilds as one forward migration. Never edit it once released.

/** The settings themselves stay in `settings`, under "guild:<id>". */
export const guildTables = `
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
`;
