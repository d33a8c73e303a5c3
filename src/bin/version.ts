// The version in package.json, found upwards from this file, so that sources and build agree.
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

const packageSchema = z.object({ version: z.string() });

/** Returns the version of this checkout, for example "0.1.0". */
export function readVersion(): string {
  let folder = new URL("./", import.meta.url);
  while (!existsSync(new URL("package.json", folder))) {
    const parent = new URL("../", folder);
    if (parent.href === folder.href) throw new TypeError("package.json lies nowhere above src/bin");
    folder = parent;
  }
  return packageSchema.parse(JSON.parse(readFileSync(new URL("package.json", folder), "utf8"))).version;
}
