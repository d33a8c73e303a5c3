// `npm run draw`: pictures of messages, of fixed data into this folder or, with --ask, of a real answer. A developer's tool.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { Command } from "commander";
import { type Language, languageSchema } from "../../src/model/guild.js";
import { askedPictures } from "./asked.js";
import { chromiumPath, NO_CHROMIUM, openChromium, takePicture } from "./chromium.js";
import { messagePage } from "./page.js";
import { pagePictures } from "./page-pictures.js";
import { fixedPictures, type Picture } from "./pictures.js";

const WIDTHS = { mobile: 375, desktop: 800 } as const;
type Width = keyof typeof WIDTHS;

interface Options {
  readonly ask?: string;
  readonly store: string;
  readonly asOf?: string;
  readonly language: string;
  readonly out: string;
  readonly scale: string;
  readonly width: string;
  readonly page?: boolean;
}

async function drawPage({ out }: Options): Promise<void> {
  const path = chromiumPath();
  if (path === null) throw new Error(NO_CHROMIUM);
  mkdirSync(out, { recursive: true });
  const browser = await openChromium(path);
  try {
    for (const { name, png } of await pagePictures(browser)) write(join(out, `${name}.png`), png);
  } finally {
    await browser.close();
  }
}

function write(file: string, png: Buffer): void {
  writeFileSync(file, png);
  process.stdout.write(`${file}: ${(png.length / 1000).toFixed(0)} kB\n`);
}

async function draw(pictures: readonly Picture[], { out, scale, width }: Options): Promise<void> {
  const path = chromiumPath();
  if (path === null) throw new Error(NO_CHROMIUM);
  mkdirSync(out, { recursive: true });
  const browser = await openChromium(path);
  try {
    for (const { name, drawn, reader, width: own } of pictures) {
      const widths =
        width === "each" ? [own] : width === "both" ? (Object.keys(WIDTHS) as Width[]) : [width as Width];
      for (const each of widths) {
        const png = await takePicture(browser, messagePage(drawn, reader), WIDTHS[each], Number(scale));
        const file = join(out, widths.length === 1 ? `${name}.png` : `${name}-${each}.png`);
        write(file, png);
      }
    }
  } finally {
    await browser.close();
  }
}

const program = new Command("draw")
  .description("draw messages as a chat client in the dark shows them; without --ask the fixed ones")
  .option(
    "--ask <question>",
    "ask the articles of --store, which is filled with the samples where it is empty",
  )
  .option("--page", "draw the page in the browser instead, over the samples")
  .option("--store <folder>", "store to ask", "data/store/samples")
  .option("--as-of <day>", "as `dateline ask` takes it")
  .option("--language <language>", "of the words around quotes, and of the reader's dates", "en")
  .option("--out <folder>", "where the pictures go", "test/pictures")
  .option("--scale <number>", "pixels of the picture a CSS pixel", "1")
  .option("--width <width>", "mobile (375), desktop (800), both, or each its own", "each");

const options = program.parse().opts<Options>();
const language: Language = languageSchema.parse(options.language);
try {
  const { ask, store, asOf } = options;
  if (options.page) await drawPage(options);
  else if (ask === undefined) await draw(fixedPictures(language), options);
  else {
    const asked = { question: ask, store, language, ...(asOf === undefined ? {} : { asOf }) };
    await draw(await askedPictures(asked), options);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
