// Adds scheduled events to a server, when a person asks for one; one that is there already is not added again.
import { DiscordAPIError, type REST, Routes } from "discord.js";
import type { EventOutcome, ServerEvent } from "../render/server-event.js";
import { discordFailure, isRefused } from "./discord-errors.js";

/** Discord: guild scheduled event, entity type external, and the only privacy level. */
const [EXTERNAL, GUILD_ONLY] = [3, 2];
/** Discord: JSON error codes, too many uncompleted guild scheduled events. */
const TOO_MANY = 30_038;

interface StoredEvent {
  readonly id: string;
  readonly name: string;
  readonly scheduled_start_time: string;
}

/** Adds an event, unless the server has one of that name and start. @throws DatelineError discord-api */
export async function addServerEvent(
  rest: Pick<REST, "get" | "post">,
  guildId: string,
  { name, description, location, startsAt, endsAt }: ServerEvent,
): Promise<EventOutcome> {
  const route = Routes.guildScheduledEvents(guildId);
  const linkTo = ({ id }: StoredEvent) => `https://discord.com/events/${guildId}/${id}`;
  const body = {
    ...{ name, description, entity_metadata: { location } },
    ...{ scheduled_start_time: startsAt, scheduled_end_time: endsAt },
    ...{ entity_type: EXTERNAL, privacy_level: GUILD_ONLY },
  };
  try {
    const known = ((await rest.get(route)) as readonly StoredEvent[]).find(
      (event) => event.name === name && Date.parse(event.scheduled_start_time) === Date.parse(startsAt),
    );
    if (known !== undefined) return { kind: "exists", url: linkTo(known) };
    return { kind: "added", url: linkTo((await rest.post(route, { body })) as StoredEvent) };
  } catch (error) {
    if (isRefused(error)) return { kind: "refused" };
    if (error instanceof DiscordAPIError && Number(error.code) === TOO_MANY) return { kind: "too-many" };
    throw discordFailure(error, "add an event");
  }
}
