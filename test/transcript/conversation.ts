// Plays one conversation and writes it down as Markdown: who says what, and what the bot shows.
import { languageOf } from "../../src/model/guild.js";
import { type CommandPath, commandIn, nameIn } from "../../src/render/catalogue.js";
import { runCli } from "../cli/run-cli.js";
import { buttonsOf, type Exchange, type SeenMessage } from "../discord/exchange.js";
import type { OptionValue, OptionValues, Person } from "../discord/payloads.js";
import { flatten } from "../discord/rules.js";
import { linesOf, linksOf } from "./visible.js";
import type { World } from "./world.js";

/** Long enough for a machine that does other things beside. */
const REPLY_MS = 60_000;

/** Somebody, and where they write. */
export interface Speaker extends Person {
  readonly name: string;
  /** As the transcript says it, for example "#news". */
  readonly where: string;
  readonly locale: string;
}

export interface Script {
  readonly title: string;
  /** What is to be seen in it; one sentence. */
  readonly about: string;
  /** Plays it and asserts its main points. @throws AssertionError where one does not hold */
  readonly play: (conversation: Conversation) => Promise<void>;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

export class Conversation {
  readonly world: World;
  readonly #lines: string[] = [];
  /** How many messages Dateline has sent to a person unasked, by user id. */
  readonly #heard = new Map<string, number>();

  constructor(world: World, { title, about }: Pick<Script, "title" | "about">) {
    this.world = world;
    this.#lines.push(`## ${title}`, "", about, "");
  }

  /** Notes what happens between messages. */
  tell(sentence: string): void {
    this.#lines.push(`*${sentence}*`, "");
  }

  /** Types a slash command and waits for the reply; `links` writes down where its links lead. */
  async say(
    speaker: Speaker,
    path: CommandPath,
    values: OptionValues = {},
    { links = false } = {},
  ): Promise<SeenMessage> {
    const options = Object.entries(values).map(([name, value]) => this.#option(speaker, path, name, value));
    const typed = [commandIn(languageOf(speaker.locale) ?? "en", path), ...options].join(" ");
    return this.#reply(speaker, `\`${typed}\``, links, () =>
      this.world.double.slash(path.replaceAll(".", " "), values, speaker),
    );
  }

  /** Presses the first button with this label. @throws Error if there is none */
  async press(speaker: Speaker, message: SeenMessage, label: string): Promise<SeenMessage> {
    const button = buttonsOf(message).find((each) => each.label === label);
    if (button === undefined) throw new Error(`No button ${label}`);
    return this.#reply(speaker, `presses **[${label}]**`, false, () =>
      this.world.double.button(button.customId, message, speaker),
    );
  }

  /** Chooses entries of the one menu in a message, by their labels. @throws Error if there is none */
  async choose(speaker: Speaker, message: SeenMessage, labels: readonly string[]): Promise<SeenMessage> {
    const menu = flatten(message.components).find(({ options }) => options !== undefined);
    const values = (menu?.options ?? [])
      .filter(({ label }) => labels.includes(label))
      .map(({ value }) => value);
    if (values.length !== labels.length) throw new Error(`No entries ${labels.join(", ")}`);
    const chosen = labels.map((label) => `**${label}**`).join(" and ");
    return this.#reply(speaker, `chooses ${chosen}`, false, () =>
      this.world.double.select(menu?.custom_id ?? "", values, message, speaker),
    );
  }

  /** Types a command into a terminal, over a store of its own, and writes down what it prints; returns stdout. */
  async type(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
    const { code, stdout, stderr } = await runCli(["--lexical", ...args], { env });
    const typed = args.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(" ");
    this.#show([`$ dateline ${typed}`, stderr.trim(), stdout.trimEnd()].filter(Boolean).join("\n"));
    if (code !== 0) this.tell(`Exit code ${code}.`);
    return stdout;
  }

  /** Runs the watches and writes down what a person is told in a direct message, if anything. @throws what failed in them */
  async hear(speaker: Speaker): Promise<readonly SeenMessage[]> {
    const { name, userId, locale } = speaker;
    await this.world.goRound();
    if (this.world.faults.length > 0) throw this.world.faults[0];
    const all = this.world.double.rest.messages.in(userId);
    const messages = all.slice(this.#heard.get(userId) ?? 0);
    this.#heard.set(userId, all.length);
    if (messages.length === 0) this.tell(`Dateline sends ${name} nothing.`);
    for (const message of messages) {
      this.#lines.push(`Dateline to ${name}, in a direct message, ${this.#time}:`, "");
      this.#show(this.visible(message, { locale }));
    }
    return messages;
  }

  /** The text of a message as this reader sees it. */
  visible(message: SeenMessage, { locale }: Pick<Speaker, "locale">): string {
    return linesOf(message, { locale, now: this.world.now }).join("\n");
  }

  /** The whole conversation as Markdown. */
  get markdown(): string {
    return `${this.#lines.join("\n").trimEnd()}\n`;
  }

  #option({ locale }: Speaker, path: CommandPath, name: string, value: OptionValue): string {
    const shown =
      typeof value === "object" ? value.filename : String(value).replace(/^(?:true|false)$/, capital);
    return `${nameIn(languageOf(locale) ?? "en", `${path}.${name}` as CommandPath)}: ${shown}`;
  }

  async #reply(speaker: Speaker, does: string, links: boolean, ask: () => Exchange): Promise<SeenMessage> {
    const { name, where, locale } = speaker;
    const message = await ask().message(REPLY_MS);
    const text = this.visible(message, { locale });
    this.#lines.push(`**${name}** (${where}, ${this.#time}): ${does}`, "");
    this.#lines.push(message.ephemeral ? `Dateline, only to ${name}:` : "Dateline, to everyone:", "");
    this.#show(text);
    const led = links ? linksOf(message).map((url) => `- ↗ <${url}>`) : [];
    if (led.length > 0) this.#lines.push(...led, "");
    return message;
  }

  get #time(): string {
    return `${this.world.now.slice(0, 10)} ${this.world.now.slice(11, 16)}`;
  }

  #show(text: string): void {
    const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
    this.#lines.push(`${fence}text`, text, fence, "");
  }
}
