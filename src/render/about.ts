// What /help says: what Dateline does, what it does not, and one line a command, under the names that the reader sees.
import type { Instant } from "../model/article.js";
import type { Forgotten, PrivacyFacts, Status } from "../model/status.js";
import { writeCustomId } from "./custom-id.js";
import { type Block, type Document, instant, type Line, ruled, strong } from "./document.js";
import { type Message, writeMessage } from "./message.js";
import { commandIn, type NamePath, nameIn } from "./names.js";
import { oneLine } from "./text.js";
import type { Frame, TextKey } from "./translator.js";

const COMMANDS: readonly (readonly [NamePath, TextKey])[] = [
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

const QUESTION = "Is a Trump–Putin summit scheduled?";

/** Lays out the help. */
export function helpDocument(at: Instant, frame: Frame): Document {
  const { language } = frame;
  const options = {
    asOf: nameIn(language, "ask.as_of"),
    source: nameIn(language, "ask.source"),
    private: nameIn(language, "ask.private"),
  };
  const groups: Block[][] = [
    [
      { kind: "heading", line: frame.line("help.heading") },
      {
        kind: "lines",
        lines: [frame.line("help.quotes"), frame.line("help.nothing-own"), frame.line("help.language")],
      },
    ],
    COMMANDS.map(
      ([path, key]): Block => ({
        kind: "lines",
        lines: [[strong(commandIn(language, path)), " ", ...frame.line(key, options)]],
      }),
    ),
  ];
  const example = `${commandIn(language, "ask")} ${nameIn(language, "ask.question")}: ${QUESTION}`;
  return {
    tone: "plain",
    blocks: ruled(groups),
    footer: [frame.line("help.try", { example })],
    at,
    frame,
  };
}

/** Lays out the status; `at` is the moment of asking. */
export function statusDocument(status: Status, at: Instant, frame: Frame): Document {
  const { articles, revisions, passages, embeddings, indexed, answers, newestAt } = status;
  const held: Line[] = [
    frame.line("status.read", { articles, revisions, passages }),
    frame.line("status.indexed", { embeddings, indexed }),
    frame.line("status.answers", { count: answers }),
    newestAt === null
      ? frame.line("status.undated")
      : frame.line("status.newest", { day: instant(newestAt, "day"), age: instant(newestAt, "age") }),
  ];
  if (status.refetches?.nextAt) {
    const { waiting, nextAt } = status.refetches;
    held.push(frame.line("status.refetches", { count: waiting, age: instant(nextAt, "age") }));
  }
  const models: Line[] = [
    modelLine("embedder", status.embedder, frame),
    modelLine("reranker", status.reranker, frame),
  ];
  if (status.lexicalOnly) models.push(frame.line("status.lexical"));
  if (status.notice !== null) models.push([oneLine(status.notice, 400)]);
  const groups: Block[][] = [
    [
      { kind: "heading", line: frame.line("status.heading") },
      { kind: "lines", lines: held },
    ],
    [{ kind: "lines", lines: models }],
  ];
  const { version, startedAt } = status;
  const footer = frame.line("status.running", { version, at: instant(startedAt, "moment") });
  return { tone: "plain", blocks: ruled(groups), footer: [footer], at, frame };
}

function modelLine(role: "embedder" | "reranker", model: Status["embedder"], frame: Frame): Line {
  if (model === null) return frame.line("status.no-model", { role });
  return frame.line("status.model", {
    role,
    name: oneLine(model.name, 80),
    origin: oneLine(model.origin, 120),
    fingerprint: model.fingerprint.slice(0, 12),
  });
}

const KINDS = ["answers", "watches", "lines"] as const satisfies readonly (keyof Forgotten)[];

/** Lays out what is kept, how long, where, and how to have it deleted. */
export function privacyDocument(facts: PrivacyFacts, at: Instant, frame: Frame): Document {
  const { retentionDays, contact } = facts;
  const kept = KINDS.filter((kind) => facts.kinds.includes(kind)).map((kind): Line => {
    const line = frame.line(`privacy.${kind}`);
    return kind === "answers" ? [...line, " ", ...howLong(retentionDays, frame)] : line;
  });
  const command = strong(commandIn(frame.language, "forget.me"));
  const groups: readonly (readonly Line[])[] = [
    [...kept, ...(facts.countsQuestions ? [frame.line("privacy.counted")] : [])],
    [frame.line("privacy.not")],
    [frame.line("privacy.where")],
    [frame.line("privacy.delete", { command }), frame.line("privacy.rest")],
    contact === null ? [] : [frame.line("privacy.contact", { contact: oneLine(contact, 200) })],
  ];
  return plain("privacy.heading", groups, at, frame);
}

/** Writes what is kept, how long, where, and how to have it deleted. */
export function renderPrivacy(facts: PrivacyFacts, at: Instant, frame: Frame): Message {
  return writeMessage(privacyDocument(facts, at, frame));
}

function howLong(days: number | null, frame: Frame): Line {
  return days === null ? frame.line("privacy.until") : frame.line("privacy.days", { days });
}

/** Lays out the question before everything goes. */
export function forgetDocument(kinds: PrivacyFacts["kinds"], at: Instant, frame: Frame): Document {
  const lines = KINDS.filter((kind) => kinds.includes(kind)).map((kind) => frame.line(`forget.ask-${kind}`));
  const groups = [lines, [frame.line("privacy.rest"), frame.line("forget.final")]];
  return plain("forget.heading", groups, at, frame);
}

/** Asks once more before everything goes. */
export function renderForgetQuestion(kinds: PrivacyFacts["kinds"], at: Instant, frame: Frame): Message {
  const button = { label: frame.words("forget.button"), customId: writeCustomId("forget-me", "all") };
  return writeMessage(forgetDocument(kinds, at, frame), { buttons: [button] });
}

/** Lays out what was deleted. */
export function forgottenDocument(forgotten: Forgotten, at: Instant, frame: Frame): Document {
  const lines = KINDS.filter((kind) => forgotten[kind] > 0).map((kind) =>
    frame.line(`forget.${kind}`, { count: forgotten[kind] }),
  );
  const said = lines.length === 0 ? [frame.line("forget.nothing")] : lines;
  return plain("forget.done", [said, [frame.line("privacy.rest")]], at, frame);
}

/** Writes what was deleted. */
export function renderForgotten(forgotten: Forgotten, at: Instant, frame: Frame): Message {
  return writeMessage(forgottenDocument(forgotten, at, frame));
}

function plain(
  heading: "privacy.heading" | "forget.heading" | "forget.done",
  groups: readonly (readonly Line[])[],
  at: Instant,
  frame: Frame,
): Document {
  const told = groups.filter((lines) => lines.length > 0);
  const blocks: Block[] = [
    { kind: "heading", line: frame.line(heading) },
    ...told.map((lines): Block => ({ kind: "lines", lines })),
  ];
  return { tone: "plain", blocks, footer: [], at, frame };
}
