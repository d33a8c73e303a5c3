// Runs the suite over every vector index there is, each over a store of its own.
import { openIndexes } from "../store/temp-folder.js";
import { describeIndex } from "./vector-index.js";

describeIndex({
  name: "exact",
  open: async (dimensions) => {
    const { articles, exact } = await openIndexes(dimensions);
    return { articles, index: exact };
  },
});

describeIndex({
  name: "hnsw",
  open: async (dimensions) => {
    const { articles, index } = await openIndexes(dimensions);
    return { articles, index };
  },
});
