// Holds the code to the import table, the sizes and the names of ARCHITECTURE.md.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

interface Import {
  readonly from: string;
  readonly to: string;
  /** "lazy": by `import()`, when it is needed. */
  readonly kind: "value" | "type" | "lazy";
}

/** Folders and files that a layer may import beside itself. "type ": types only; "lazy ": types, and the rest by `import()`. */
const RULES: Record<string, readonly string[]> = {
  "src/model": [],
  "src/fetch": ["src/model"],
  "src/language": ["src/model"],
  "src/compare": ["src/model"],
  "src/embed": ["src/model"],
  "src/read": ["src/model"],
  "src/store": ["src/model", "src/compare"],
  "src/retrieve": ["src/model", "src/language", "type src/store", "type src/embed"],
  "src/ingest": [
    "src/model",
    "src/read",
    "src/compare",
    "type src/store",
    "type src/embed",
    "type src/fetch",
  ],
  "src/answer": [
    "src/model",
    "src/language",
    "src/compare",
    "type src/retrieve",
    "type src/store",
    "type src/embed",
  ],
  "src/watch": [
    "src/model",
    "src/language",
    "src/compare",
    "type src/retrieve",
    "type src/store",
    "type src/embed",
  ],
  "src/app": [
    "src/model",
    "src/language",
    "src/compare",
    "src/read",
    "src/ingest",
    "src/retrieve",
    "src/answer",
    "src/watch",
    "type src/store",
    "type src/embed",
    "type src/fetch",
  ],
  "src/render": ["src/model"],
  "src/bot": ["src/model", "src/render", "type src/app"],
  commands: ["src/model", "src/render", "type src/app", "type src/bot/command"],
  "src/operate": ["src/model", "src/render", "type src/app"],
  // Loads little before it knows which subcommand runs, so that `--help` answers at once; opens what it works on, and asks app.
  "src/cli": [
    "src/model",
    "src/main/environment",
    "src/render/text",
    "src/render/translator",
    "lazy src/render",
    "lazy src/main",
    "lazy src/app",
    "lazy src/bot/register",
    "lazy src/bot/profile",
    "lazy src/ingest",
    "lazy src/read",
    "lazy src/store",
    "lazy src/embed",
    "type src/fetch",
    "lazy src/eval",
  ],
};
/** May import everything: the composition root, and measuring. */
const FREE = ["src/main", "src/eval"];
/** Where each package may be imported; measuring may import all of them. */
const HOMES: Record<string, RegExp> = {
  "@mozilla/readability": /^src\/read\/html\//,
  "@xenova/transformers": /^src\/eval\/bench\//, // with libraries for images
  "@xenova/transformers/src/tokenizers.js": /^src\/embed\/transformers\.ts$/,
  "better-sqlite3": /^src\/store\/sqlite\//,
  "cli-progress": /^src\/cli\//,
  commander: /^src\/(?:cli\/|main\/cli\.ts$)/,
  "compromise/two": /^src\/language\/english\.ts$/,
  diff: /^src\/compare\//,
  "discord.js": /^(?:src\/(?:bot|render)|commands)\//,
  entities: /^src\/read\//,
  fflate: /^src\/embed\//,
  "hnswlib-node": /^src\/store\/hnsw-index\.ts$/,
  htmlparser2: /^src\/read\//,
  "intl-messageformat": /^src\/render\//,
  "ipaddr.js": /^src\/fetch\//,
  kysely: /^src\/store\//,
  linkedom: /^src\/read\/html\//,
  "lru-cache": /^src\/(?:bot|fetch)\//,
  "onnxruntime-node": /^src\/embed\/(?:session|pair-reader)\.ts$/,
  "p-limit": /^src\/ingest\//,
  "p-map": /^src\/ingest\//,
  pg: /^src\/store\/postgres\//,
  picocolors: /^src\/(?:cli|render)\//,
  pino: /^src\/bot\//,
  piscina: /^src\/ingest\//,
  "prom-client": /^src\/operate\//,
  stemmer: /^src\/store\/postgres\//,
  "supports-hyperlinks": /^src\/cli\/output\.ts$/,
  tldts: /^src\/read\//,
  undici: /^src\/fetch\//,
  yaml: /^src\/read\//,
  zod: /^src\/(?:model|read|store|main|embed)\//,
};
/** Lines of the longest file that is read as one subject; texts and other data may be longer. */
const MAX_LINES = 500;
const DATA = /^src\/render\/texts\//;
const NAMES_THAT_SAY_NOTHING = /(?:^|\/)(?:utils?|helpers?|common|shared|misc|managers?)(?:\.|\/)/i;

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts"], {
  cwd: ROOT,
})
  .toString()
  .split("\n")
  .filter((file) => /^(?:src|commands)\//.test(file));
const sources = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), "utf8")]));
const imports = files.flatMap((file) => importsOf(file, sources.get(file) ?? ""));

