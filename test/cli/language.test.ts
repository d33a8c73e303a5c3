// The language of the terminal: the option, the setting, and what does not change.
import { expect, it } from "vitest";
import { inTemporaryFolder, runCli } from "./run-cli.js";

it("writes in the language of --language, else of DATELINE_LANGUAGE, else in English", async () => {
  await inTemporaryFolder(async (folder) => {
    const first = async (args: readonly string[], env = {}) =>
      (await runCli([...args, "status", "--store", folder], { env })).stdout.split("\n").slice(0, 2);
    expect(await first([])).toEqual(["Status", "0 articles in 0 revisions, 0 passages"]);
    expect(await first(["--language", "de"])).toEqual(["Status", "0 Artikel in 0 Fassungen, 0 Abschnitte"]);
    const env = { DATELINE_LANGUAGE: "tr" };
    expect(await first([], env)).toEqual(["Durum", "0 makale, 0 sürüm, 0 bölüm"]);
    expect(await first(["--language", "fr"], env)).toEqual(["État", "0 article en 0 version, 0 passage"]);
    const health = await runCli(["feeds", "health", "--store", folder, "--language", "es"]);
    expect(health.stdout).toContain("Aún no hay canales. Añade uno con `dateline feeds start`.");
    const settings = await runCli(["settings", "100000000000000001", "--store", folder, "--language", "de"]);
    expect(settings.stdout).toMatch(/^Einstellungen/);
  });
});

it("refuses other languages and names the invalid setting", async () => {
  const option = await runCli(["status", "--language", "fi"]);
  expect([option.code, option.stderr]).toEqual([1, expect.stringContaining("en, de, fr, es, tr")]);
  const setting = await runCli(["status"], { env: { DATELINE_LANGUAGE: "fi" } });
  expect([setting.code, setting.stderr]).toEqual([1, expect.stringContaining("DATELINE_LANGUAGE")]);
});
