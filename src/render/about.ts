// What /help, /status, /privacy and /forget say.
import type { Instant } from "../model/article.js";
import { isDayOnly } from "../model/calendar.js";
import { shardRanges } from "../model/processes.js";
import type { Forgotten, PrivacyFacts, Status } from "../model/status.js";
import { type CommandPath, commandIn, nameIn, type TextKey } from "./catalogue.js";
import { writeCustomId } from "./custom-id.js";
import { type Block, type Document, plainDocument, ruled } from "./document.js";
import { type Message, writeMessage } from "./message.js";
import { type Beginning, beginningLines } from "./start.js";
import { oneLine } from "./text.js";
import type { Translator } from "./translator.js";
import { instant, type Line, strong } from "./translator.js";

const COMMANDS: readonly (readonly [CommandPath, TextKey])[] = [
  ["ask", "help.ask"],
  ["sources", "help.sources"],
  ["summary", "help.summary"],
  ["timeline", "help.timeline"],
  ["latest", "help.latest"],
  ["watch", "help.watch"],
  ["follow", "help.follow"],
  ["articles", "help.articles"],
  ["feeds", "help.feeds"],
  ["settings", "help.settings"],
  ["privacy", "help.privacy"],
  ["status", "help.status"],
];

/** Answered by the sample articles. */
export const EXAMPLE_QUESTION = "Is a Trump–Putin summit scheduled?";

/** Lays out the help; while nothing has been read, with how to begin at the top. */
export function helpDocument(beginning: Beginning | null, at: Instant, translator: Translator): Document {
  const { language } = translator;
  const options = {
    asOf: nameIn(language, "ask.as_of"),
    source: nameIn(language, "ask.source"),
    private: nameIn(language, "ask.private"),
  };
  const groups: Block[][] = [
    beginning === null ? [] : [{ kind: "lines", lines: beginningLines(beginning, translator) }],
    [
      { kind: "heading", line: translator.line("help.heading") },
      {
        kind: "lines",
        lines: [
          translator.line("help.quotes"),
          translator.line("help.nothing-own"),
          translator.line("help.language"),
        ],
      },
    ],
    COMMANDS.map(
      ([path, key]): Block => ({
        kind: "lines",
        lines: [[strong(commandIn(language, path)), " ", ...translator.line(key, options)]],
      }),
    ),
  ];
  const example = `${commandIn(language, "ask")} ${nameIn(language, "ask.question")}: ${EXAMPLE_QUESTION}`;
  return {
    tone: "plain",
    blocks: ruled(groups),
    footer: beginning === null ? [translator.line("help.try", { example })] : [],
    at,
    translator,
  };
}

/** Lays out the status; `at` is the moment of asking. */
export function statusDocument(status: Status, at: Instant, translator: Translator): Document {
  const { articles, revisions, passages, embeddings, indexed, answers, newestAt } = status;
  const held: Line[] = [
    translator.line("status.read", { articles, revisions, passages }),
    translator.line("status.indexed", { embeddings, indexed }),
    translator.line("status.answers", { count: answers }),
    newestAt === null
      ? translator.line("status.undated")
      : isDayOnly(newestAt)
        ? translator.line("status.newest-day", { day: translator.day(newestAt) })
        : translator.line("status.newest", { day: instant(newestAt, "day"), age: instant(newestAt, "age") }),
  ];
  if (status.refetches?.nextAt) {
    const { waiting, nextAt } = status.refetches;
    held.push(translator.line("status.refetches", { count: waiting, age: instant(nextAt, "age") }));
  }
  const models: Line[] = [
    modelLine("embedder", status.embedder, translator),
    modelLine("reranker", status.reranker, translator),
  ];
  if (status.lexicalOnly) models.push(translator.line("status.lexical"));
  if (status.notice !== null) models.push([oneLine(status.notice, 400)]);
  if (status.processes) models.push(...processLines(status.processes, translator));
  const groups: Block[][] = [
    [
      { kind: "heading", line: translator.line("status.heading") },
      { kind: "lines", lines: held },
    ],
    [{ kind: "lines", lines: models }],
  ];
  const { version, startedAt } = status;
  const footer = translator.line("status.running", { version, at: instant(startedAt, "moment") });
  return { tone: "plain", blocks: ruled(groups), footer: [footer], at, translator };
}

