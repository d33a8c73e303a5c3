// The settings of guilds in the store: one JSON text a guild, defaults filled in when read. Remembers what it read.
import { DEFAULT_SETTINGS, type GuildSettings, guildSettingsSchema } from "../guild-settings.js";
import type { SettingsServices } from "../services.js";
import type { Store } from "../store/store.js";

/** Reads the settings of guilds. */
export class StoredSettings implements SettingsServices {
  readonly #store: Pick<Store, "setting">;
  readonly #known = new Map<string, GuildSettings>();

  constructor(store: Pick<Store, "setting">) {
    this.#store = store;
  }

  async of(guildId: string | null): Promise<GuildSettings> {
    if (guildId === null) return DEFAULT_SETTINGS;
    const known = this.#known.get(guildId);
    if (known !== undefined) return known;
    const stored = await this.#store.setting(`guild:${guildId}`);
    const settings = stored === null ? DEFAULT_SETTINGS : guildSettingsSchema.parse(JSON.parse(stored));
    this.#known.set(guildId, settings);
    return settings;
  }
}
