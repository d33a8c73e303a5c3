// Which outlets may be quoted at a place, from the settings of its guild. Every way from articles to people asks here.
import type { MayQuote } from "../answer/withhold.js";
import { DatelineError } from "../errors.js";
import type { GuildSettings } from "../guild-settings.js";
import type { Article, Outlets, Place } from "../schema.js";
import type { SettingsServices } from "../services.js";
import { mayQuote } from "../store/visibility.js";

/** The outlets of a guild's settings as a Scope takes them. */
export function outletsIn({ allowedSources, deniedSources }: GuildSettings): Outlets {
  return { allowed: allowedSources, denied: deniedSources };
}

/** The outlets that may be quoted there; all in DMs, in the terminal, and for null. */
export async function outletsAt(
  place: Pick<Place, "guildId"> | null,
  settings: Pick<SettingsServices, "of">,
): Promise<Outlets> {
  return outletsIn(await settings.of(place?.guildId ?? null));
}

/** The same as a test of one outlet. */
export function quotable(outlets: Outlets): MayQuote {
  return (source) => mayQuote(source, outlets);
}

/** Returns the article where it may be quoted. @throws DatelineError article-unknown */
export function requireQuotable(article: Article, outlets: Outlets): Article {
  if (mayQuote(article.source, outlets)) return article;
  throw new DatelineError("article-unknown", `Not quoted in this server: articles of "${article.source}"`, {
    hint: "Whoever manages this server chose that with /settings.",
  });
}
