// `dateline watches list|remove`: what is watched, for the operator. What people ask is private and shown only on request.
import type { Command } from "commander";
import { DatelineError } from "../model/errors.js";
import type { Watch } from "../model/watch.js";
import { oneLine } from "../render/text.js";
import { countOf, type Output } from "./output.js";
import { type GlobalOptions, type Terminal, withDateline } from "./terminal.js";

const MAX_TEXT = 200;

interface ListOptions extends GlobalOptions {
  readonly questions?: boolean;
}

export function addWatches(program: Command, terminal: Terminal): void {
  const watches = program.command("watches").description("list or remove what people and channels watch");
  watches
    .command("list")
    .description("count the watches of each server and list their ids, without the questions")
    .option("--questions", "also show questions and topics; these are private to the people who asked")
    .addHelpText("after", "\nExample: dateline watches list --json")
    .action((_options, command: Command) => list(command, terminal));
  watches
    .command("remove")
    .description("remove watches with their unsent news")
    .argument("<id...>", "watch ids, as listed by `watches list`")
    .addHelpText("after", "\nExample: dateline watches remove 0f3a1b2c4d5e")
    .action((ids: string[], _options, command: Command) => remove(ids, command, terminal));
}

async function list(command: Command, terminal: Terminal): Promise<void> {
  const { json, questions = false } = command.optsWithGlobals<ListOptions>();
  await withDateline(terminal, command, { models: "none" }, async ({ services, stores }) => {
    const servers = await services.watches.counts();
    const all = await stores.watches.list({}, 0, Number.MAX_SAFE_INTEGER);
    const shown = all.map((watch) => entryOf(watch, questions));
    if (json) return terminal.output.json({ servers, watches: shown });
    if (all.length === 0) return terminal.output.line("There are no watches.");
    for (const { guildId, questions: asked, topics } of servers)
      terminal.output.line(
        `${guildId ?? "direct messages"}  ${countOf(asked, "question")}, ${countOf(topics, "topic")}`,
      );
    for (const entry of shown) printEntry(entry, terminal.output);
  });
}

type Entry = ReturnType<typeof entryOf>;

function entryOf(watch: Watch, withText: boolean) {
  const { watchId, kind, guildId, delivery, expiresAt, toldAt, paused, text } = watch;
  return { watchId, kind, guildId, delivery, expiresAt, toldAt, paused, ...(withText ? { text } : {}) };
}

function printEntry(entry: Entry, { colors, line }: Output): void {
  const { watchId, kind, expiresAt, toldAt, paused } = entry;
  const told = toldAt === null ? "nothing sent yet" : `last sent ${toldAt.slice(0, 10)}`;
  const facts = `${kind}  until ${expiresAt.slice(0, 10)}  ${told}${paused === null ? "" : `  paused: ${paused}`}`;
  const text = "text" in entry ? `  ${oneLine(String(entry.text), MAX_TEXT)}` : "";
  line(`${colors.dim(watchId)}  ${facts}${text}`);
}

async function remove(ids: readonly string[], command: Command, terminal: Terminal): Promise<void> {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  await withDateline(terminal, command, { models: "none" }, async ({ stores }) => {
    for (const watchId of ids) {
      if (!(await stores.watches.remove(watchId)))
        throw new DatelineError("watch-unknown", `No such watch: ${watchId}`, {
          hint: "`dateline watches list` shows the watches.",
        });
      if (!json) terminal.output.line(`removed ${watchId}`);
    }
    if (json) terminal.output.json({ removed: ids });
  });
}
