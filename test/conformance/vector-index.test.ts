// Runs the suite over every vector index there is. The graph is not saved here; test/store/hnsw-index.test.ts does that.
import { tmpdir } from "node:os";
import { ExactIndex } from "../../src/store/exact-index.js";
import { HnswIndex } from "../../src/store/hnsw-index.js";
import { describeIndex } from "./vector-index.js";

describeIndex({ name: "exact", open: async (dimensions) => new ExactIndex(dimensions) });

describeIndex({
  name: "hnsw",
  open: async (dimensions) => new HnswIndex(tmpdir(), { dimensions, fingerprint: "none" }),
});
