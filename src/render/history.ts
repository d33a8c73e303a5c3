// What `articles show` says: an article, its copies, and every revision with what changed.
import type {
  Announcement,
  ArticleHistory,
  Instant,
  RevisionEntry,
  SentenceChange,
} from "../model/article.js";
import type { TextKey } from "./catalogue.js";
import { attribution, dated, MAX_TITLE, outletName } from "./citation.js";
import { type Block, type Document, plainDocument, ruled } from "./document.js";
import { oneLine } from "./text.js";
import type { Translator } from "./translator.js";
import { instant, type Line, strong } from "./translator.js";

/** Longest sentence shown of a change or an announcement. */
const MAX_SENTENCE = 500;
const MAX_CHANGES = 40;
const MAX_COPIES = 15;

/** Lays out the history of an article, newest revision first. */
export function historyDocument(history: ArticleHistory, at: Instant, translator: Translator): Document {
  const { article, revisions } = history;
  const head: Block = { kind: "lines", lines: [attribution({ ...article, number: 1 }, translator)] };
  const id = translator.line("history.article", { articleId: article.articleId, count: revisions.length });
  return plainDocument(
    ruled([
      [head, { kind: "lines", lines: [id], small: true }],
      copyBlocks(history, translator),
      ...[...revisions].reverse().map((entry) => revisionBlocks(entry, translator)),
    ]),
    at,
    translator,
  );
}

function copyBlocks({ copies, outletCount, originName }: ArticleHistory, translator: Translator): Block[] {
  if (copies.length === 0) return [];
  const origin = originName === null ? "" : ` (${oneLine(originName, 80)})`;
  const lines = copies
    .slice(0, MAX_COPIES)
    .map(
      ({ articleId, title, source, publishedAt }): Line => [
        `${outletName(source, translator)} · ${oneLine(title, MAX_TITLE)} · `,
        ...dated(publishedAt, translator),
        ` · ${articleId}`,
      ],
    );
  const rest = copies.length - lines.length;
  const more: Line[] = rest > 0 ? [translator.line("page.rest", { count: rest })] : [];
  return [
    { kind: "heading", line: [...translator.line("history.copies", { outlets: outletCount }), origin] },
    { kind: "lines", lines: [...lines, ...more] },
  ];
}

function revisionBlocks(entry: RevisionEntry, translator: Translator): Block[] {
  const { revision, at, fetchedAt, changes, announced } = entry;
  const more = changes.length - MAX_CHANGES;
  const lines: Line[] = [
    ...announced.map((each) => announcementLine(each, translator)),
    ...(revision === 1 ? [translator.line("history.first")] : []),
    ...changes.slice(0, MAX_CHANGES).flatMap((change) => changeLines(change, translator)),
    ...(more > 0 ? [translator.line("history.more-changes", { count: more })] : []),
  ];
  const read = translator.line("history.read", { at: instant(fetchedAt, "moment") });
  return [
    { kind: "heading", line: translator.line("history.revision", { revision, at: instant(at, "moment") }) },
    ...(lines.length > 0 ? [{ kind: "lines", lines } satisfies Block] : []),
    { kind: "lines", lines: [[...read, ...alsoChanged(entry, translator)]], small: true },
  ];
}

function alsoChanged({ fields }: RevisionEntry, translator: Translator): Line {
  if (fields.length === 0) return [];
  const names = fields.map((field) => translator.words("history.field", { field }));
  return [" · ", ...translator.line("history.also", { fields: names.join(", ") })];
}

/** Says which correction or update an article announces. */
function announcementLine({ kind, text }: Announcement, translator: Translator): Line {
  return sentenceLine(kind === "correction" ? "history.correction" : "history.update", text, translator);
}

function changeLines({ kind, before, after }: SentenceChange, translator: Translator): Line[] {
  if (kind === "removed") return [sentenceLine("history.removed", before, translator)];
  if (kind === "added") return [sentenceLine("history.added", after, translator)];
  return [sentenceLine("history.changed", before, translator), sentenceLine("history.to", after, translator)];
}

function sentenceLine(key: TextKey, sentence: string | null, translator: Translator): Line {
  const value = translator.words("page.quoted", { text: oneLine(sentence ?? "", MAX_SENTENCE) });
  return translator.line("page.label", { label: strong(translator.words(key)), value });
}
