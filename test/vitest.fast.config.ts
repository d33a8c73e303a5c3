// The tests of the inner loop (`npm run test:fast`): no models, no other processes, nothing that is killed, under a minute.
import { defineConfig } from "vitest/config";

/** Tests that load models, start processes or take long; everything else is fast. */
const SLOW = [
  "test/{cli,crash,embed,main,pictures,processes,transcript}/**",
  "test/**/*-model.test.ts",
  "test/**/*hostile.test.ts",
  "test/bot/{burst,faults}.test.ts",
  "test/commands/languages*.test.ts",
  "test/conformance/stores.test.ts",
  "test/answer/{golden,seed}.test.ts",
  "test/eval/{gold-text,page-eval,real-pipeline,report,run-eval}.test.ts",
  "test/eval/bench/**",
  "test/ingest/{document-reader,pages,read-input}.test.ts",
  "test/read/shown-in-browser.test.ts",
  "test/operate/container.test.ts",
  "test/store/sqlite/{backup,writer}.test.ts",
  "test/watch/{acceptance,judge-news,replay,topics}.test.ts",
];

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    exclude: SLOW,
    isolate: false, // a file's imports are read once a worker, not once a test file
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
