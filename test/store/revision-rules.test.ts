import * as fc from "fast-check";
import { expect, it } from "vitest";
import { makePassageId, parsePassageId } from "../../src/store/revision-rules.js";

it("takes apart what it made", () => {
  const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(hex, fc.integer({ min: 1, max: 999 }), fc.nat(9999), (articleId, revision, ordinal) => {
      const passageId = makePassageId(articleId, revision, ordinal);
      expect(parsePassageId(passageId)).toEqual({ articleId, revision, ordinal });
    }),
  );
});

it.each([
  "",
  "x",
  "0f3a5c7d9e1b.1",
  "0f3a5c7d9e1b.0.1",
  "0f3a5c7d9e1b.1.01",
  "0F3A5C7D9E1B.1.1",
  "0f3a5c7d9e1b.1.1.1",
  "0f3a5c7d9e1b.1.1\n",
])("takes %j for no passage id", (text) => {
  expect(parsePassageId(text)).toBeNull();
});
