// A corrected article in the terminal: what was quoted before, what changed, and its copies.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import type { SourcesReport } from "../../src/model/answer.js";
import type { ArticleHistory } from "../../src/model/article.js";
import { inTemporaryFolder, runCli } from "./run-cli.js";

vi.setConfig({ testTimeout: 120_000 }); // starts nine processes

const LEAD =
  "A ferry carrying 212 passengers ran aground on a sandbank off the island of Maren on Saturday evening, the coast guard said.";
const MORE =
  "Eleven passengers were treated for bruises, and one crew member broke a wrist. Lifeboats took off families with small children.";
const END =
  "The ferry company, Nordlink, cancelled the crossings of Sunday and said that divers would inspect the hull before the ship went back to sea.";
const CORRECTION = "Correction: An earlier version of this article gave 212 passengers; there were 221.";

const page = (source: string, published: string, paragraphs: readonly string[]) =>
  `---\ntitle: Ferry aground\nurl: https://${source.toLowerCase()}.example/ferry\nsource: ${source}\npublished: ${published}\n---\n\n${paragraphs.join("\n\n")}\n`;

it("shows which sentences were changed and removed in which revision, and keeps what was quoted", async () => {
  await inTemporaryFolder(async (folder) => {
    const dateline = (...args: string[]) => runCli(["--store", join(folder, "store"), "--lexical", ...args]);
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const first = write("a.md", page("Coast", "2025-10-18T19:00:00Z", [LEAD, MORE, END]));
    const copy = write("b.md", page("Island", "2025-10-18T21:00:00Z", [`(AFP) - ${LEAD}`, MORE, END]));
    expect((await dateline("ingest", first, copy)).stdout).toContain("2 added");
    const asked = await dateline(
      "ask",
      "--source",
      "Coast",
      "Ferry off Maren: passengers treated for bruises?",
    );
    expect(asked.stdout).toContain("A ferry carrying 212 passengers");

    const [sentence = ""] = MORE.split(". ");
    const revised = [LEAD.replace("212", "221"), MORE.replace(`${sentence}. `, ""), END, CORRECTION];
    const again = await dateline("ingest", write("a.md", page("Coast", "2025-10-18T19:00:00Z", revised)));
    expect(again.stdout).toContain(`announces a correction: "${CORRECTION}"`);

    const report: SourcesReport = JSON.parse((await dateline("sources", "--json")).stdout);
    const [entry] = report.entries;
    expect(entry).toMatchObject({ state: "changed", announced: [{ kind: "correction", text: CORRECTION }] });
    const becameOf = new Map(entry?.changes.map((change) => [entry.quotes[change.quote]?.text, change.now]));
    expect(becameOf.get(LEAD)).toBe(LEAD.replace("212", "221"));
    expect(becameOf.get(`${sentence}.`)).toBeNull();
    const shown = (await dateline("sources")).stdout.replace(/\s+/g, " ");
    expect(shown).toMatch(
      /This sentence was changed in the revision of .{10,30} UTC \(revision 2\) to: “A ferry carrying 221/,
    );
    expect(shown).toMatch(/This sentence was removed in the revision of .{10,30} UTC \(revision 2\)\./);

    const articleId = entry?.citation.articleId ?? "";
    const history: ArticleHistory = JSON.parse(
      (await dateline("articles", "show", articleId, "--json")).stdout,
    );
    expect(history).toMatchObject({ outletCount: 2, originName: "AFP", copies: [{ source: "Island" }] });
    expect(history.revisions[1]?.changes.map(({ kind }) => kind)).toEqual(["changed", "removed", "added"]);
    const text = (await dateline("articles", "show", articleId)).stdout;
    expect(text).toContain("The same text: 2 outlets, 1 origin (AFP)");
    const unknown = await dateline("articles", "show", "000000000000");
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining("No such article")]);
  });
});
