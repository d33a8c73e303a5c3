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
}

/** What a layer may import: project folders (a "type " prefix allows types only) and outside packages. */
interface Rule {
  readonly project: readonly string[];
  readonly outside: readonly string[];
}

const BASE = [
  "src/schema",
  "src/errors",
  "type src/reports",
  "type src/reports-feeds",
  "type src/reports-reading",
  "src/guild-settings",
  "src/watch-schema",
];
const RULES: Record<string, Rule> = {
  "src/schema": { project: [], outside: ["zod"] },
  "src/errors": { project: [], outside: [] },
  "src/config": { project: ["src/errors", "src/guild-settings"], outside: ["zod"] },
  "src/guild-settings": { project: [], outside: ["zod"] },
  "src/reports-feeds": { project: ["type src/schema"], outside: [] },
  "src/reports": { project: ["type src/schema"], outside: [] },
  "src/reports-reading": { project: ["type src/schema"], outside: [] },
  "src/services-reading": { project: ["type src/schema", "type src/reports-reading"], outside: [] },
  "src/watch-schema": { project: ["src/schema", "src/guild-settings"], outside: ["zod"] },
  "src/services-watches": {
    project: ["type src/schema", "type src/guild-settings", "type src/watch-schema"],
    outside: [],
  },
  "src/services": {
    project: [
      "type src/schema",
      "type src/reports",
      "type src/reports-feeds",
      "type src/guild-settings",
      "type src/services-watches",
      "type src/services-reading",
    ],
    outside: [],
  },
  "src/fetch": { project: [...BASE, "src/fetch"], outside: ["undici", "ipaddr.js"] },
  "src/compare": { project: [...BASE, "src/compare"], outside: ["diff"] },
  "src/store": {
    project: [...BASE, "src/store", "src/compare"],
    outside: ["hnswlib-node", "better-sqlite3", "zod"],
  },
  "src/embed": {
    project: [...BASE, "src/embed"],
    outside: ["@xenova/transformers", "onnxruntime-node", "fflate", "zod"],
  },
  "src/feeds": {
    project: [
      ...BASE,
      "src/feeds",
      "src/ingest",
      "type src/services",
      "type src/fetch/http-fetcher",
      "type src/store/store",
      "type src/store/feed-store",
      "type src/store/refetch-store",
      "src/compare/announced",
    ],
    outside: [],
  },
  "src/ingest": {
    project: [
      ...BASE,
      "src/ingest",
      "type src/fetch/http-fetcher",
      "src/compare",
      "type src/embed/embedder",
      "type src/store/store",
      "type src/store/refetch-store",
      "type src/store/vector-index",
    ],
    outside: ["linkedom", "htmlparser2", "@mozilla/readability", "tldts", "yaml", "zod"],
  },
  "src/retrieve": {
    project: [
      ...BASE,
      "src/retrieve",
      "type src/embed/embedder",
      "type src/store/store",
      "type src/store/vector-index",
    ],
    outside: [],
  },
  "src/answer": {
    project: [...BASE, "src/answer", "src/compare", "type src/retrieve", "type src/embed"],
    outside: [],
  },
  "src/watch": {
    project: [
      ...BASE,
      "src/watch",
      "src/compare",
      "type src/embed/embedder",
      "type src/store/arrivals",
      "type src/store/store",
      "type src/store/vector-index",
      "type src/store/watch-store",
    ],
    outside: [],
  },
  "src/render": {
    project: [...BASE, "src/render", "type src/services-watches"],
    outside: ["discord.js", "picocolors", "intl-messageformat"],
  },
  "src/bot": {
    project: [...BASE, "src/bot", "src/render", "type src/services", "type src/watch/notifier"],
    outside: ["discord.js", "pino"],
  },
  "src/operate": {
    project: [...BASE, "src/operate", "type src/services", "type src/bot/counter"],
    outside: ["prom-client"],
  },
  commands: {
    project: [...BASE, "src/render", "type src/services", "type src/bot/command"],
    outside: ["discord.js"],
  },
};
/** Packages that exactly these files may import. */
const ONLY_IN: Record<string, RegExp> = {
  "@xenova/transformers": /^src\/(?:embed\/transformers|eval\/.*)\.ts$/,
  "onnxruntime-node": /^src\/(?:embed\/transformers|eval\/.*)\.ts$/,
  "hnswlib-node": /^src\/store\/hnsw-index\.ts$/,
  undici: /^src\/fetch\/host-lanes\.ts$/,
  "ipaddr.js": /^src\/fetch\/public-address\.ts$/,
  tldts: /^src\/ingest\/same-site\.ts$/,
  "better-sqlite3": /^src\/store\/sqlite[^/]*\.ts$/,
};
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
    })),
    ...[...dynamic].map((match) => ({ from: file, to: target(file, match[1] ?? ""), typeOnly: false })),
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
      return rule !== undefined && !isAllowed(one, rule);
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("knows every layer", () => {
    const known = new Set([...Object.keys(RULES), "src/bin", "src/eval"]);
    expect([...new Set(files.map(layerOf))].filter((layer) => !known.has(layer))).toEqual([]);
  });

  it("keeps the model, the index and the database in one place each", () => {
    const wrong = imports.filter(
      ({ from, to, typeOnly }) => !typeOnly && ONLY_IN[to] && !ONLY_IN[to].test(from),
    );
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("leaves process.* to entry points", () => {
    const entry = /^src\/(?:bin\/|eval\/|embed\/worker-)/;
    const wrong = files.filter((file) => !entry.test(file) && /\bprocess\.(?!memoryUsage)/.test(code(file)));
    expect(wrong).toEqual([]);
  });

  it("has no clock in render", () => {
    const wrong = files.filter(
      (file) => file.startsWith("src/render/") && /Date\.now\(|new Date\(\)/.test(code(file)),
    );
    expect(wrong).toEqual([]);
  });

  it("keeps files small: median at most 100 lines, none over 250, commands at most 60", () => {
    const lines = (file: string) => (sources.get(file) ?? "").split("\n").length - 1;
    expect(files.filter((file) => lines(file) > (file.startsWith("commands/") ? 60 : 250))).toEqual([]);
    const sorted = files.map(lines).sort((one, other) => one - other);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100);
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
