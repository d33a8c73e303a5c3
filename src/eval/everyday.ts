// Measures everyday questions, as people type them in a channel, over the sample articles and over small made-up worlds.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readInput } from "../ingest/read-input.js";
import type { Answer, Quote } from "../model/answer.js";
import type { Article, Instant } from "../model/article.js";
import { DatelineError } from "../model/errors.js";
import { endOfDay } from "./bench-folder.js";
import { writeReadingCases } from "./fit/reading-cases.js";
import { ALL_ON, type EvalParts, type EvalPipeline, type EvalProgress } from "./pipeline.js";
import { alignRows } from "./text-table.js";

const words = z.array(z.string().min(1));

const everydayQuestionSchema = z.strictObject({
  question: z.string().min(1),
  /** The day of asking, whose end counts, or an instant. */
  asOf: z.union([z.iso.date(), z.iso.datetime({ offset: false })]),
  /** What is asked for, or how: "person", "negation", "typos"; results are counted by it. */
  kind: z.string(),
  /** The first quote holds one of these; absent: only silence is right. */
  lead: words.optional(),
  /** The first quote holds none of these. */
  never: words.optional(),
  /** No line of the reply holds any of these. */
  nowhere: words.optional(),
  /** Days that are shown for words of the first quote: "on Tuesday": "2026-03-03". */
  days: z.record(z.string(), z.iso.date()).optional(),
  /** Absent: either is right. */
  strength: z.enum(["clear", "weak"]).optional(),
  /** Silence is right; beside `lead`: both are. */
  silence: z.boolean().optional(),
  /** The reason for the silence; absent: any. */
  reason: z.string().optional(),
  /** Words that silence must not call unknown. */
  notMissing: words.optional(),
  /** A further line that holds one of these adds something; any other is noise. */
  extra: words.optional(),
});
export type EverydayQuestion = z.infer<typeof everydayQuestionSchema>;

const worldSchema = z.strictObject({
  articles: z.array(z.unknown()),
  questions: z.array(everydayQuestionSchema),
  /** About other articles of the world than `questions`; nobody tunes on them. */
  putAside: z.array(everydayQuestionSchema).default([]),
});

type Body = Omit<Article, "revision">;

/** Questions over one store. */
interface World {
  readonly name: string;
  readonly articles: readonly Body[];
  readonly questions: readonly EverydayQuestion[];
  /** False for the half put aside: its misses are never printed, so that nobody tunes on them. */
  readonly isOpen: boolean;
}

/** What came back to one question; a wrong first quote is right in strength if it is not called clear. */
export interface EverydayVerdict {
  readonly question: EverydayQuestion;
  readonly answer: Answer;
  readonly isRight: boolean;
  readonly isStrengthRight: boolean;
  /** Lines after the first quote, and those of them that add nothing. */
  readonly extraLines: number;
  readonly noise: readonly string[];
}

/** Judges one answer. */
export function judgeEveryday(question: EverydayQuestion, answer: Answer): EverydayVerdict {
  if (answer.kind === "unanswered") {
    const isRight = isSilenceRight(question, answer);
    return { question, answer, isRight, isStrengthRight: isRight, extraLines: 0, noise: [] };
  }
  const [lead, ...others] = answer.quotes;
  const lines = [...others, ...answer.earlier].map(({ text }) => text);
  const isRight = lead !== undefined && isLeadRight(question, lead, lines);
  const wished = question.strength ?? answer.strength;
  const answers = holdsOne(lead?.text ?? "", question.lead);
  const adds = (text: string) =>
    holdsOne(text, question.extra) || (!answers && holdsOne(text, question.lead));
  return {
    question,
    answer,
    isRight,
    isStrengthRight: isRight ? answer.strength === wished : answer.strength === "weak",
    extraLines: lines.length,
    noise: lines.filter((text) => !adds(text)),
  };
}

function isSilenceRight(
  question: EverydayQuestion,
  answer: Extract<Answer, { kind: "unanswered" }>,
): boolean {
  if (!question.silence) return false;
  const unknown = answer.missing.map((word) => word.toLowerCase());
  if (question.notMissing?.some((word) => unknown.includes(word.toLowerCase()))) return false;
  return question.reason === undefined || question.reason === answer.reason;
}

function isLeadRight(question: EverydayQuestion, lead: Quote, others: readonly string[]): boolean {
  if (!holdsOne(lead.text, question.lead) || holdsOne(lead.text, question.never)) return false;
  if ([lead.text, ...others].some((text) => holdsOne(text, question.nowhere))) return false;
  return Object.entries(question.days ?? {}).every(([said, day]) =>
    lead.resolvedDates.some((resolved) => resolved.words === said && resolved.day === day),
  );
}

