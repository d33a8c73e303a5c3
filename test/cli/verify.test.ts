// The proof that travels: written from an answer in the terminal, checked against the store and against a page, by exit code.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { inTemporaryFolder, runCli } from "./run-cli.js";

vi.setConfig({ testTimeout: 180_000 }); // starts a process a command

const URL = "https://post.example/weir";
const TEXT =
  "The weir at Ostmark will be repaired in May, the council said. It has leaked since the flood of 2019.";

it("proves an answer, and finds out a changed word", async () => {
  await inTemporaryFolder(async (folder) => {
    const [store, proof, forged, page] = ["store", "proof.json", "forged.json", "page.html"].map((name) =>
      join(folder, name),
    ) as [string, string, string, string];
    const article = {
      title: "Weir to be repaired",
      text: TEXT,
      url: URL,
      source: "Post",
      publishedAt: "2026-03-01",
    };
    writeFileSync(join(folder, "articles.json"), JSON.stringify([article]));
    const run = (...args: string[]) => runCli([...args, "--store", store, "--lexical"]);
    await run("ingest", join(folder, "articles.json"));
    await run("ask", "When will the weir at Ostmark be repaired?");
    expect((await run("sources", "--proof", proof)).stdout).toContain("Wrote");

    const good = await run("verify", proof);
    expect(good.stdout).toMatch(
      /verified {2}“The weir at Ostmark will be repaired in May, the council said\.”/,
    );
    expect(good.stdout).toMatch(/1 of 1 quotes verified against the store\.\n$/);
    expect(good.code).toBe(0);

    writeFileSync(forged, readFileSync(proof, "utf8").replaceAll("in May", "in Feb"));
    const bad = await run("verify", forged, "--json");
    expect(JSON.parse(bad.stdout)).toMatchObject({
      verified: false,
      quotes: [{ outcome: "wrong", differs: ["quote"] }],
    });
    expect(bad.code).toBe(1);

    const body = TEXT.split(". ")
      .map((sentence) => `<p>${sentence}.</p>`)
      .join("");
    writeFileSync(
      page,
      `<html lang="en"><head><title>Weir</title><link rel="canonical" href="${URL}"></head><body><article><h1>Weir</h1>${body.repeat(3)}</article></body></html>`,
    );
    const elsewhere = ["--store", join(folder, "none")];
    const saved = await runCli(["verify", proof, "--page", page, ...elsewhere]);
    expect(saved.stdout).toContain("1 of 1 quotes verified against the pages.");
    expect((await runCli(["verify", forged, "--page", page, ...elsewhere])).code).toBe(1);
    const unknown = await runCli(["verify", proof, ...elsewhere]);
    expect(unknown.stdout).toContain("This revision is not in the store.");
    expect(unknown.code).toBe(1);
    expect((await runCli(["verify", page, ...elsewhere])).stderr).toContain("not JSON");
  });
});
