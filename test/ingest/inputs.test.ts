// What a walk finds, in which order, and what it refuses with which reason.
import { chmod, mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { type FindOptions, type FoundFile, findFiles } from "../../src/ingest/inputs.js";
import { tempFolder } from "../store/temp-folder.js";

async function find(paths: readonly string[], options: Partial<FindOptions> = {}): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for await (const one of findFiles(paths, { maxBytes: 20_000_000, ...options })) found.push(one);
  return found;
}

async function folderWith(files: readonly string[]): Promise<string> {
  const folder = await tempFolder();
  for (const file of files) {
    await mkdir(join(folder, file, ".."), { recursive: true });
    await writeFile(join(folder, file), "text");
  }
  return folder;
}

const names = (folder: string, found: readonly FoundFile[]): string[] =>
  found.map((one) => `${one.kind === "file" ? "" : "refused "}${relative(folder, one.path)}`);

it("walks folders by name and passes over hidden entries and other formats", async () => {
  const folder = await folderWith([
    "b.txt",
    "a.HTML",
    "c/z.md",
    "c/y.jsonl",
    "d.pdf",
    ".hidden.txt",
    ".git/x.md",
    "e.json",
  ]);
  expect(names(folder, await find([folder]))).toEqual(["a.HTML", "b.txt", "c/y.jsonl", "c/z.md", "e.json"]);
});

it("keeps the order of the paths given and takes a hidden file that is named", async () => {
  const folder = await folderWith(["b.txt", "a.txt", ".h.txt"]);
  const paths = ["b.txt", ".h.txt", "a.txt"].map((name) => join(folder, name));
  expect(names(folder, await find(paths))).toEqual(["b.txt", ".h.txt", "a.txt"]);
});

it("refuses, with the reason, what is named and cannot be read", async () => {
  const folder = await folderWith(["scan.pdf", "big.txt", "empty/x.pdf"]);
  await truncate(join(folder, "big.txt"), 200_000_000); // sparse: takes no room
  const found = await find(["scan.pdf", "big.txt", "empty", "none.txt"].map((name) => join(folder, name)));
  expect(found).toMatchObject([
    {
      kind: "rejected",
      code: "read-unknown-format",
      reason: expect.stringMatching(/"\.pdf": expected \.txt, /),
    },
    { kind: "rejected", code: "read-too-large", reason: "too large: 200.0 MB, at most 20 MB" },
    { kind: "rejected", code: "read-unreadable", reason: expect.stringMatching(/^nothing to read/) },
    { kind: "rejected", code: "read-unreadable", reason: expect.stringMatching(/ENOENT/) },
  ]);
});

it("follows links once, never in a circle, and tells of a broken one", async () => {
  const folder = await folderWith(["in/a.txt", "b.txt"]);
  await symlink(folder, join(folder, "in", "loop"));
  await symlink(join(folder, "in"), join(folder, "twin"));
  await symlink(join(folder, "b.txt"), join(folder, "link.txt"));
  await symlink(join(folder, "gone"), join(folder, "dead.md"));
  expect(names(folder, await find([folder]))).toEqual(["b.txt", "refused dead.md", "in/a.txt", "link.txt"]);
});

it("passes over the store inside a folder, but not where it is named itself", async () => {
  const folder = await folderWith(["a.txt", "data/store/manifest.json"]);
  const skipFolders = [join(folder, "data/store"), join(folder, "not/there")];
  expect(names(folder, await find([folder], { skipFolders }))).toEqual(["a.txt"]);
  expect(names(folder, await find([skipFolders[0] as string], { skipFolders }))).toEqual([
    "data/store/manifest.json",
  ]);
});

const isRoot = process.getuid?.() === 0;
if (isRoot) process.stderr.write("inputs.test: permissions are left out, since root may read everything\n");
it.skipIf(isRoot)("tells of a folder it may not list and goes on", async () => {
  const folder = await folderWith(["a/x.txt", "b.txt"]);
  await chmod(join(folder, "a"), 0);
  expect(names(folder, await find([folder]))).toEqual(["refused a", "b.txt"]);
  await chmod(join(folder, "a"), 0o755);
});
