// Reading a bench folder: plain and zipped, and every way in which it can be wrong.
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { corpusDigest, readBenchFolder, withLeads } from "../../src/eval/bench-folder.js";
import { DatelineError } from "../../src/model/errors.js";
import { documents, questions, writeMadeUpBench } from "./made-up-bench.js";

let folder: string;
beforeEach(async () => {
  folder = await writeMadeUpBench();
});

async function problem(): Promise<string> {
  const error = await readBenchFolder(folder).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DatelineError);
  expect(error).toMatchObject({ code: "bench-invalid" });
  return (error as DatelineError).message;
}

async function append(file: string, line: string): Promise<void> {
  const path = join(folder, file);
  await writeFile(path, `${await readFile(path, "utf8")}${line}\n`);
}

describe("readBenchFolder", () => {
  it("reads documents, questions and late questions in order", async () => {
    const bench = await readBenchFolder(folder);
    expect(bench.documents.map((row) => row.id)).toEqual(documents.map((row) => row.id));
    expect(bench.questions.map((row) => row.id)).toEqual(questions.map((row) => row.id));
    expect(bench.late?.map((row) => row.id)).toEqual(["q1_late", "q2_late", "q3_late", "q4_late"]);
  });

  it("reads zipped files the same, with the same digest", async () => {
    const plain = await readBenchFolder(folder);
    const digest = await corpusDigest(folder);
    for (const name of ["corpus", "questions", "questions_late"]) {
      const path = join(folder, `${name}.jsonl`);
      await writeFile(`${path}.gz`, gzipSync(await readFile(path)));
      await rm(path);
    }
    expect(await readBenchFolder(folder)).toEqual(plain);
    expect(await corpusDigest(folder)).toBe(digest);
  });

  it("goes without late questions, labels, titles and dates", async () => {
    await rm(join(folder, "questions_late.jsonl"));
    await append("corpus.jsonl", '{"id":"own","text":"Mine."}\n');
    await append("questions.jsonl", '{"id":"own","asked_at":"2025-01-01","question":"Whose?"}');
    const bench = await readBenchFolder(folder);
    expect(bench.late).toBeNull();
    expect(bench.documents.at(-1)).toEqual({ id: "own", text: "Mine." });
    expect(bench.questions.at(-1)).toMatchObject({ label: "other", relevant_doc_ids: [], answer_text: "" });
  });

  it.each([
    ["corpus.jsonl", '{"id":"x"', "corpus.jsonl, line 7: expected one JSON object"],
    ["corpus.jsonl", '{"id":"x","text":" "}', "corpus.jsonl, line 7: text: expected text"],
    ["corpus.jsonl", '{"id":"x","text":"y","published":"March"}', "corpus.jsonl, line 7: published"],
    ["corpus.jsonl", '{"id":"d1","text":"y"}', "corpus.jsonl, line 7: id d1 stands already in line 1"],
    ["questions.jsonl", "[]", "questions.jsonl, line 9: line:"],
    ["questions.jsonl", '{"id":"q9","asked_at":"2025-02-30","question":"?"}', "line 9: asked_at"],
    ["questions_late.jsonl", '{"id":"q9","asked_at":"2025-02-03"}', "questions_late.jsonl, line 5: question"],
  ])("refuses in %s the line %s", async (file, line, expected) => {
    await append(file, line);
    expect(await problem()).toContain(expected);
  });

  it("names a missing file", async () => {
    await rm(join(folder, "corpus.jsonl"));
    expect(await problem()).toContain("expected corpus.jsonl or corpus.jsonl.gz");
    await expect(corpusDigest(folder)).rejects.toMatchObject({ code: "bench-invalid" });
  });

  it("refuses an empty corpus and a torn zip", async () => {
    await writeFile(join(folder, "corpus.jsonl"), "\n");
    expect(await problem()).toContain("expected at least one line");
    await rm(join(folder, "corpus.jsonl"));
    const zipped = gzipSync("{}".repeat(1000));
    await writeFile(join(folder, "corpus.jsonl.gz"), zipped.subarray(0, 20));
    expect(await problem()).toContain("corpus.jsonl.gz");
  });
});

describe("withLeads", () => {
  it("puts a brief of one or two sentences beside each article, with its address, outlet and day", async () => {
    const bench = withLeads(await readBenchFolder(await writeMadeUpBench()));
    const lead = bench.documents.find(({ id }) => id === "d1-lead");
    expect(lead).toEqual({
      id: "d1-lead",
      url: "https://north.example/harbour-opens",
      title: null,
      text: "The harbour of Vardo opened again on Monday after a storm.\n\nThe first ship carried 1,200 tonnes of grain, mayor Ida Lund said.",
      published: "2025-03-10",
      source: "north.example",
    });
    expect(bench.documents.some(({ id }) => id === "d4-lead")).toBe(false); // one sentence: it is a brief already
  });

  it("lets a brief count where its article counts", async () => {
    const plain = await readBenchFolder(await writeMadeUpBench());
    const { questions } = withLeads(plain);
    const [before] = plain.questions.filter(({ relevant_doc_ids }) => relevant_doc_ids.includes("d1"));
    const after = questions.find(({ id }) => id === before?.id);
    expect(after?.relevant_doc_ids).toEqual([...(before?.relevant_doc_ids ?? []), "d1-lead"]);
  });
});
