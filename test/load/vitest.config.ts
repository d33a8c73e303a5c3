// `npm run load`: one measurement, not a test; it is no part of `npm test`.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("../..", import.meta.url).pathname,
    include: ["test/load/*.load.ts"],
    globalSetup: ["test/global-setup.ts"],
    testTimeout: 900_000,
    disableConsoleIntercept: true,
  },
});
