// What every store must do, whatever it is made of: one suite, run by store.test.ts over each implementation.
import { afterEach, beforeEach, describe } from "vitest";
import type { Store } from "../../src/store/ports.js";
import { describeArticles } from "./store-articles.js";
import { describeCopies } from "./store-copies.js";
import { describeHeadings, describeWords } from "./store-finding.js";
import { describeLists } from "./store-lists.js";
import { describeAnswers, describeOpenQuestions, describeVectors } from "./store-records.js";
import { describeScope } from "./store-scope.js";

export interface StoreUnderTest {
  readonly name: string;
  /** Gives an empty store and a way to throw it away. */
  open(): Promise<{ store: Store; dispose: () => Promise<void> }>;
}

/** Runs every part over a fresh store a test. */
export function describeStore({ name, open }: StoreUnderTest): void {
  describe(`store: ${name}`, () => {
    let store: Store;
    let dispose: () => Promise<void>;
    beforeEach(async () => {
      ({ store, dispose } = await open());
    });
    afterEach(() => dispose());

    for (const part of [
      describeArticles,
      describeHeadings,
      describeWords,
      describeVectors,
      describeAnswers,
      describeOpenQuestions,
      describeScope,
      describeCopies,
      describeLists,
    ]) {
      part(() => store);
    }
  });
}
