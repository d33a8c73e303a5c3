// What /status says: what was read, with which models it works, since when it runs.
import type { Status } from "../reports.js";
import type { Instant } from "../schema.js";
import { type Block, type Document, instant, type Line, ruled } from "./document.js";
import type { Frame } from "./frame.js";
import { oneLine } from "./text.js";

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
