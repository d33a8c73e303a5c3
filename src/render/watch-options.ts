// Declares the subcommands of /watch and /follow, and reads their options.
import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  type BaseInteraction,
  ChannelType,
  MessageFlags,
} from "discord.js";
import { DatelineError } from "../model/errors.js";
import type { Language } from "../model/guild.js";
import type { Quiet, Watch, WatchWishes } from "../model/watch.js";
import type { CommandPath } from "./catalogue.js";
import { choiceOption, stringOption, subcommand } from "./declare.js";
import { oneLine } from "./text.js";

const WATCH_ID = /^[0-9a-f]{12}$/;
const WHERE = [
  { value: "dm", text: "watch.choice-dm" },
  { value: "channel", text: "watch.choice-channel" },
] as const;
const WHEN = [
  { value: "at-once", text: "watch.choice-at-once" },
  { value: "daily", text: "watch.choice-daily" },
] as const;

/** Declares add, list and remove of /watch. */
export function watchOptions() {
  return [
    subcommand("watch.add", [
      stringOption("watch.add.question", { required: true, max: 500 }),
      choiceOption("watch.add.where", WHERE),
      choiceOption("watch.add.when", WHEN),
      stringOption("watch.add.quiet", { max: 20 }),
      stringOption("watch.add.time_zone", { autocomplete: true, max: 60 }),
    ]),
    subcommand("watch.list"),
    subcommand("watch.remove", [
      stringOption("watch.remove.watch", { required: true, autocomplete: true, max: 100 }),
    ]),
  ];
}

/** Declares add, list and remove of /follow. */
export function followOptions() {
  return [
    subcommand("follow.add", [
      stringOption("follow.add.topic", { required: true, max: 100 }),
      channelOption("follow.add.channel"),
      choiceOption("follow.add.when", WHEN),
    ]),
    subcommand("follow.list"),
    subcommand("follow.remove", [
      stringOption("follow.remove.topic", { required: true, autocomplete: true, max: 100 }),
    ]),
  ];
}

/** Declares a channel option that takes text and announcement channels, and threads, which posts of a forum are. */
function channelOption(path: CommandPath): APIApplicationCommandBasicOption {
  const { name, name_localizations, description, description_localizations } = stringOption(path);
  const words = { name, name_localizations, description, description_localizations };
  const channel_types = [
    ChannelType.GuildText,
    ChannelType.GuildAnnouncement,
    ChannelType.PublicThread,
    ChannelType.AnnouncementThread,
    ChannelType.PrivateThread,
  ];
  return {
    type: ApplicationCommandOptionType.Channel,
    ...words,
    channel_types,
  } as APIApplicationCommandBasicOption;
}

/**
 * Reads "22-07", "22–7" or "22 to 7" as quiet hours; null if nothing was typed.
 * @throws DatelineError usage-invalid for anything else
 */
function quietHours(typed: string | null): Quiet | null {
  if (typed === null || typed.trim() === "") return null;
  const match =
    /^\s*(\d{1,2})(?::00)?\s*(?:h|uhr)?\s*(?:-|–|to|bis|à|a)\s*(\d{1,2})(?::00)?\s*(?:h|uhr)?\s*$/i.exec(
      typed,
    );
  const [from, to] = [Number(match?.[1]), Number(match?.[2])];
  if (match !== null && from <= 23 && to <= 24) return { from, to: to % 24 };
  throw new DatelineError("usage-invalid", `Quiet hours: “${oneLine(typed, 30)}”: expected two full hours`, {
    hint: "Write them like this: 22-07.",
  });
}

/** Lists watches as choices; the value is the watch id. The same topic in two channels is told apart by the channel's id. */
export function watchChoices(watches: readonly Watch[]): { name: string; value: string; aside: string }[] {
  return watches.map(({ watchId, text, kind, target, createdAt }) => ({
    name: oneLine(text, 100),
    value: watchId,
    aside: kind === "topic" ? `#${target.id}` : createdAt.slice(0, 10),
  }));
}

/**
 * Returns the id that was chosen, or that of the only watch that fits the typed words.
 * @throws DatelineError watch-unknown if the words fit none or several
 */
export function chosenWatch(typed: string, fitting: readonly Watch[]): string {
  if (WATCH_ID.test(typed)) return typed;
  const [first, second] = fitting;
  if (first !== undefined && second === undefined) return first.watchId;
  const found = first === undefined ? "none" : "more than one";
  throw new DatelineError("watch-unknown", `“${oneLine(typed, 100)}”: expected one watch, found ${found}`, {
    hint: "Start typing, and pick it from the list.",
  });
}

/** Returns at most 25 time zones whose name contains what was typed. */
export function zoneChoices(typed: string): { name: string; value: string }[] {
  const wanted = typed.toLowerCase().replaceAll(" ", "_");
  const fitting = Intl.supportedValuesOf("timeZone").filter((zone) => zone.toLowerCase().includes(wanted));
  return fitting.slice(0, 25).map((zone) => ({ name: zone, value: zone }));
}

/**
 * Reads from the options of `/watch add` how a person wants to be told; in a DM it is always a direct message.
 * @throws DatelineError usage-invalid for malformed quiet hours
 */
export function watchWishes(
  typed: (name: "where" | "when" | "quiet" | "time_zone") => string | null,
  languages: { readonly own: Language; readonly guild: Language | null },
): WatchWishes {
  const isPublic = typed("where") === "channel" && languages.guild !== null;
  return {
    where: isPublic ? "channel" : "dm",
    delivery: typed("when") === "daily" ? "daily" : "at-once",
    quiet: quietHours(typed("quiet")),
    timeZone: typed("time_zone"),
    language: isPublic ? (languages.guild ?? languages.own) : languages.own,
    isPublic,
  };
}

/** How the button under an answer notifies a person: right away, in a direct message. */
export function buttonWishes(language: Language, isPublic: boolean): WatchWishes {
  return { where: "dm", delivery: "at-once", quiet: null, timeZone: null, language, isPublic };
}

/** Returns whether everyone in a guild channel can read the message of a button. */
export function canRead(interaction: BaseInteraction): boolean {
  if (!interaction.inGuild() || !interaction.isMessageComponent()) return false;
  return !interaction.message.flags.has(MessageFlags.Ephemeral);
}
