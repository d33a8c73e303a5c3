// Services about guilds and people in memory: settings are kept with who changed them, a person's answers can be forgotten.

import type { PrivacyService } from "../src/app/privacy.js";
import type { SettingsService } from "../src/app/settings.js";
import type { Place } from "../src/model/article.js";
import {
  DEFAULT_SETTINGS,
  type GuildSettings,
  guildSettingsSchema,
  SETTING_NAMES,
  type SettingChange,
} from "../src/model/guild.js";

/** What outlives a restart. */
export interface FakeGuilds {
  readonly settings: Map<string, GuildSettings>;
  /** Oldest first. */
  readonly changes: { readonly guildId: string; readonly change: SettingChange }[];
  readonly answers: Map<string, { readonly place: Place }>;
}

export function fakeSettings(guilds: FakeGuilds, now: string): Pick<SettingsService, keyof SettingsService> {
  return {
    of: async (guildId) => guilds.settings.get(guildId ?? "") ?? DEFAULT_SETTINGS,
    async change(guildId, userId, edit) {
      const before = guilds.settings.get(guildId) ?? DEFAULT_SETTINGS;
      const after = guildSettingsSchema.parse(edit(before));
      const changes = SETTING_NAMES.filter(
        (setting) => JSON.stringify(before[setting]) !== JSON.stringify(after[setting]),
      ).map((setting) => ({ at: now, userId, setting, from: before[setting], to: after[setting] }));
      guilds.settings.set(guildId, after);
      guilds.changes.push(...changes.map((change) => ({ guildId, change })));
      return changes;
    },
    async audit(guildId, offset, limit) {
      const own = guilds.changes.filter((each) => each.guildId === guildId).map(({ change }) => change);
      return { total: own.length, items: own.reverse().slice(offset, offset + limit) };
    },
  };
}

export function fakePrivacy({ settings, answers }: FakeGuilds): Pick<PrivacyService, keyof PrivacyService> {
  return {
    facts: async (guildId) => ({
      retentionDays: settings.get(guildId ?? "")?.retentionDays ?? 90,
      kinds: ["answers", "lines"],
      countsQuestions: true,
      contact: null,
    }),
    async forget(userId) {
      const own = [...answers].filter(([, { place }]) => place.userId === userId);
      for (const [answerId] of own) answers.delete(answerId);
      return { answers: own.length, watches: 0, lines: 0 };
    },
  };
}
