// Reads the golden pairs of texts: every file of test/golden-pairs, found by itself.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface GoldenPair {
  readonly name: string;
  readonly copies: boolean;
  /** Why a person says so. */
  readonly why: string;
  readonly texts: readonly [string, string];
}

/** In order of their names. @throws Error for a file that is not "copies: why" or "different: why", a text, "=====", a text */
export function readGoldenPairs(): GoldenPair[] {
  const folder = join(import.meta.dirname, "..", "golden-pairs");
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const match = /^(copies|different): (.+)\n\n([\s\S]+?)\n\n={5}\n\n([\s\S]+?)\n$/.exec(
        readFileSync(join(folder, file), "utf8"),
      );
      const [, verdict, why = "", one = "", other = ""] = match ?? [];
      if (verdict === undefined) throw new Error(`${file}: not a golden pair`);
      return { name: file.replace(/\.txt$/, ""), copies: verdict === "copies", why, texts: [one, other] };
    });
}