/** Of all processes, and of this one if it has only some of the shards. */
function processLines(
  { processes: count, bots, readers, shards }: NonNullable<Status["processes"]>,
  translator: Translator,
): Line[] {
  const all = translator.line("status.processes", { count, bots, readers });
  if (shards === null || shards.ids.length === shards.total) return [all];
  const { total } = shards;
  const own = { count: shards.ids.length, shards: shardRanges(shards.ids), total };
  return [all, translator.line("status.shards", own)];
}

function modelLine(role: "embedder" | "reranker", model: Status["embedder"], translator: Translator): Line {
  if (model === null) return translator.line("status.no-model", { role });
  return translator.line("status.model", {
    role,
    name: oneLine(model.name, 80),
    origin: oneLine(model.origin, 120),
    fingerprint: model.fingerprint.slice(0, 12),
  });
}

const KINDS = ["answers", "watches", "lines"] as const satisfies readonly (keyof Forgotten)[];

/** Lays out what is stored about a person, for how long, where, and how to delete it. */
export function privacyDocument(facts: PrivacyFacts, at: Instant, translator: Translator): Document {
  const { retentionDays, contact } = facts;
  const kept = KINDS.filter((kind) => facts.kinds.includes(kind)).map((kind): Line => {
    const line = translator.line(`privacy.${kind}`);
    return kind === "answers" ? [...line, " ", ...howLong(retentionDays, translator)] : line;
  });
  const command = strong(commandIn(translator.language, "forget.me"));
  const groups: readonly (readonly Line[])[] = [
    [...kept, ...(facts.countsQuestions ? [translator.line("privacy.counted")] : [])],
    [translator.line("privacy.not")],
    [translator.line("privacy.where")],
    [translator.line("privacy.delete", { command }), translator.line("privacy.rest")],
    contact === null ? [] : [translator.line("privacy.contact", { contact: oneLine(contact, 200) })],
  ];
  return plain("privacy.heading", groups, at, translator);
}

/** Writes what is stored about a person, for how long, where, and how to delete it. */
export function renderPrivacy(facts: PrivacyFacts, at: Instant, translator: Translator): Message {
  return writeMessage(privacyDocument(facts, at, translator));
}

function howLong(days: number | null, translator: Translator): Line {
  return days === null ? translator.line("privacy.until") : translator.line("privacy.days", { days });
}

/** Lays out the question asked before everything is deleted. */
export function forgetDocument(kinds: PrivacyFacts["kinds"], at: Instant, translator: Translator): Document {
  const lines = KINDS.filter((kind) => kinds.includes(kind)).map((kind) =>
    translator.line(`forget.ask-${kind}`),
  );
  const groups = [lines, [translator.line("privacy.rest"), translator.line("forget.final")]];
  return plain("forget.heading", groups, at, translator);
}

/** Writes the question asked before everything is deleted, with its button. */
export function renderForgetQuestion(
  kinds: PrivacyFacts["kinds"],
  at: Instant,
  translator: Translator,
): Message {
  const button = { label: translator.words("forget.button"), customId: writeCustomId("forget-me", "all") };
  return writeMessage(forgetDocument(kinds, at, translator), { buttons: [button] });
}

/** Lays out what was deleted. */
export function forgottenDocument(forgotten: Forgotten, at: Instant, translator: Translator): Document {
  const lines = KINDS.filter((kind) => forgotten[kind] > 0).map((kind) =>
    translator.line(`forget.${kind}`, { count: forgotten[kind] }),
  );
  const said = lines.length === 0 ? [translator.line("forget.nothing")] : lines;
  return plain("forget.done", [said, [translator.line("privacy.rest")]], at, translator);
}

/** Writes what was deleted. */
export function renderForgotten(forgotten: Forgotten, at: Instant, translator: Translator): Message {
  return writeMessage(forgottenDocument(forgotten, at, translator));
}

function plain(
  heading: "privacy.heading" | "forget.heading" | "forget.done",
  groups: readonly (readonly Line[])[],
  at: Instant,
  translator: Translator,
): Document {
  const told = groups.filter((lines) => lines.length > 0);
  const blocks: Block[] = [
    { kind: "heading", line: translator.line(heading) },
    ...told.map((lines): Block => ({ kind: "lines", lines })),
  ];
  return plainDocument(blocks, at, translator);
}
