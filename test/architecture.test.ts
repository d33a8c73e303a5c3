// Holds the code to the import table, the sizes and the names of ARCHITECTURE.md. What is not allowed is forbidden.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
  /** True for `import()`. */
  readonly lazy: boolean;
}

/** What a layer may import: project folders (a "type " prefix allows types only) and outside packages. */
interface Rule {
  readonly project: readonly string[];
  readonly outside: readonly string[];
}

/** The import table of ARCHITECTURE.md; each layer may also import itself. */
const RULES: Record<string, Rule> = {
  "src/model": { project: [], outside: ["zod"] },
  "src/fetch": { project: ["src/model"], outside: ["undici", "ipaddr.js", "lru-cache"] },
  "src/compare": { project: ["src/model"], outside: ["diff"] },
  "src/embed": {
    project: ["src/model"],
    outside: ["@xenova/transformers", "onnxruntime-node", "fflate", "zod"],
  },
  "src/read": {
    project: ["src/model"],
    outside: ["linkedom", "htmlparser2", "entities", "@mozilla/readability", "tldts", "yaml", "zod"],
  },
  "src/store": {
    project: ["src/model", "src/compare"],
    outside: ["hnswlib-node", "better-sqlite3", "zod"],
  },
  "src/retrieve": { project: ["src/model", "type src/store", "type src/embed"], outside: [] },
  "src/ingest": {
    project: ["src/model", "src/read", "src/compare", "type src/store", "type src/embed", "type src/fetch"],
    outside: [],
  },
  "src/answer": {
    project: ["src/model", "src/compare", "type src/retrieve", "type src/store", "type src/embed"],
    outside: [],
  },
  "src/watch": {
    project: ["src/model", "src/compare", "type src/retrieve", "type src/store", "type src/embed"],
    outside: [],
  },
  "src/app": {
    project: [
      "src/model",
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
    outside: [],
  },
  "src/render": { project: ["src/model"], outside: ["discord.js", "picocolors", "intl-messageformat"] },
  "src/bot": {
    project: ["src/model", "src/render", "type src/app"],
    outside: ["discord.js", "lru-cache", "pino"],
  },
  commands: {
    project: ["src/model", "src/render", "type src/app", "type src/bot/command"],
    outside: ["discord.js"],
  },
  "src/operate": { project: ["src/model", "src/render", "type src/app"], outside: ["prom-client"] },
};
/** May import everything. */
const FREE = ["src/main", "src/cli", "src/eval"];
/** Packages that exactly these files may import. */
const ONLY_IN: Record<string, RegExp> = {
  "@xenova/transformers": /^src\/(?:embed\/transformers|eval\/.*)\.ts$/,
  "onnxruntime-node": /^src\/(?:embed\/transformers|eval\/.*)\.ts$/,
  "hnswlib-node": /^src\/store\/hnsw-index\.ts$/,
  undici: /^src\/fetch\/host-connections\.ts$/,
  "ipaddr.js": /^src\/fetch\/addresses\.ts$/,
  entities: /^src\/read\/characters\.ts$/,
  tldts: /^src\/read\/urls\.ts$/,
  "better-sqlite3": /^src\/store\/sqlite\/[^/]*\.ts$/,
};
/** All that the terminal loads before it knows which subcommand runs, so that `--help` answers at once. */
const LOADED_BY_EVERY_SUBCOMMAND =
  /^(?:src\/(?:cli|model)\/.*|src\/main\/environment|src\/render\/(?:text|translator))$/;
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
  const statements = source.matchAll(/^(?:import|export)\s+(type\s)?([^;"']*?)\s*from\s+["']([^"']+)["']/gm);
  const dynamic = source.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g);
  return [
    ...[...statements].map((match) => ({
      from: file,
      to: target(file, match[3] ?? ""),
      typeOnly: match[1] !== undefined || everyNameIsType(match[2] ?? ""),
      lazy: false,
    })),
    ...[...dynamic].map((match) => ({
      from: file,
      to: target(file, match[1] ?? ""),
      typeOnly: false,
      lazy: true,
    })),
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

function isAllowed(one: Import, rule: Rule): boolean {
  if (one.to.startsWith("node:")) return true;
  if (!/^(?:src|commands)\//.test(one.to)) return rule.outside.includes(one.to) || one.typeOnly;
  return rule.project.some((entry) => {
    const place = entry.replace(/^type /, "");
    return (
      (one.to === place || one.to.startsWith(`${place}/`)) && (!entry.startsWith("type ") || one.typeOnly)
    );
  });
}

describe("architecture", () => {
  it("reads imports at all", () => {
    expect(imports.length).toBeGreaterThan(50);
    expect(imports.some(({ to }) => to === "better-sqlite3")).toBe(true);
  });

  it("keeps every layer to the imports it may have", () => {
    const wrong = imports.filter((one) => {
      const rule = RULES[layerOf(one.from)];
      return rule !== undefined && layerOf(one.to) !== layerOf(one.from) && !isAllowed(one, rule);
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("knows every layer", () => {
    const known = new Set([...Object.keys(RULES), ...FREE]);
    expect([...new Set(files.map(layerOf))].filter((layer) => !known.has(layer))).toEqual([]);
  });

  it("keeps the model, the index and the database in one place each", () => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) => !typeOnly && ONLY_IN[to] && !ONLY_IN[to].test(from),
    );
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("leaves process.* to entry points", () => {
    const entry = /^src\/(?:main\/|cli\/|eval\/|embed\/(?:worker-|model-worker))/;
    const wrong = files.filter((file) => !entry.test(file) && /\bprocess\.(?!memoryUsage)/.test(code(file)));
    expect(wrong).toEqual([]);
  });

  it("lets the terminal load everything heavy only when a subcommand runs", () => {
    const wrong = imports.filter(
      ({ from, to, typeOnly, lazy }) =>
        from.startsWith("src/cli/") &&
        to.startsWith("src/") &&
        !typeOnly &&
        !lazy &&
        !LOADED_BY_EVERY_SUBCOMMAND.test(to),
    );
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
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
