// The documents stay true to the tree: every file and folder that they name exists, and so does every link between them.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./repository-root.js";

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
})
  .toString()
  .split("\n")
  .filter((file) => file !== "" && existsSync(join(ROOT, file)));
const documents = tracked.filter((file) => file.endsWith(".md") && !/^(?:test|data\/articles)\//.test(file));

/** Files and folders in backquotes: a path with a slash, or a name with an ending of the sources. */
const NAMED = /`([\w.-]+(?:\/[\w.-]+)*\/?)`/g;
const BUILT = /\bdist\/([\w/-]+)\.js\b/g;
const LINK = /\]\(([^)#\s]+)(#[^)\s]+)?\)/g;

/** True where the tree holds the path, whole or as the end of a longer one. */
function isThere(path: string): boolean {
  if (path.endsWith("/")) return tracked.some((file) => `/${file}`.includes(`/${path}`));
  return tracked.some((file) => file === path || file.endsWith(`/${path}`) || file.startsWith(`${path}/`));
}

/** Paths of the tree that a document names; what is made at run time and what lies outside is none. */
function pathsIn(text: string): string[] {
  const named = [...text.matchAll(NAMED)].flatMap(([, path = ""]) => path);
  const paths = named.filter(
    (path) => /\w\.(?:ts|md|mjs|yaml)$/.test(path) || /^(?:src|test|commands|docs)\//.test(path),
  );
  const built = [...text.matchAll(BUILT)].map(([, path = ""]) => `${path}.ts`);
  return [...paths, ...built];
}

/** GitHub's anchor of a heading. */
function anchorsIn(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
  return headings.map(
    (heading) =>
      `#${heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, "")
        .replaceAll(" ", "-")}`,
  );
}

describe.each(documents)("%s", (document) => {
  const text = readFileSync(join(ROOT, document), "utf8");

  it("names only files and folders that exist", () => {
    expect(pathsIn(text).filter((path) => !isThere(path))).toEqual([]);
  });

  it("links only to what exists", () => {
    const broken = [...text.matchAll(LINK)].filter(([, target = "", anchor = ""]) => {
      if (/^[a-z]+:/.test(target)) return false;
      const file = join(dirname(document), target);
      if (!existsSync(join(ROOT, file))) return true;
      return anchor !== "" && !anchorsIn(readFileSync(join(ROOT, file), "utf8")).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

it("finds the documents", () => {
  expect(documents).toContain("README.md");
  expect(documents).toContain("docs/operating.md");
});
