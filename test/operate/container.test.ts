// Checks the container files without building them: what they name exists, and what they promise holds.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseConfig } from "../../src/main/config.js";
import { requireRole } from "../../src/main/environment.js";
import { problemsAmong } from "../../src/model/processes.js";
import { Monitoring } from "../../src/operate/monitoring.js";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const folder = "src/operate/container";
const dockerfile = read(`${folder}/Dockerfile`);
const instructions = dockerfile
  .replace(/\\\n/g, " ")
  .split("\n")
  .filter((line) => /^[A-Z]+ /.test(line));
const compose = parse(read(`${folder}/compose.yaml`)) as {
  services: {
    bot: { environment: Record<string, string>; build: { dockerfile: string }; volumes: string[] };
  };
};
const bot = compose.services.bot;

describe("the Dockerfile", () => {
  it("copies only what exists and what its ignore file lets in", () => {
    const wanted = instructions
      .filter((line) => /^COPY (?!--from)/.test(line))
      .flatMap((line) => line.split(/\s+/).slice(1, -1))
      .map((path) => path.replace(/^\.\//, ""));
    const allowed = read(`${folder}/Dockerfile.dockerignore`).match(/^!.*$/gm) ?? [];
    expect(wanted.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
    expect(wanted.toSorted()).toEqual(allowed.map((line) => line.slice(1)).toSorted());
  });

  it("runs the build as an unprivileged user and checks /health", () => {
    const users = instructions.filter((line) => line.startsWith("USER "));
    expect(users).toEqual(["USER node"]);
    expect(instructions.findIndex((line) => line.startsWith("USER"))).toBeLessThan(
      instructions.findIndex((line) => line.startsWith("CMD")),
    );
    expect(instructions.at(-1)).toContain("dist/src/main/bot.js");
    expect(dockerfile).toMatch(/^HEALTHCHECK [\s\S]*\/health/m);
    expect(read("package.json")).toContain(
      instructions.at(-1)?.match(/--max-semi-space-size=\d+/)?.[0] ?? "-",
    );
  });

  it("uses one Node version, which package.json supports", () => {
    const bases = instructions.filter((line) => line.startsWith("FROM ")).map((line) => line.split(" ")[1]);
    expect(new Set(bases).size).toBe(1);
    const major = /^node:(\d+)-/.exec(bases[0] ?? "")?.[1];
    expect(JSON.parse(read("package.json")).engines.node).toContain(major);
  });

  it("sets only valid settings", () => {
    const set = [...dockerfile.matchAll(/(DATELINE_[A-Z_]+)=(\S+)/g)].map(
      ([, name = "", value = ""]) => [name, value] as const,
    );
    const config = parseConfig(Object.fromEntries(set));
    expect(config.http).toEqual({ port: 9464, host: "127.0.0.1" });
    expect(config.storePath).toMatch(/^\/var\/lib\/dateline\//);
    for (const [name] of set) expect(read(".env.example")).toContain(`${name}=`);
  });

  it("has a health check that exits with 0 while the port answers and 1 when it is gone", async () => {
    const [, json = ""] = /HEALTHCHECK [^[]*CMD (\[.*\])/.exec(dockerfile.replace(/\\\n/g, " ")) ?? [];
    const [program, ...args] = JSON.parse(json) as string[];
    expect(program).toBe("node");
    const monitoring = await Monitoring.open({
      port: 0,
      host: "127.0.0.1",
      now: Date.now,
      onFault: () => undefined,
    });
    const env = { ...process.env, DATELINE_HTTP_PORT: new URL(monitoring.url).port };
    const check = () =>
      new Promise<number | null>((resolve, reject) => {
        spawn(process.execPath, args, { env }).on("close", resolve).on("error", reject);
      });
    expect(await check()).toBe(0);
    await monitoring.close();
    expect(await check()).toBe(1);
  });
});

describe("the compose file for several processes", () => {
  const shared = parse(read(`${folder}/compose-shared.yaml`), { merge: true }) as {
    services: Record<string, { image: string; environment: Record<string, string>; volumes: string[] }>;
  };
  const { db, ...processes } = shared.services;

  it("has two bots that have all shards together, and two readers, each with settings that it can start with", () => {
    const configs = Object.values(processes).map(({ environment }) => {
      const given = {
        ...environment,
        DISCORD_TOKEN: environment["DISCORD_TOKEN"] ?? "",
        DATELINE_CONTACT: "",
      };
      const config = parseConfig(given);
      requireRole(config);
      return config;
    });
    const roles = configs.map(({ role }) => role);
    expect(roles).toEqual(["bot", "bot", "reader", "reader"]);
    const records = configs.map(({ role, discord }, n) => ({
      ...{ processId: String(n), role, host: "one", startedAt: "" },
      shards: role === "bot" && discord.shards !== "auto" ? discord.shards : null,
    }));
    expect(problemsAmong(records)).toEqual([]);
    expect(new Set(configs.map(({ database }) => database)).size).toBe(1);
  });

  it("names known settings, the image of the Dockerfile, and no secret", () => {
    for (const { image, environment, volumes } of Object.values(processes)) {
      expect(image).toBe("dateline");
      expect(volumes).toEqual(["data:/var/lib/dateline"]);
      for (const name of Object.keys(environment))
        expect(`${read(".env.example")}\nPGPASSWORD=`).toContain(`${name}=`);
      expect(environment["PGPASSWORD"]).toMatch(/^\$\{DB_PASSWORD:\?/);
    }
    expect(db?.environment["POSTGRES_PASSWORD"]).toMatch(/^\$\{DB_PASSWORD:\?/);
    expect(db?.image).toMatch(/^pgvector\/pgvector:pg(?:1[5-9])$/);
  });
});

describe("the compose file", () => {
  it("names the Dockerfile, known settings and the volume of the image, and no secret", () => {
    expect(existsSync(new URL(bot.build.dockerfile, root))).toBe(true);
    for (const name of Object.keys(bot.environment)) expect(read(".env.example")).toContain(`${name}=`);
    expect(bot.environment["DISCORD_TOKEN"]).toMatch(/^\$\{DISCORD_TOKEN:\?/);
    expect(bot.volumes).toEqual(["data:/var/lib/dateline"]);
    expect(dockerfile).toContain("VOLUME /var/lib/dateline");
  });
});
