// Runs the built program in a child process, with pipes, a folder and an environment of its own.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../repository-root.js";

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Added to an environment that holds nothing of Dateline's or Discord's. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Runs it as this user and group; default: the same as the tests. */
  readonly uid?: number;
  /** Called once, when the process is there. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void, pid: number) => void;
  /** Called with everything on stdout and stderr so far, whenever there is more. */
  readonly onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

const binFolder = join(ROOT, "dist/src/main");
export const repositoryFolder = ROOT;

/** Runs `dateline ARGS` from the build and waits for its end. */
export function runCli(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return runBin("cli.js", args, options);
}

/** Runs one entry point of dist/src/main. */
export function runBin(name: string, args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const foreign = /^(DATELINE|DISCORD)_|^(NO_COLOR|FORCE_COLOR|VITEST|NODE_ENV)$/;
  const kept = Object.entries(process.env).filter(([key]) => !foreign.test(key));
  const child = spawn(process.execPath, [join(binFolder, name), ...args], {
    cwd: options.cwd ?? repositoryFolder,
    env: { ...Object.fromEntries(kept), ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  options.onStart?.((signal) => child.kill(signal), child.pid ?? 0);
  const run = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      run[stream] += text;
      options.onOutput?.(run.stdout + run.stderr, (signal) => child.kill(signal));
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...run }));
  });
}

/** Makes a temporary folder and removes it after `work`. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "dateline-bin-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the bot and resolves when it is ready; `stop` ends it as an init system does. @throws Error where it ends before */
export async function startBot(env: Record<string, string>): Promise<{ stop: () => Promise<Run> }> {
  let kill: ((signal: NodeJS.Signals) => void) | null = null;
  let run: Promise<Run> | null = null;
  await new Promise<void>((resolve, reject) => {
    run = runBin("bot.js", [], {
      env,
      onOutput: (text, send) => {
        kill = send;
        if (text.includes('"event":"ready"')) resolve();
      },
    });
    run.then(({ stderr }) => reject(new Error(`The bot ended: ${stderr}`)), reject);
  });
  return {
    stop: () => {
      kill?.("SIGTERM");
      return run ?? Promise.reject(new TypeError("no process"));
    },
  };
}
