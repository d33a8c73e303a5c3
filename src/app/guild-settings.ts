// The settings of guilds: one JSON text for each guild in the store, defaults filled in when read.
import { isDeepStrictEqual } from "node:util";
import type { Instant } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import {
  DEFAULT_SETTINGS,
  type GuildSettings,
  guildSettingsSchema,
  SETTING_NAMES,
  type SettingChange,
} from "../model/guild.js";
import type { AuditLine, GuildChange, GuildStore } from "../store/ports.js";

interface SettingsParts {
  readonly store: Pick<GuildStore, "settings" | "change" | "audit">;
  readonly now: () => Instant;
  /** Called once for each committed change, for the log. */
  readonly onChange?: ((guildId: string, change: SettingChange) => void) | undefined;
}

/** Reads and changes settings; a change by another process is seen at the next read. */
export class SettingsService {
  readonly #parts: SettingsParts;
  /** Parsed, by guild, with the text that was parsed: reading the text takes microseconds, and it may have changed. */
  readonly #known = new Map<string, { readonly text: string; readonly settings: GuildSettings }>();

  constructor(parts: SettingsParts) {
    this.#parts = parts;
  }

  /** Returns the settings of a guild, defaults filled in; the defaults for null, which means DMs and the terminal. */
  async of(guildId: string | null): Promise<GuildSettings> {
    if (guildId === null) return DEFAULT_SETTINGS;
    const text = await this.#parts.store.settings(guildId);
    if (text === null) return DEFAULT_SETTINGS;
    const known = this.#known.get(guildId);
    if (known?.text === text) return known.settings;
    const settings = readSettings(text, guildId);
    this.#known.set(guildId, { text, settings });
    return settings;
  }

  /**
   * Changes settings, at once for every process over the store, and keeps a line for each that differs afterwards; returns
   * these. `edit` gets the settings as they are when the change is written.
   * @throws DatelineError usage-invalid for a value that a setting cannot have
   */
  async change(
    guildId: string,
    userId: string,
    edit: (settings: GuildSettings) => GuildSettings,
  ): Promise<readonly SettingChange[]> {
    const at = this.#parts.now();
    let changes: readonly SettingChange[] = [];
    await this.#parts.store.change(guildId, (text): GuildChange | null => {
      const before = text === null ? DEFAULT_SETTINGS : readSettings(text, guildId);
      const after = checkSettings(edit(before));
      changes = changesBetween(before, after).map((change) => ({ at, userId, ...change }));
      return changes.length === 0 ? null : { value: storedText(after), lines: changes.map(writeLine) };
    });
    for (const change of changes) this.#parts.onChange?.(guildId, change);
    return changes;
  }

  /** Returns past changes, newest first. */
  async audit(
    guildId: string,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly items: readonly SettingChange[] }> {
    const { total, lines } = await this.#parts.store.audit(guildId, offset, limit);
    return { total, items: lines.map(readLine) };
  }
}

function readSettings(text: string, guildId: string): GuildSettings {
  try {
    return guildSettingsSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new DatelineError("store-broken", `Settings of guild ${guildId} cannot be read`, {
      hint: "Restore a backup with `dateline restore`, or use the version of Dateline that wrote them.",
      cause: error,
    });
  }
}

/** @throws DatelineError usage-invalid, naming the settings that are wrong */
function checkSettings(settings: GuildSettings): GuildSettings {
  const checked = guildSettingsSchema.safeParse(settings);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new DatelineError("usage-invalid", `Not a setting that can be: ${problems.join("; ")}`, {
    hint: "`/settings show` and `dateline settings GUILD` show what is set.",
  });
}

function changesBetween(before: GuildSettings, after: GuildSettings) {
  const differing = SETTING_NAMES.filter((setting) => !isDeepStrictEqual(before[setting], after[setting]));
  return differing.map((setting) => ({ setting, from: before[setting], to: after[setting] }));
}

/** What has its default is left out, so that a later version's default reaches those who never chose. */
function storedText(settings: GuildSettings): string {
  const own = changesBetween(DEFAULT_SETTINGS, settings).map(({ setting, to }) => [setting, to] as const);
  return JSON.stringify(Object.fromEntries(own));
}

function writeLine({ at, userId, setting, from, to }: SettingChange): AuditLine {
  return { at, userId, setting, from: JSON.stringify(from), to: JSON.stringify(to) };
}

function readLine({ at, userId, setting, from, to }: AuditLine): SettingChange {
  const name = setting as SettingChange["setting"];
  return { at, userId, setting: name, from: JSON.parse(from), to: JSON.parse(to) };
}
