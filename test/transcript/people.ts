// Who talks in the transcripts, and where.
import { MANAGE_GUILD } from "../discord/double.js";
import { snowflake } from "../discord/snowflake.js";
import type { Speaker } from "./conversation.js";

const GUILD = snowflake();
const NEWS = snowflake();
const TURKISH_GUILD = snowflake();
const HABER = snowflake();

const inNews = { guildId: GUILD, channelId: NEWS, where: "#news", locale: "en-GB", guildLocale: "en-GB" };
const inHaber = { guildId: TURKISH_GUILD, channelId: HABER, where: "#haber", guildLocale: "tr" };

/** Asks in an English guild. */
export const ANNA: Speaker = { ...inNews, name: "Anna", userId: snowflake() };
/** Reads the same channel. */
export const BEN: Speaker = { ...inNews, name: "Ben", userId: snowflake() };
/** Manages that guild. */
export const MARA: Speaker = { ...inNews, name: "Mara", userId: snowflake(), permissions: MANAGE_GUILD };
/** A German in a Turkish guild. */
export const JONAS: Speaker = { ...inHaber, name: "Jonas", userId: snowflake(), locale: "de" };
/** At home there. */
export const ELIF: Speaker = { ...inHaber, name: "Elif", userId: snowflake(), locale: "tr" };
/** In the bot's DM. */
export const LUCIA: Speaker = {
  name: "Lucía",
  where: "direct message",
  userId: snowflake(),
  channelId: snowflake(),
  locale: "es-ES",
};