function holdsOne(text: string, phrases: readonly string[] | undefined): boolean {
  return phrases?.some((phrase) => text.includes(phrase)) ?? false;
}

export interface EverydayOptions {
  readonly parts: EvalParts;
  /** Folder of the sample articles. */
  readonly samples: string;
  /** Folder that keeps one store per world and index version. */
  readonly cacheFolder: string;
  /** Names of the worlds to ask about; default all. */
  readonly only?: readonly string[];
  /** Prints each miss of what is not put aside, with the whole reply. */
  readonly misses: boolean;
  /** Writes what the reader is trained on to this file, from the tuned half and the open stories, and measures nothing; default null. */
  readonly cases?: string | null;
  readonly onProgress: (event: EvalProgress) => void;
  readonly print: (line: string) => void;
}

/** Results by the name of their world, in order: "tuned", "held", then the small worlds as "cases", then "stories". */
export type EverydayResult = ReadonlyMap<string, readonly EverydayVerdict[]>;

/**
 * Asks every question of a folder (what there is of `tuned.json`, `held.json`, `cases/*.json`, `stories/*.json`) and prints the figures.
 * @throws DatelineError bench-invalid, and whatever the parts throw
 */
export async function runEveryday(folder: string, options: EverydayOptions): Promise<EverydayResult> {
  const results = new Map<string, EverydayVerdict[]>();
  for (const world of await readWorlds(folder, options.samples)) {
    const { name } = world;
    if (options.only?.includes(name) === false) continue;
    if (options.cases) {
      if (world.isOpen && world.name !== "cases") await writeWorldCases(world, options.cases, options);
      continue;
    }
    const verdicts = await askWorld(world, options);
    results.set(name, [...(results.get(name) ?? []), ...verdicts]);
    const missed = verdicts.filter(({ isRight, isStrengthRight }) => !isRight || !isStrengthRight);
    if (options.misses && world.isOpen)
      for (const miss of missed) for (const line of tellMiss(miss)) options.print(line);
  }
  if (!options.cases) for (const line of formatEveryday(results)) options.print(line);
  return results;
}

/** Reads the questions of a folder with their articles. @throws DatelineError bench-invalid */
export async function readWorlds(folder: string, samples: string): Promise<World[]> {
  const read = async <T>(schema: z.ZodType<T>, file: string): Promise<T> => {
    const parsed = schema.safeParse(JSON.parse(await readFile(join(folder, file), "utf8")));
    if (parsed.success) return parsed.data;
    throw new DatelineError("bench-invalid", `Not a set of everyday questions: ${join(folder, file)}`, {
      hint: z.prettifyError(parsed.error),
    });
  };
  const articles = await readSamples(samples);
  const halves = [];
  for (const name of ["tuned", "held"]) {
    if (!existsSync(join(folder, `${name}.json`))) continue;
    const questions = await read(z.array(everydayQuestionSchema), `${name}.json`);
    halves.push({ name, articles, questions, isOpen: name === "tuned" });
  }
  const worlds = [];
  for (const name of ["cases", "stories"]) {
    const files = existsSync(join(folder, name)) ? (await readdir(join(folder, name))).sort() : [];
    for (const file of files) {
      const { articles: given, questions, putAside } = await read(worldSchema, join(name, file));
      const own = readArticles(file, new TextEncoder().encode(JSON.stringify(given)));
      worlds.push({ name, articles: own, questions, isOpen: true });
      if (putAside.length > 0)
        worlds.push({ name: `${name} put aside`, articles: own, questions: putAside, isOpen: false });
    }
  }
  return [...halves, ...worlds];
}

async function readSamples(folder: string): Promise<Body[]> {
  const files = (await readdir(folder)).sort();
  const articles: Body[] = [];
  for (const name of files) articles.push(...readArticles(name, await readFile(join(folder, name))));
  return articles;
}

/** After every sample and case, so that no date is refused as one to come. */
const READ_AT = "2026-11-28T00:00:00.000Z";
/** Before every question: an undated article counts from its first fetch. */
const FETCHED_AT = "2024-01-01T00:00:00.000Z";

function readArticles(name: string, bytes: Uint8Array): Body[] {
  return readInput({ name, bytes }, { now: READ_AT }).map((outcome) => {
    if (outcome.kind === "article")
      return { ...outcome.article, fetchedAt: outcome.article.publishedAt ?? FETCHED_AT };
    throw new DatelineError("bench-invalid", `Article that cannot be read: ${name}: ${outcome.reason}`);
  });
}

/** Opens the store of a world, and stores its articles if they are not there yet; the caller closes it. */
async function openWorld(world: World, { parts, cacheFolder }: EverydayOptions): Promise<EvalPipeline> {
  const key = JSON.stringify([parts.indexVersion, world.articles]);
  const name = createHash("sha256").update(key).digest("hex").slice(0, 16);
  const pipeline = await parts.open(join(cacheFolder, `everyday-${name}`));
  await pipeline.addArticles(world.articles);
  return pipeline;
}

