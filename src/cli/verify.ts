// `dateline verify`: checks the proof of an answer, offline: against the store, or against pages that are handed in.
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import type { CheckedQuote } from "../app/proof.js";
import { DatelineError, describeError } from "../model/errors.js";
import { oneLine } from "../render/text.js";
import { readSamples } from "./read.js";
import { exitCodes, type GlobalOptions, type Terminal, withDateline } from "./terminal.js";

const MAX_QUOTE = 300;

export function addVerify(program: Command, terminal: Terminal): void {
  program
    .command("verify")
    .description("check the proof of an answer against the store, or against saved pages; nothing is fetched")
    .argument("<file>", "JSON file from the button Proof, or from `dateline sources --proof`")
    .option("--page <files...>", "saved pages to check the quotes against instead of the store")
    .addHelpText("after", "\nExample: dateline verify proof.json --page saved.html")
    .action((file: string, _options, command: Command) => verify(file, command, terminal));
}

async function verify(file: string, command: Command, terminal: Terminal): Promise<void> {
  const { json, page = [] } = command.optsWithGlobals<GlobalOptions & { readonly page?: string[] }>();
  const { checkAgainstPages, checkAgainstStore, readProof } = await import("../app/proof.js");
  const proof = readProof(file, await bytesOf(file));
  const checked =
    page.length > 0
      ? checkAgainstPages(proof, await pagesOf(page))
      : await withDateline(terminal, command, { models: "none" }, ({ stores }) =>
          checkAgainstStore(proof, (articleId, revision) => stores.articles.article(articleId, revision)),
        );
  const isVerified = checked.length > 0 && checked.every(({ outcome }) => outcome === "verified");
  if (json)
    terminal.output.json({
      verified: isVerified,
      question: proof.question,
      asOf: proof.asOf,
      quotes: checked,
    });
  else print(proof, checked, page.length > 0, terminal);
  if (!isVerified) process.exitCode = exitCodes.failed;
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new DatelineError("read-unreadable", `Proof: ${file}: ${describeError(error)}`, {
      hint: "Give the path of the JSON file.",
      cause: error,
    });
  }
}

async function pagesOf(files: readonly string[]) {
  const now = new Date().toISOString();
  const found = await Promise.all(
    files.map(async (file) => {
      const pages = await readSamples(file, now);
      if (pages.length > 0) return pages;
      throw new DatelineError("read-unreadable", `Page: ${file}: no article was found in it`, {
        hint: "Save the page as HTML or text; `dateline read FILE` says what is read of it.",
      });
    }),
  );
  return found.flat();
}

function print(
  { question, asOf }: { readonly question: string; readonly asOf: string },
  checked: readonly CheckedQuote[],
  onPages: boolean,
  { output: { line, colors } }: Terminal,
): void {
  line(`“${oneLine(question, MAX_QUOTE)}”, as of ${asOf.slice(0, 16).replace("T", " ")} UTC`);
  for (const { quote, outcome, differs } of checked) {
    const { outlet, publishedAt, revision, articleId } = quote.article;
    const color = { verified: colors.green, wrong: colors.red, missing: colors.yellow }[outcome];
    line(`${color(outcome.padEnd(8))}  “${oneLine(quote.text, MAX_QUOTE)}”`);
    const day = publishedAt?.slice(0, 10) ?? "undated";
    line(
      colors.dim(
        `          ${oneLine(outlet ?? "outlet unknown", 80)}, ${day}, article ${articleId}, revision ${revision}`,
      ),
    );
    const why = reason(outcome, differs, onPages);
    if (why !== null) line(`          ${why}`);
  }
  const verified = checked.filter(({ outcome }) => outcome === "verified").length;
  const against = onPages ? "the pages" : "the store";
  line(
    checked.length === 0
      ? "The proof holds no quote."
      : `${verified} of ${checked.length} quotes verified against ${against}.`,
  );
}

function reason(
  outcome: CheckedQuote["outcome"],
  differs: readonly string[],
  onPages: boolean,
): string | null {
  if (outcome === "verified") return null;
  if (outcome === "missing")
    return onPages ? "No page from its address was given." : "This revision is not in the store.";
  const others = differs.filter((what) => !(what in SENTENCES) && !(onPages && what === "quote"));
  return [
    ...(onPages && differs.includes("quote") ? ["The page does not hold these words."] : []),
    ...(others.length === 0
      ? []
      : [`The store has another ${others.map((what) => NAMES[what] ?? what).join(", ")}.`]),
    ...differs.flatMap((what) => SENTENCES[what] ?? []),
  ].join(" ");
}

const SENTENCES: Readonly<Record<string, string>> = {
  link: "The link leads elsewhere than to this quote.",
  asOf: "It was published later than the moment that the answer names.",
};

const NAMES: Readonly<Record<string, string>> = {
  text: "text of this revision",
  quote: "text at this place",
  publishedAt: "date of publication",
  updatedAt: "date of update",
  url: "address",
};
