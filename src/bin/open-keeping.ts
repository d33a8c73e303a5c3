// Joins what holds in guilds with what is kept about people, and for how long. Opens nothing: the stores are handed in.
import type { Config } from "../config.js";
import type { SettingChange } from "../guild-settings.js";
import type { Instant } from "../schema.js";
import type { GuildStore } from "../store/guild-store.js";
import type { Store } from "../store/store.js";
import type { WatchStore } from "../store/watch-store.js";
import { KeptOfPeople } from "./kept-of-people.js";
import { Retention } from "./retention.js";
import { StoredSettings } from "./stored-settings.js";

export interface KeepingParts {
  readonly store: Store;
  readonly guildStore: GuildStore;
  readonly watchStore: { readonly watches: Pick<WatchStore, "removeOf"> };
  readonly now: () => Instant;
  readonly config: Config;
  readonly onSettingChange?: ((guildId: string, change: SettingChange) => void) | undefined;
}

export interface Keeping {
  readonly settings: StoredSettings;
  readonly privacy: KeptOfPeople;
  readonly retention: Retention;
}

/** Makes the services about settings and privacy, and what deletes by age. */
export function openKeeping(parts: KeepingParts): Keeping {
  const { store, guildStore, watchStore, now, config, onSettingChange: onChange } = parts;
  const { limits, retentionDays, fetch } = config;
  const settings = new StoredSettings({ store: guildStore, now, ...(onChange ? { onChange } : {}) });
  const privacy = new KeptOfPeople({
    forgetters: [
      { kind: "answers", forget: (userId) => store.removeAnswersOf(userId) },
      { kind: "watches", forget: (userId) => watchStore.watches.removeOf(userId) },
      { kind: "lines", forget: (userId) => guildStore.forgetPerson(userId) },
    ],
    settings,
    retentionDays,
    countsQuestions: limits.personPerMinute > 0,
    contact: fetch.contact,
  });
  const retention = new Retention({ store, guilds: guildStore, settings, days: retentionDays, now });
  return { settings, privacy, retention };
}
