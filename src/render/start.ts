// What somebody meets who begins: that nothing was read yet, the packs of feeds to choose from, and what their first reads came to.

import type { Instant } from "../model/article.js";
import type { FeedPack, FirstReads, StartedFeeds } from "../model/feed.js";
import { commandIn, type TextKey } from "./catalogue.js";
import { writeCustomId } from "./custom-id.js";
import { type Block, type Document, linesBlock, plainDocument, ruled } from "./document.js";
import { type Button, MAX_CHOICES, type Message, type Select, writeMessage } from "./message.js";
import { oneLine } from "./text.js";
import { type Line, strong, type Translator } from "./translator.js";

/** Packs of topics that have a name in every language. */
const TOPICS: Readonly<Record<string, TextKey>> = {
  world: "start.world",
  politics: "start.politics",
  business: "start.business",
  science: "start.science",
  technology: "start.technology",
  sport: "start.sport",
};

/** An empty store: how many feeds will fill it, and whether the reader may choose some. */
export interface Beginning {
  readonly feeds: number;
  readonly mayAdd: boolean;
}

/** Says in two lines that nothing was read yet, and how to begin. */
export function beginningLines({ feeds, mayAdd }: Beginning, translator: Translator): readonly [Line, Line] {
  const command = commandIn(translator.language, "feeds.start");
  const key = feeds > 0 ? "start.reading" : mayAdd ? "start.choose" : "start.ask-others";
  return [translator.line("start.empty"), translator.line(key, { count: feeds, command })];
}

/** The button that opens the choice of packs; none for people who may not add, or while feeds are being read. */
export function beginningButtons({ feeds, mayAdd }: Beginning, translator: Translator): Button[] {
  if (!mayAdd || feeds > 0) return [];
  return [{ label: translator.words("start.button"), customId: writeCustomId("start", "packs") }];
}

/** Writes that nothing was read yet, and how to begin. */
export function renderBeginning(beginning: Beginning, at: Instant, translator: Translator): Message {
  const [empty, how] = beginningLines(beginning, translator);
  const blocks: Block[] = [{ kind: "heading", line: empty }, linesBlock([how])];
  return writeMessage(plainDocument(blocks, at, translator), {
    buttons: beginningButtons(beginning, translator),
  });
}

/** Writes the packs as a menu, the reader's own country before the others. */
export function renderPacks(
  packs: readonly FeedPack[],
  locale: string | null,
  at: Instant,
  translator: Translator,
): Message {
  const blocks: Block[] = [
    { kind: "heading", line: translator.line("start.what") },
    linesBlock([translator.line("start.packs")]),
  ];
  const select: Select = {
    customId: writeCustomId("start-packs", "chosen"),
    placeholder: translator.words("start.placeholder"),
    options: inOrder(packs, locale, translator)
      .slice(0, MAX_CHOICES)
      .map((pack) => ({
        label: packName(pack, translator),
        value: pack.packId,
        description: describePack(pack, translator),
      })),
  };
  return writeMessage(plainDocument(blocks, at, translator), { select });
}

/** Topics as they come, then the country of the locale, then the other countries by name. */
function inOrder(packs: readonly FeedPack[], locale: string | null, translator: Translator): FeedPack[] {
  const own = locale === null ? null : (new Intl.Locale(locale).maximize().region ?? null);
  const rank = ({ region }: FeedPack) => (region === null ? 0 : region === own ? 1 : 2);
  const { compare } = new Intl.Collator(translator.language);
  return [...packs].sort(
    (one, other) =>
      rank(one) - rank(other) ||
      (one.region === null ? 0 : compare(packName(one, translator), packName(other, translator))),
  );
}

/** Names a pack in the reader's language; one that the operator made up keeps its title. */
export function packName({ packId, region, title }: FeedPack, translator: Translator): string {
  const topic = TOPICS[packId];
  if (region === null) return topic === undefined ? title : translator.words(topic);
  return isRegion(region)
    ? (new Intl.DisplayNames(translator.language, { type: "region" }).of(region) ?? title)
    : title;
}

