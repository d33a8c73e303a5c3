// A double of Discord on loopback, for one bot: REST and gateway over real sockets, with every request checked.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Exchange, type SeenMessage } from "./exchange.js";
import type { Fault } from "./faults.js";
import { Gateway } from "./gateway.js";
import {
  type Attachment,
  commandData,
  envelope,
  formData,
  menuData,
  type OptionValues,
  type Person,
  type TargetMessage,
} from "./payloads.js";
import { Rest } from "./rest.js";
import { flatten } from "./rules.js";
import { snowflake } from "./snowflake.js";

/** Discord's interaction types. */
export const INTERACTION = { command: 2, component: 3, autocomplete: 4, form: 5 } as const;

/** Manage Server, as Discord's permission bits. */
export const MANAGE_GUILD = String(1 << 5);

export class DiscordDouble {
  readonly token = "MTE0NTEyMzQ1Njc4OTAxMjM0NQ.GdOuBl.secret-of-the-double-0123456789abcdef";
  readonly applicationId = snowflake();
  readonly rest: Rest;
  readonly gateway: Gateway;
  readonly #server: Server;
  readonly #user = { id: snowflake(), username: "dateline", discriminator: "0", bot: true, avatar: null };
  #lastPayload: object | null = null;

  /** Opens the double on a free port of loopback. */
  static async open(): Promise<DiscordDouble> {
    const double = new DiscordDouble();
    await new Promise<void>((resolve) => double.#server.listen(0, "127.0.0.1", resolve));
    return double;
  }

  private constructor() {
    const application = {
      id: this.applicationId,
      name: "Dateline",
      icon: null,
      description: "",
      flags: 0,
      verify_key: "",
    };
    const url = () => `ws://127.0.0.1:${this.#port}/gateway`;
    this.rest = new Rest({ token: this.token, application, userId: this.#user.id, gatewayUrl: url });
    const ready = () => ({ user: this.#user, application: { id: this.applicationId, flags: 0 } });
    this.gateway = new Gateway({ token: this.token, url, ready });
    this.#server = createServer((request, response) => void this.rest.handle(request, response));
    this.#server.on("upgrade", (request, socket, head) => this.gateway.upgrade(request, socket, head));
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Value for DISCORD_API_URL. */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}/api`;
  }

  /** What Discord would not have taken; a test expects it to be empty. */
  get violations(): readonly string[] {
    return this.rest.violations;
  }

  /** Types a slash command; `path` is "ask" or "articles add". */
  slash(path: string, values: OptionValues, person: Person): Exchange {
    const command = this.rest.commands.find(path.split(" ")[0] ?? "", person.guildId ?? null);
    return this.#send(person, INTERACTION.command, commandData(command, path, values));
  }

  /** Chooses a command in the menu of a message. */
  menu(name: string, message: TargetMessage, person: Person): Exchange {
    const command = this.rest.commands.find(name, person.guildId ?? null);
    return this.#send(person, INTERACTION.command, menuData(command, message, person));
  }

  /** Types into an option with autocomplete. */
  autocomplete(path: string, option: string, typed: string, person: Person): Exchange {
    const command = this.rest.commands.find(path.split(" ")[0] ?? "", person.guildId ?? null);
    return this.#send(
      person,
      INTERACTION.autocomplete,
      commandData(command, path, { [option]: typed }, option),
    );
  }

  /** Presses a button of a message. */
  button(customId: string, message: SeenMessage, person: Person): Exchange {
    return this.#component({ component_type: 2, custom_id: customId, id: 1 }, message, person);
  }

  /** Chooses entries of a menu in a message, by their values. @throws Error where the menu has no such entry */
  select(customId: string, values: readonly string[], message: SeenMessage, person: Person): Exchange {
    const menu = flatten(message.components).find(({ custom_id }) => custom_id === customId);
    const known = (menu?.options ?? []).map(({ value }) => value);
    const unknown = values.find((value) => !known.includes(value));
    if (unknown !== undefined) throw new Error(`The menu ${customId} has no entry ${unknown}`);
    return this.#component({ component_type: 3, custom_id: customId, id: 1, values }, message, person);
  }

  #component(data: object, message: SeenMessage, person: Person): Exchange {
    const shown = {
      id: message.id,
      channel_id: message.channelId,
      type: 20,
      content: "",
      attachments: [],
      embeds: [],
    };
    const more = {
      ...shown,
      author: this.#user,
      timestamp: new Date().toISOString(),
      components: message.components,
      flags: (1 << 15) | (message.ephemeral ? 1 << 6 : 0),
    };
    const exchange = this.#send(person, INTERACTION.component, data, { message: more });
    // A changed message stays with whoever saw it; a reply anew says for itself whom it is for.
    exchange.ephemeral = message.ephemeral;
    return exchange;
  }

  /** Submits a form. */
  submit(customId: string, fields: Readonly<Record<string, string>>, person: Person): Exchange {
    return this.#send(person, INTERACTION.form, formData(customId, fields));
  }

  /** Sends the last interaction once more, as Discord sometimes does. */
  repeat(): void {
    if (this.#lastPayload !== null) this.gateway.dispatch("INTERACTION_CREATE", this.#lastPayload);
  }

  /** Makes an attachment that the double serves as Discord's CDN would. */
  attach(name: string, bytes: Uint8Array): Attachment {
    const id = snowflake();
    const path = this.rest.addFile(id, name, bytes);
    return { id, filename: name, size: bytes.byteLength, url: `http://127.0.0.1:${this.#port}${path}` };
  }

  /** Orders a fault. */
  fail(fault: Fault): void {
    this.rest.faults.add(fault);
  }

  async close(): Promise<void> {
    this.gateway.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #send(
    person: Person,
    type: number,
    data: object,
    more: { readonly message?: { readonly id: string } } = {},
  ): Exchange {
    const payload = { ...envelope(this.applicationId, person, type, data), ...more };
    const exchange = new Exchange({
      id: payload.id,
      token: payload.token,
      channelId: person.channelId,
      type,
      ...(more.message === undefined ? {} : { originalId: more.message.id }),
    });
    this.rest.exchanges.set(exchange.id, exchange);
    this.#lastPayload = payload;
    this.gateway.dispatch("INTERACTION_CREATE", payload, () => {
      exchange.deliveredAt = performance.now();
    });
    return exchange;
  }
}