function instantOf({ asOf }: EverydayQuestion): Instant {
  return asOf.includes("T") ? asOf : endOfDay(asOf);
}

async function writeWorldCases(world: World, file: string, options: EverydayOptions): Promise<void> {
  const pipeline = await openWorld(world, options);
  try {
    const parts = pipeline.fitting?.();
    if (parts === undefined) return;
    const questions = world.questions.map((one) => ({
      question: one.question,
      asOf: instantOf(one),
      isAnswerable: one.lead !== undefined,
      answers: (text: string) => (holdsOne(text, one.never) ? null : holdsOne(text, one.lead)),
    }));
    await writeReadingCases(questions, parts, file, options.onProgress);
  } finally {
    await pipeline.close();
  }
}

async function askWorld(world: World, options: EverydayOptions): Promise<EverydayVerdict[]> {
  const { onProgress } = options;
  const pipeline = await openWorld(world, options);
  try {
    const verdicts: EverydayVerdict[] = [];
    for (const question of world.questions) {
      const total = world.questions.length;
      onProgress({ label: `Asking (${world.name})`, done: verdicts.length, total, unit: "questions" });
      const { answer } = await pipeline.answer(question.question, instantOf(question), ALL_ON);
      verdicts.push(judgeEveryday(question, answer));
    }
    return verdicts;
  } finally {
    await pipeline.close();
  }
}

/** Lays out shares by half, then counts by kind. */
function formatEveryday(results: EverydayResult): string[] {
  const rows = [...results].map(([name, verdicts]) => {
    const { right, strength, lines, noise } = countEveryday(verdicts);
    const share = (count: number, of: number) => (of === 0 ? "–" : (count / of).toFixed(2));
    return [
      `${name} (${verdicts.length})`,
      `${share(right, verdicts.length)} (${right})`,
      `${share(strength, verdicts.length)} (${strength})`,
      `${share(noise, lines)} (${noise} of ${lines})`,
    ];
  });
  const header = ["everyday questions", "lead or silence right", "strength right", "noise among extra lines"];
  const kinds = [...new Set([...results.values()].flat().map(({ question }) => question.kind))].sort();
  const byKind = kinds.map((kind) => [
    kind,
    ...[...results.values()].map((verdicts) => {
      const own = verdicts.filter(({ question }) => question.kind === kind);
      return own.length === 0 ? "–" : `${own.filter(({ isRight }) => isRight).length}/${own.length}`;
    }),
  ]);
  return [
    "",
    ...alignRows([header, ...rows]),
    "",
    ...alignRows([["right by kind", ...results.keys()], ...byKind]),
  ];
}

/** Counts what is right, and the lines after first quotes with those of them that add nothing. */
export function countEveryday(verdicts: readonly EverydayVerdict[]) {
  return {
    right: verdicts.filter(({ isRight }) => isRight).length,
    strength: verdicts.filter(({ isStrengthRight }) => isStrengthRight).length,
    lines: verdicts.reduce((sum, { extraLines }) => sum + extraLines, 0),
    noise: verdicts.reduce((sum, { noise }) => sum + noise.length, 0),
  };
}

function tellMiss({ question, answer, isRight, noise }: EverydayVerdict): string[] {
  const wanted = [
    ...(question.lead ?? []),
    ...(question.silence ? [`silence${question.reason ? ` (${question.reason})` : ""}`] : []),
  ];
  const head = [
    "",
    `${isRight ? "STRENGTH" : "MISS"} [${question.kind}] ${question.question} (as of ${question.asOf})`,
    `  wanted: ${question.strength ?? "either"}: ${wanted.join(" | ")}`,
  ];
  if (answer.kind === "unanswered")
    return [...head, `  silence: ${answer.reason}, missing: ${answer.missing.join(", ") || "–"}`];
  const tell = (label: string, { text, citation, resolvedDates }: Quote) => {
    const cited = answer.citations.find(({ number }) => number === citation);
    const days = resolvedDates.map((resolved) => ` “${resolved.words}” = ${resolved.day}`).join(",");
    const mark = noise.includes(text) ? " NOISE" : "";
    return `  ${label}${mark}: ${text} [${cited?.publishedAt?.slice(0, 10) ?? "undated"}: ${cited?.title ?? ""}]${days}`;
  };
  return [
    ...head,
    ...answer.quotes.map((quote, at) => tell(at === 0 ? `${answer.strength}` : `${at + 1}`, quote)),
    ...answer.earlier.map((quote) => tell("earlier", quote)),
    `  unnamed: ${answer.unnamed?.join(", ") || "–"}, confidence ${answer.confidence.toFixed(2)}`,
  ];
}