function importsOf(file: string, source: string): Import[] {
  const statements = source.matchAll(
    /^(?:import|export)\s+(?:(type)\s)?(?:([^;"']*?)\s*from\s+)?["']([^"']+)["']/gm,
  );
  const dynamic = source.matchAll(/(typeof\s+)?\bimport\(\s*["']([^"']+)["']\s*\)(\.\p{Lu})?/gu);
  return [
    ...[...statements].map(([, type, names = "", specifier = ""]): Import => {
      const isType = type !== undefined || everyNameIsType(names);
      return { from: file, to: target(file, specifier), kind: isType ? "type" : "value" };
    }),
    ...[...dynamic].map(([, typeOf, specifier = "", member]): Import => {
      const isType = typeOf !== undefined || member !== undefined;
      return { from: file, to: target(file, specifier), kind: isType ? "type" : "lazy" };
    }),
  ];
}

function everyNameIsType(names: string): boolean {
  const inner = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
  return inner?.split(",").every((name) => name.trim() === "" || /^\s*type\s/.test(name)) ?? false;
}

function target(file: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return relative(ROOT, resolve(ROOT, dirname(file), specifier)).replace(/\.js$/, "");
}

function layerOf(path: string): string {
  const [top, second] = path.replace(/\.ts$/, "").split("/");
  return top === "src" ? `src/${second}` : (top ?? "");
}

function isAllowed({ to, kind }: Import, rule: readonly string[]): boolean {
  return rule.some((entry) => {
    const [, condition, place = ""] = /^(?:(type|lazy) )?(.*)$/.exec(entry) ?? [];
    if (to !== place && !to.startsWith(`${place}/`)) return false;
    return condition === undefined || kind === "type" || kind === condition;
  });
}

const isOurs = ({ to }: Import) => /^(?:src|commands)\//.test(to);

describe("architecture", () => {
  it("reads imports of every kind", () => {
    const source = `import { a, type B } from "./a.js";\nimport { type C } from "./c.js";\nimport "./d.js";
      const e = await import("./e.js");\ntype F = typeof import("./f.js");\ntype G = import("./g.js").G;`;
    expect(importsOf("src/x/y.ts", source).map(({ to, kind }) => `${kind} ${to}`)).toEqual([
      "value src/x/a",
      "type src/x/c",
      "value src/x/d",
      "lazy src/x/e",
      "type src/x/f",
      "type src/x/g",
    ]);
    expect(imports.some(({ to }) => to === "better-sqlite3")).toBe(true);
  });

  it("keeps every layer to the imports it may have", () => {
    const wrong = imports.filter((one) => {
      const rule = RULES[layerOf(one.from)];
      return isOurs(one) && rule && layerOf(one.to) !== layerOf(one.from) && !isAllowed(one, rule);
    });
    expect(wrong.map(({ from, to, kind }) => `${from} imports ${to} (${kind})`)).toEqual([]);
  });

  it("knows every layer", () => {
    const known = new Set([...Object.keys(RULES), ...FREE]);
    expect([...new Set(files.map(layerOf))].filter((layer) => !known.has(layer))).toEqual([]);
  });

  it("keeps every package at home", () => {
    const wrong = imports.filter((one) => {
      if (isOurs(one) || one.to.startsWith("node:") || one.to.startsWith("package")) return false;
      return !HOMES[one.to]?.test(one.from) && !(HOMES[one.to] && one.from.startsWith("src/eval/"));
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("has no file that is too long to be one subject", () => {
    const lines = (file: string) => (sources.get(file) ?? "").split("\n").length - 1;
    const long = files.filter((file) => !DATA.test(file) && lines(file) > MAX_LINES);
    expect(long.map((file) => `${file}: ${lines(file)} lines`)).toEqual([]);
  });

  it("has no file that only hands on what others export", () => {
    const handsOn = /^export (?:type )?(?:\*|\{[^}]*\})[^;]* from /m;
    expect(files.filter((file) => handsOn.test(sources.get(file) ?? ""))).toEqual([]);
  });

  it("leaves process.* to entry points", () => {
    const entry = /^src\/(?:main\/|cli\/|eval\/|embed\/(?:worker-|model-worker))/;
    const wrong = files.filter((file) => !entry.test(file) && /\bprocess\.(?!memoryUsage)/.test(code(file)));
    expect(wrong).toEqual([]);
  });

  it("has no clock in render", () => {
    const wrong = files.filter(
      (file) => file.startsWith("src/render/") && /Date\.now\(|new Date\(\)/.test(code(file)),
    );
    expect(wrong).toEqual([]);
  });

  it("has no cycle of imports between files, types included", () => {
    expect(cyclesIn(new Map(files.map((file) => [file, importedBy(file)])))).toEqual([]);
  });

  it("has no file whose name says nothing, and a header in every file", () => {
    expect(files.filter((file) => NAMES_THAT_SAY_NOTHING.test(file))).toEqual([]);
    expect(files.filter((file) => !/^(?:#!.*\n)?\/\/ \S/.test(sources.get(file) ?? ""))).toEqual([]);
  });
});

/** A file's source without comments. */
function code(file: string): string {
  return (sources.get(file) ?? "").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
}

function importedBy(file: string): string[] {
  return imports
    .filter(({ from, to }) => from === file && sources.has(`${to}.ts`))
    .map(({ to }) => `${to}.ts`);
}

/** Returns one path for each cycle that a walk through the graph meets, first file repeated at the end. */
function cyclesIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return cycles;
}
