// What `dateline read` prints for people: everything that was found, with where it was found, then text and passages.
import { publishedDay } from "../../ingest/dates.js";
import { dateConfidence } from "../../ingest/dates-confidence.js";
import type { ReadOutcome } from "../../ingest/read-article.js";
import { oneLine, visible } from "../../render/text.js";
import type { PassageBody } from "../../store/store.js";
import type { Output } from "../output.js";

type ReadRow = Omit<Extract<ReadOutcome, { kind: "article" }>, "kind"> & {
  readonly passages: readonly PassageBody[];
};
type RejectedRow = Omit<Extract<ReadOutcome, { kind: "rejected" }>, "kind">;

/** The shape of `read --json`. */
export interface ReadResult {
  /** "model" where the embedder's own tokenizer counted, "estimated" where it is not there. */
  readonly tokenCounts: "model" | "estimated";
  readonly articles: ReadRow[];
  readonly rejected: RejectedRow[];
}

const MAX_FIELD = 500;

/** Prints one article as it would be stored. */
export function printArticle(row: ReadRow, tokenCounts: ReadResult["tokenCounts"], output: Output): void {
  const { line, colors } = output;
  const { article, notes, dropped, passages } = row;
  line(colors.bold(`${oneLine(row.subject, MAX_FIELD)} (${row.format})`));
  for (const [name, value] of fieldsOf(row))
    line(`${colors.dim(name.padEnd(10))} ${oneLine(value ?? "–", MAX_FIELD)}`);
  for (const { field, from, raw, value } of article.dates) {
    line(
      `${colors.dim("date".padEnd(10))} ${field} from ${from}: "${oneLine(raw, MAX_FIELD)}" → ${value ?? "refused"}`,
    );
  }
  for (const note of notes) line(`${colors.dim("note".padEnd(10))} ${oneLine(note, MAX_FIELD)}`);
  if (dropped.length > 0)
    line(`${colors.dim("dropped".padEnd(10))} ${dropped.length} lines of page furniture`);
  line("");
  line(visible(article.text));
  line("");
  const estimate = tokenCounts === "estimated" ? " (estimated)" : "";
  for (const { ordinal, start, end, tokenCount, sentences } of passages) {
    const counts = `${tokenCount} tokens${estimate}, ${sentences.length} sentences`;
    line(`${colors.dim(`passage ${ordinal}`)} ${start}–${end}, ${counts}`);
  }
  line("");
}

/** The day where the article was made, which may be another one at Greenwich, and how sure it is. */
function dayOf(article: ReadRow["article"]): string | null {
  const day = publishedDay(article);
  return day === null ? null : `${day}, confidence ${dateConfidence(article).toFixed(2)} of 1`;
}

function fieldsOf({ article }: ReadRow): [string, string | null][] {
  return [
    ["title", article.title],
    ["deck", article.deck],
    ["source", article.source],
    ["agency", article.agency],
    ["author", article.author],
    ["published", article.publishedAt ?? "undated"],
    ["day", dayOf(article)],
    ["updated", article.updatedAt],
    ["language", article.language],
    ["url", article.url],
    ["id", article.articleId],
    ["sample", article.sample ? "yes" : null],
  ];
}

/** Prints why an input gave no article. */
export function printRejected({ subject, reason, hint }: RejectedRow, { line, colors }: Output): void {
  line(`${colors.red("rejected")}  ${oneLine(subject, MAX_FIELD)}: ${oneLine(reason, MAX_FIELD)}`);
  if (hint !== null) line(colors.dim(`          ${oneLine(hint, MAX_FIELD)}`));
}
