// What was read → what is to be stored: leaves out what the store already holds, splits the rest. Embeds and stores nothing.
import { announcedChanges } from "../compare/announced.js";
import type { TokenCounter } from "../embed/embedder.js";
import type { IngestRow } from "../reports.js";
import type { Article } from "../schema.js";
import type { PassageBody, Store } from "../store/store.js";
import { textKey } from "./normalize-text.js";
import type { ReadOutcome } from "./read-article.js";
import { splitArticle } from "./split.js";

const MAX_ANNOUNCEMENTS = 2;

/** One article to ingest, or why there is none, and which input it comes from. */
export interface Task {
  /** Place of the input, from 0. */
  readonly input: number;
  /** True for the last task of its input. */
  readonly last: boolean;
  readonly outcome: TaskOutcome;
}

export type TaskOutcome =
  | Pick<Extract<ReadOutcome, { kind: "article" }>, "kind" | "subject" | "article" | "notes" | "elsewhere">
  | Pick<Extract<ReadOutcome, { kind: "rejected" }>, "kind" | "subject" | "reason" | "hint">;

/** A task ready to be stored, or settled already. */
export type Prepared = Task &
  (
    | { readonly kind: "settled"; readonly row: IngestRow }
    /** An earlier task of this run has the same article and is not stored yet: to be prepared again after it. */
    | { readonly kind: "repeat" }
    | {
        readonly kind: "new";
        readonly subject: string;
        readonly article: Omit<Article, "revision">;
        readonly notes: readonly string[];
        readonly passages: readonly PassageBody[];
      }
  );

export interface Preparer {
  readonly store: Store;
  readonly tokens: TokenCounter;
  /** Budget of a passage, see SplitOptions. */
  readonly maxTokens: number;
}

/** Compares and splits one task; passages are counted in one call, so several tasks should be prepared at once. */
export async function prepare(task: Task, { store, tokens, maxTokens }: Preparer): Promise<Prepared> {
  const { outcome } = task;
  if (outcome.kind === "rejected") {
    const notes = outcome.hint === null ? [outcome.reason] : [outcome.reason, outcome.hint];
    return { ...task, kind: "settled", row: rejectedRow(outcome.subject, notes) };
  }
  const { subject, article, notes } = outcome;
  const isSame = (await store.compare(article)) === "unchanged";
  if (isSame || (outcome.elsewhere !== undefined && (await isHeldFuller(article, store)))) {
    const { articleId, title } = article;
    const all = isSame ? notes : [...notes, "what is held is fuller, and stays"];
    const row = { subject, outcome: "unchanged", articleId, title, passageCount: 0, notes: all } as const;
    return { ...task, kind: "settled", row };
  }
  const passages = await splitArticle(article, {
    maxTokens,
    countTokens: (texts) => tokens.countTokens(texts),
  });
  return { ...task, kind: "new", subject, article, notes: [...notes, ...announcements(article)], passages };
}

/** Tells whether the store has a text that begins as this one and goes on: the part that a page now gives is no revision of it. */
async function isHeldFuller({ articleId, text }: Omit<Article, "revision">, store: Store): Promise<boolean> {
  const held = await store.article(articleId);
  if (held === null || held.text.length <= text.length) return false;
  return textKey(held.text).startsWith(textKey(text).slice(0, sameStart));
}
/** Letters and digits at the start that make two texts one. */
const sameStart = 80;

/** What the article says of its own changes, as notes for the report. */
function announcements({ title, text }: Omit<Article, "revision">): string[] {
  return announcedChanges(`${title}\n${text}`)
    .slice(0, MAX_ANNOUNCEMENTS)
    .map(
      (announced) =>
        `announces ${announced.kind === "correction" ? "a correction" : "an update"}: "${announced.text}"`,
    );
}

export function rejectedRow(subject: string, notes: readonly string[]): IngestRow {
  return { subject, outcome: "rejected", articleId: null, title: null, passageCount: 0, notes };
}
