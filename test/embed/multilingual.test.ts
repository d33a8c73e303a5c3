// The multilingual embedder: fetched from the hub on loopback, with a small model of the same shape, and loaded.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { findModel, weightsFile } from "../../src/embed/model-catalog.js";
import { provideModel } from "../../src/embed/provide-models.js";
import { checkEmbedder, cosine, loadEmbedder } from "../../src/embed/transformers.js";
import { startHub } from "./hub-double.js";

const DIMENSIONS = 384;
const PIECES = [
  ...["<s>", "<pad>", "</s>", "<unk>", "▁"],
  ..."▁query ▁passage : ▁the ▁The ▁two ▁presidents ▁meet ▁met ▁köprü ▁açıldı ▁Brücke ▁ist ▁offen".split(" "),
  ..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZçğıöşüß.,?".split(""),
];

/** Fields of a protobuf message: text, bytes or messages (wire type 2), numbers as varints. */
function message(...fields: readonly (readonly [number, Uint8Array | string | number])[]): Uint8Array {
  return Buffer.concat(
    fields.map(([field, value]) => {
      if (typeof value === "number") return Buffer.concat([varint(field * 8), varint(value)]);
      const body = typeof value === "string" ? Buffer.from(value) : value;
      return Buffer.concat([varint(field * 8 + 2), varint(body.length), body]);
    }),
  );
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Uint8Array.from([...bytes, rest]);
}

/** ONNX that looks up one vector a token: inputs and output as the real model has them. */
function tinyWeights(): Uint8Array {
  let state = 7;
  const table = Float32Array.from({ length: PIECES.length * DIMENSIONS }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0; // Numerical Recipes' generator
    return state / 2 ** 32 - 0.5;
  });
  const dims = (...names: string[]) =>
    message(
      ...names.map((name) => [1, name === "384" ? message([1, DIMENSIONS]) : message([2, name])] as const),
    );
  const tensor = (name: string, type: number, ...names: string[]) =>
    message([1, name], [2, message([1, message([1, type], [2, dims(...names)])])]);
  const graph = message(
    [1, message([1, "table"], [1, "input_ids"], [2, "last_hidden_state"], [4, "Gather"])],
    [2, "tiny"],
    [
      5,
      message([1, PIECES.length], [1, DIMENSIONS], [2, 1], [8, "table"], [9, new Uint8Array(table.buffer)]),
    ],
    ...["input_ids", "attention_mask", "token_type_ids"].map(
      (name) => [11, tensor(name, 7, "batch", "sequence")] as const,
    ),
    [12, tensor("last_hidden_state", 1, "batch", "sequence", "384")],
  );
  return message([1, 8], [7, graph], [8, message([2, 13])]);
}

const tokenizer = {
  version: "1.0",
  added_tokens: ["<s>", "<pad>", "</s>", "<unk>"].map((content, id) => ({
    ...{ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
  })),
  normalizer: { type: "Sequence", normalizers: [{ type: "NFKC" }] },
  pre_tokenizer: { type: "Metaspace", replacement: "▁", add_prefix_space: true },
  post_processor: {
    type: "TemplateProcessing",
    single: [
      { SpecialToken: { id: "<s>", type_id: 0 } },
      { Sequence: { id: "A", type_id: 0 } },
      { SpecialToken: { id: "</s>", type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      "<s>": { id: "<s>", ids: [0], tokens: ["<s>"] },
      "</s>": { id: "</s>", ids: [2], tokens: ["</s>"] },
    },
  },
  decoder: { type: "Metaspace", replacement: "▁", add_prefix_space: true },
  model: {
    type: "Unigram",
    unk_id: 3,
    vocab: PIECES.map((piece, at) => [piece, at < 4 ? 0 : -Math.log(at + 2)]),
  },
};
const tokenizerConfig = {
  ...{ tokenizer_class: "XLMRobertaTokenizer", bos_token: "<s>", eos_token: "</s>", unk_token: "<unk>" },
  ...{ pad_token: "<pad>", sep_token: "</s>", cls_token: "<s>", model_max_length: 512 },
};

it("comes from the hub, splits words by a unigram vocabulary, and embeds with its prefixes", async () => {
  const spec = findModel("multilingual-e5-small");
  if (spec.kind !== "embedder") throw new TypeError("expected an embedder");
  expect([spec.dimensions, spec.pooling, spec.queryPrefix, spec.passagePrefix]).toEqual([
    ...[384, "mean", "query: ", "passage: "],
  ]);
  const hub = await startHub();
  const path = await mkdtemp(join(tmpdir(), "dateline-multilingual-"));
  onTestFinished(async () => {
    await hub.close();
    await rm(path, { recursive: true, force: true });
  });
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  hub.serve(spec, {
    "config.json": json({ model_type: "bert", hidden_size: DIMENSIONS }),
    "tokenizer.json": json(tokenizer),
    "tokenizer_config.json": json(tokenizerConfig),
    [weightsFile]: tinyWeights(),
  });
  const model = await provideModel(spec.name, { path, hubUrl: hub.url, offline: false, changesPath: path });
  const embedder = await loadEmbedder(join(path, spec.name), spec);
  expect(embedder.dimensions).toBe(DIMENSIONS);
  expect(embedder.countTokens(["Brücke ist offen"])).toEqual([3]);
  const [asked, near, far] = await Promise.all(
    ["query: köprü açıldı", "passage: köprü açıldı", "passage: Brücke ist offen"].map((text) =>
      embedder.embed([text]),
    ),
  );
  expect(cosine(asked ?? [], near ?? [])).toBeGreaterThan(cosine(asked ?? [], far ?? []));
  expect(await checkEmbedder(embedder, "unknown", spec)).toBeNull();
  expect(model).toBeDefined();
});
