// Comparing lists of vectors again and again: every similarity is right, and only what was not compared lately is read.
import { describe, expect, it } from "vitest";
import { ComparedVectors } from "../../src/store/compared-vectors.js";
import { dot } from "../../src/store/vectors.js";
import { unitVector } from "../conformance/samples.js";

const DIMENSIONS = 10; // no multiple of four

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

function vectorsFrom(from: number, to: number, seed: (passage: number) => number) {
  return numbers(from, to).map((passage) => ({ passage, embedding: unitVector(seed(passage), DIMENSIONS) }));
}

/** Passages from 1 on; every seventh has no vector. Counts what is read. */
function countedSource(passages: number) {
  const read: number[] = [];
  return {
    read,
    vectors: (from: number, to: number) => {
      const found = vectorsFrom(from, to, (passage) => passage).filter(
        ({ passage }) => passage <= passages && passage % 7 !== 0,
      );
      read.push(...found.map(({ passage }) => passage));
      return found;
    },
  };
}

function expectRight(compared: ComparedVectors, passages: readonly number[]): void {
  const query = unitVector(5000, DIMENSIONS);
  const found = compared
    .nearest(query, passages, passages.length)
    .sort((left, right) => left.passage - right.passage);
  expect(found.map(({ passage }) => passage)).toEqual(passages.filter((passage) => passage % 7 !== 0));
  for (const { passage, similarity } of found)
    expect(similarity).toBeCloseTo(dot(query, unitVector(passage, DIMENSIONS)), 6);
}

describe("ComparedVectors", () => {
  it("reads a list once, and then only what is new in it", () => {
    const source = countedSource(2000);
    const compared = new ComparedVectors(source, DIMENSIONS);
    expectRight(compared, numbers(1, 800));
    expect(source.read.length).toBe(800 - 114);
    source.read.length = 0;
    expectRight(compared, numbers(1, 800));
    expect(source.read).toEqual([]);
    expectRight(compared, numbers(11, 810));
    expect(source.read).toEqual([801, 802, 803, 804, 806, 807, 808, 809, 810]);
  });

  it("is right while lists grow, alternate and make room for each other", () => {
    const source = countedSource(5000);
    const compared = new ComparedVectors(source, DIMENSIONS);
    for (const [from, to] of [
      [1, 50],
      [40, 300],
      [1000, 1200],
      [1, 50],
      [2000, 3000],
      [45, 90],
      [2500, 3600],
      [1, 1100],
    ] as const) {
      expectRight(compared, numbers(from, to));
      expectRight(
        compared,
        numbers(from, to).filter((passage) => passage % 3 !== 0),
      );
    }
  });

  it("returns the most similar, best first, with those as similar as the last", () => {
    const same = { vectors: (from: number, to: number) => vectorsFrom(from, to, (n) => n % 600) };
    const compared = new ComparedVectors(same, DIMENSIONS);
    const query = unitVector(5000, DIMENSIONS);
    const expected = numbers(1, 1800)
      .map((passage) => ({ passage, similarity: dot(query, unitVector(passage % 600, DIMENSIONS)) }))
      .sort((left, right) => right.similarity - left.similarity || left.passage - right.passage);
    for (let again = 0; again < 2; again += 1) {
      const found = compared.nearest(query, numbers(1, 1800), 10);
      expect(found.map(({ passage }) => passage)).toEqual(
        expected.slice(0, 12).map(({ passage }) => passage),
      );
    }
  });

  it("compares nothing for an empty list", () => {
    const source = countedSource(10);
    expect(new ComparedVectors(source, DIMENSIONS).nearest(unitVector(1, DIMENSIONS), [], 5)).toEqual([]);
    expect(source.read).toEqual([]);
  });
});