function isRegion(region: string): boolean {
  return /^[A-Z]{2}$/.test(region);
}

/** Names the language and the outlets of a pack: "German: tagesschau.de, ZEIT ONLINE". */
export function describePack({ languages, feeds }: FeedPack, { language }: Translator): string {
  const names = new Intl.DisplayNames(language, { type: "language" });
  const spoken = languages.map((tag) => names.of(tag) ?? tag).join(", ");
  const outlets = feeds.map(({ title, url }) => title ?? new URL(url).host).join(", ");
  return spoken === "" ? outlets : `${spoken}: ${outlets}`;
}

function packNames(packs: readonly FeedPack[], translator: Translator): string {
  const names = packs.map((pack) => packName(pack, translator));
  return oneLine(new Intl.ListFormat(translator.language).format(names), 300);
}

/** Writes how far the first reads have come. */
export function renderFirstReads(reads: FirstReads, at: Instant, translator: Translator): Message {
  const blocks: Block[] = [
    { kind: "heading", line: translator.line("start.progress") },
    linesBlock([translator.line("start.so-far", { ...reads })]),
  ];
  return writeMessage(plainDocument(blocks, at, translator));
}

/** The commands that it names, as they are typed where it is read. */
interface NamedCommands {
  readonly latest: string;
  readonly list: string;
  readonly health: string;
}

function inDiscord({ language }: Translator): NamedCommands {
  return {
    latest: commandIn(language, "latest"),
    list: commandIn(language, "feeds.list"),
    health: commandIn(language, "feeds.health"),
  };
}

/** Lays out what the first reads came to, and what to try now. */
export function startedDocument(
  started: StartedFeeds,
  at: Instant,
  translator: Translator,
  commands = inDiscord(translator),
): Document {
  const { packs, feeds, read, articles, known, failed, question } = started;
  const came: Line[] = [
    [strong(packNames(packs, translator))],
    translator.line("start.articles", { feeds: feeds + known, articles }),
    ...(feeds > read ? [translator.line("start.waiting", { count: feeds - read })] : []),
    ...(failed.length > 0 ? failedLines(failed, commands.health, translator) : []),
  ];
  const next =
    question === null
      ? translator.line("start.later", { command: commands.latest })
      : translator.line("start.try", { question: strong(question) });
  return plainDocument(
    ruled([
      [{ kind: "heading", line: translator.line("start.followed") }, linesBlock(came)],
      [linesBlock([next, translator.line("start.goes-on", { command: commands.list })])],
    ]),
    at,
    translator,
  );
}

const MAX_FAILED = 5;

function failedLines(failed: StartedFeeds["failed"], command: string, translator: Translator): Line[] {
  const names = failed.slice(0, MAX_FAILED).map(({ title, url }) => oneLine(title ?? url, 60));
  return [
    translator.line("start.failed", {
      count: failed.length,
      feeds: names.join(", ") + (failed.length > MAX_FAILED ? " …" : ""),
      command,
    }),
  ];
}

/** Writes what the first reads came to, with a button that asks the question to try. */
export function renderStarted(started: StartedFeeds, at: Instant, translator: Translator): Message {
  const { question } = started;
  const subject = question === null ? null : questionSubject(question);
  const buttons: Button[] =
    subject === null
      ? []
      : [{ label: translator.words("start.ask"), customId: writeCustomId("ask-this", subject) }];
  return writeMessage(startedDocument(started, at, translator), { buttons });
}

/** Longest question that a button carries. */
const MAX_SUBJECT = 85;

/** Writes a question as the subject of a custom id; null if it does not fit. */
function questionSubject(question: string): string | null {
  const subject = question.replaceAll(":", "¦");
  return subject.length <= MAX_SUBJECT ? subject : null;
}

/** Reads the question back. */
export function subjectQuestion(subject: string): string {
  return subject.replaceAll("¦", ":");
}
