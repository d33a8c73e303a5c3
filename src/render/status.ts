// What /status says: what was read, with which models it works, since when it runs.

import type { Status } from "../reports.js";
import type { Instant } from "../schema.js";
import { type Block, counted, type Document, instant, type Line, ruled } from "./document.js";
import { oneLine } from "./text.js";

/** Lays out the status; `at` is the moment of asking. */
export function statusDocument(status: Status, at: Instant): Document {
  const held: Line[] = [
    [
      `${counted(status.articles, "article")} in ${counted(status.revisions, "revision")}, ${counted(status.passages, "passage")}`,
    ],
    [
      `${counted(status.embeddings, "embedding")}, ${status.indexed.toLocaleString("en-US")} of them in the index`,
    ],
    [counted(status.answers, "stored answer")],
    status.newestAt === null
      ? ["No dated report"]
      : ["Newest report ", instant(status.newestAt, "day"), ", ", instant(status.newestAt, "age")],
  ];
  if (status.refetches?.nextAt) {
    const { waiting, nextAt } = status.refetches;
    held.push([`${counted(waiting, "young article")} looked at again, next `, instant(nextAt, "age")]);
  }
  const models: Line[] = [modelLine("Embedder", status.embedder), modelLine("Reranker", status.reranker)];
  if (status.lexicalOnly) models.push(["Words only: no model"]);
  if (status.notice !== null) models.push([oneLine(status.notice, 400)]);
  const groups: Block[][] = [
    [
      { kind: "heading", line: ["Status"] },
      { kind: "lines", lines: held },
    ],
    [{ kind: "lines", lines: models }],
  ];
  const footer: Line = [`Dateline ${status.version} · running since `, instant(status.startedAt, "moment")];
  return { tone: "plain", blocks: ruled(groups), footer: [footer], at };
}

function modelLine(role: string, model: Status["embedder"]): Line {
  if (model === null) return [`${role}: none`];
  return [
    `${role}: ${oneLine(model.name, 80)}, from ${oneLine(model.origin, 120)}, ${model.fingerprint.slice(0, 12)}`,
  ];
}
