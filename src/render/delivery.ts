// What is said about replies on their way: the place in the queue, what did not arrive, why nothing can be posted.
import type { Missed } from "../model/answer.js";
import type { Instant } from "../model/article.js";
import { answerDocument } from "./answer.js";
import { commandIn } from "./catalogue.js";
import { writeCustomId } from "./custom-id.js";
import { type Block, type Document, plainDocument, ruled } from "./document.js";
import { type Button, type Message, writeMessage } from "./message.js";
import { oneLine } from "./text.js";
import type { Translator } from "./translator.js";
import { instant, type Line, mention } from "./translator.js";

/** Longest question repeated. */
const MAX_QUESTION = 200;

/** Writes how many questions are ahead in the queue. */
export function renderWaiting(before: number, at: Instant, translator: Translator): Message {
  return writeMessage(sentences([translator.line("delivery.waiting", { before })], at, translator));
}

/** Writes that Dateline is restarting. */
export function renderRestarting(at: Instant, translator: Translator): Message {
  return writeMessage(sentences([translator.line("delivery.restarting")], at, translator));
}

/** Writes which permissions (by Discord’s names) are missing for posting and how to grant them; `isKept` adds that the answer is saved. */
export function renderCannotPost(
  rights: readonly string[],
  isKept: boolean,
  at: Instant,
  translator: Translator,
): Message {
  const kept: Line[] = isKept
    ? [translator.line("delivery.kept", { command: commandIn(translator.language, "sources") })]
    : [];
  const names = rights.map((right) => translator.words("delivery.right", { right })).join(", ");
  const lines = [translator.line("delivery.cannot-post", { rights: names }), ...kept];
  return writeMessage({ ...sentences(lines, at, translator), tone: "error" });
}

/** Writes which permissions are missing for posting in a channel that was to be told something, so that nothing was promised. */
export function renderCannotPostIn(
  channelId: string,
  rights: readonly string[],
  at: Instant,
  translator: Translator,
): Message {
  const names = rights.map((right) => translator.words("delivery.right", { right })).join(", ");
  const channel = mention("channel", channelId);
  const line = translator.line("delivery.cannot-post-in", { channel, rights: names });
  return writeMessage({ ...sentences([line], at, translator), tone: "error" });
}

/** Writes that the person accepts no direct messages, and how to allow them. */
export function renderDmClosed(at: Instant, translator: Translator): Message {
  return writeMessage({
    ...sentences([translator.line("delivery.dm-closed")], at, translator),
    tone: "error",
  });
}

/** Writes what did not reach the person: an answer in full, and unfinished questions. */
export function renderMissed(missed: Missed, at: Instant, translator: Translator): Message {
  const { answer } = missed;
  const sources: Button[] =
    answer === null || answer.citations.length === 0
      ? []
      : [
          {
            label: translator.words("delivery.sources"),
            customId: writeCustomId("sources", answer.answerId),
          },
        ];
  return writeMessage(missedDocument(missed, at, translator), { buttons: sources });
}

/** Lays out what did not reach the person. */
export function missedDocument(
  { answer, unfinished }: Missed,
  at: Instant,
  translator: Translator,
): Document {
  const asked = unfinished.map(
    ({ question, askedAt }): Block => ({
      kind: "lines",
      lines: [
        translator.line("delivery.unfinished", {
          question: oneLine(question, MAX_QUESTION),
          at: instant(askedAt, "moment"),
        }),
      ],
    }),
  );
  if (answer === null) return plainDocument(asked, at, translator);
  const whole = answerDocument(answer, translator);
  const line = translator.line("delivery.undelivered", { at: instant(answer.askedAt, "moment") });
  return { ...whole, blocks: ruled([[{ kind: "heading", line }, ...whole.blocks], asked]) };
}

function sentences(lines: readonly Line[], at: Instant, translator: Translator): Document {
  return plainDocument([{ kind: "lines", lines }], at, translator);
}
