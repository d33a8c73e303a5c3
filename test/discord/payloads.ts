// Interactions as Discord sends them: slash commands, autocompletes, buttons and forms, in a guild or in a DM.
import type { StoredCommand, StoredOption } from "./command-store.js";
import { snowflake } from "./snowflake.js";

const SUBCOMMAND = 1;
const STRING = 3;
const ATTACHMENT = 11;
const MESSAGE_COMMAND = 3;

/** Who does it and where; no guild means the bot's DM. */
export interface Person {
  readonly userId: string;
  readonly guildId?: string;
  readonly channelId: string;
  /** Permission bits in the guild, as a decimal text. */
  readonly permissions?: string;
  /** Ids of roles of the member. */
  readonly roles?: readonly string[];
  /** True: the application is in the account of the person only, not in the guild. */
  readonly isGuest?: boolean;
  /** Language of this person's Discord, default "en-US". */
  readonly locale?: string;
  /** Language of the guild, default "en-US". */
  readonly guildLocale?: string;
  /** What the bot may do there, as a decimal text; default: see, write, write in threads. */
  readonly appPermissions?: string;
  /** True: the channel is a thread. */
  readonly inThread?: boolean;
  /** True: a DM with other people, where Dateline is in the account of this person. */
  readonly inGroup?: boolean;
}

/** Permission bits by Discord's names. */
export const RIGHTS = { ViewChannel: 1n << 10n, SendMessages: 1n << 11n, SendMessagesInThreads: 1n << 38n };
const ALL_RIGHTS = String(RIGHTS.ViewChannel | RIGHTS.SendMessages | RIGHTS.SendMessagesInThreads);
const [TEXT_CHANNEL, PUBLIC_THREAD] = [0, 11];

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly url: string;
}

export type OptionValue = string | number | boolean | Attachment;
export type OptionValues = Readonly<Record<string, OptionValue>>;

/** Makes what every interaction has. */
export function envelope(applicationId: string, person: Person, type: number, data: object) {
  const { userId, guildId, channelId, permissions = "0", roles = [], isGuest = false } = person;
  const { locale = "en-US", guildLocale = "en-US" } = person;
  const { appPermissions = ALL_RIGHTS } = person;
  const channelType = person.inThread ? PUBLIC_THREAD : TEXT_CHANNEL;
  const user = {
    id: userId,
    username: `user-${userId.slice(-4)}`,
    discriminator: "0",
    global_name: null,
    avatar: null,
  };
  const member = {
    user,
    permissions,
    roles,
    joined_at: "2024-01-01T00:00:00.000Z",
    deaf: false,
    mute: false,
    flags: 0,
  };
  return {
    id: snowflake(),
    token: `token-${snowflake()}-${"x".repeat(40)}`,
    application_id: applicationId,
    type,
    version: 1,
    data,
    channel_id: channelId,
    channel:
      guildId === undefined
        ? { id: channelId, type: person.inGroup ? 3 : 1, recipients: [] }
        : { id: channelId, type: channelType, name: "news", guild_id: guildId },
    ...(guildId === undefined
      ? { user, context: person.inGroup ? 2 : 1 }
      : {
          guild_id: guildId,
          guild: { id: guildId, locale: guildLocale, features: [] },
          guild_locale: guildLocale,
          member,
          context: 0,
        }),
    app_permissions: appPermissions,
    locale,
    entitlements: [],
    attachment_size_limit: 10_485_760,
    authorizing_integration_owners: isGuest || person.inGroup ? { "1": userId } : { "0": guildId ?? "0" },
  };
}

/**
 * Makes the data of a slash command; `path` is the command or "command subcommand", `focused` the option being typed.
 * @throws Error where the bot did not register such an option, or a required one is missing
 */
export function commandData(
  command: StoredCommand,
  path: string,
  values: OptionValues,
  focused?: string,
): object {
  const subcommandName = path.split(" ")[1];
  const declared =
    subcommandName === undefined ? command : command.options?.find(({ name }) => name === subcommandName);
  if (declared === undefined) throw new Error(`Not registered: /${path}`);
  const options = Object.entries(values).map(([name, value]) => optionData(declared, name, value, focused));
  for (const { name, required } of declared.options ?? []) {
    if (required && focused === undefined && !(name in values)) throw new Error(`/${path} needs ${name}`);
  }
  const files = Object.values(values).filter((value) => typeof value === "object");
  const attachments = Object.fromEntries(files.map((file) => [file.id, { ...file, proxy_url: file.url }]));
  return {
    id: command.id,
    name: command.name,
    type: 1,
    options: subcommandName === undefined ? options : [{ type: SUBCOMMAND, name: subcommandName, options }],
    ...(files.length > 0 ? { resolved: { attachments } } : {}),
  };
}

function optionData(
  declared: StoredOption,
  name: string,
  value: OptionValue,
  focused: string | undefined,
): object {
  const option = declared.options?.find((each) => each.name === name);
  if (option === undefined) throw new Error(`Not registered: option ${name} of ${declared.name}`);
  if (name === focused) {
    if (!option.autocomplete) throw new Error(`Option ${name} has no autocomplete`);
    return { name, type: option.type, value, focused: true };
  }
  const isRight =
    option.type === ATTACHMENT
      ? typeof value === "object"
      : option.type !== STRING || typeof value === "string";
  if (!isRight) throw new Error(`Option ${name} takes another type`);
  return { name, type: option.type, value: typeof value === "object" ? value.id : value };
}

/** A message that somebody wrote, as far as a command on it sees it. */
export interface TargetMessage {
  readonly content: string;
  readonly embeds?: readonly {
    readonly title?: string;
    readonly description?: string;
    readonly url?: string;
  }[];
}

/**
 * Makes the data of a message command: the message is sent along whole, whatever intents the bot has.
 * @throws Error where the bot registered no message command of that name
 */
export function menuData(
  command: StoredCommand,
  { content, embeds = [] }: TargetMessage,
  person: Person,
): object {
  if (command.type !== MESSAGE_COMMAND) throw new Error(`${command.name} is no message command`);
  const id = snowflake();
  const author = {
    id: snowflake(),
    username: "somebody",
    discriminator: "0",
    global_name: null,
    avatar: null,
  };
  const message = {
    id,
    channel_id: person.channelId,
    type: 0,
    content,
    author,
    embeds,
    attachments: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: "2025-11-24T13:00:00.000Z",
    edited_timestamp: null,
    flags: 0,
    components: [],
  };
  const { name } = command;
  return {
    id: command.id,
    name,
    type: MESSAGE_COMMAND,
    target_id: id,
    resolved: { messages: { [id]: message } },
  };
}

/** Makes the data of a submitted form. */
export function formData(customId: string, fields: Readonly<Record<string, string>>): object {
  const components = Object.entries(fields).map(([custom_id, value], i) => ({
    type: 18,
    id: i * 2 + 1,
    component: { type: 4, id: i * 2 + 2, custom_id, value },
  }));
  return { custom_id: customId, components };
}
