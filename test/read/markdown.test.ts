import { describe, expect, it } from "vitest";
import { DatelineError } from "../../src/model/errors.js";
import { markdownBlocks, markdownReader } from "../../src/read/markdown.js";

const draft = (text: string) => {
  const [row] = markdownReader.read({ name: "a.md", text });
  if (!row || !("draft" in row)) throw new TypeError("expected a draft");
  return row.draft;
};

describe("markdownReader", () => {
  it("reads front matter by its usual names and keeps dates as written", () => {
    const { blocks, ...rest } = draft(
      "---\nTitle: A: b\n---\n\nText.\n"
        .replace("A: b", '"A: b"')
        .replace(
          "---\n\n",
          "pub_date: 2025-10-21\nlastmod: 22 Oct 2025\nauthors: [Jane Doe, John Roe]\nlayout: {x: 1}\n---\n\n",
        ),
    );
    expect(blocks).toEqual(["Text."]);
    expect(rest).toMatchObject({
      title: "A: b",
      author: "Jane Doe, John Roe",
      dates: [
        { field: "publishedAt", from: "front-matter", raw: "2025-10-21" },
        { field: "updatedAt", from: "front-matter", raw: "22 Oct 2025" },
      ],
      sample: false,
    });
  });

  it("takes the first heading for the title where front matter gives none", () => {
    expect(draft("# A headline\n\nText.")).toMatchObject({ title: "A headline", blocks: ["Text."] });
  });

  it("names the line of front matter that is wrong", () => {
    const read = () => draft("---\ntitle: ok\nbad: [1\n---\nText.");
    expect(read).toThrow(DatelineError);
    expect(read).toThrow(/wrong front matter at line \d/);
  });
});

describe("markdownBlocks", () => {
  it.each([
    [
      "A [link](https://a.example/b_(c)) and [another][1].\n\n[1]: https://a.example",
      ["A link and another."],
    ],
    ["*One* **two** ***three*** _four_ __five__ ~~six~~ `seven`", ["One two three four five six seven"]],
    ["snake_case_name and 2 * 3 * 4 stay", ["snake_case_name and 2 * 3 * 4 stay"]],
    ["![Alt](a.jpg)\n*The caption.*\n\nText.", ["Text."]],
    ["[![Alt](a.jpg)](b.html)\n\nText.", ["Text."]],
    ["> One line\n> and its end.\n\nText.", ["One line and its end.", "Text."]],
    ["- First\n  goes on\n- Second\n1. Third", ["First goes on", "Second", "Third"]],
    ["Text.\n\n---\n\n<!-- hidden\ntext -->\nMore<br>text.", ["Text.", "Moretext."]],
    ["## Heading ##\nText.", ["Heading", "Text."]],
    ["1\\. Not a \\*list\\*", ["1. Not a *list*"]],
    ["", []],
  ])("%j", (markdown, blocks) => expect(markdownBlocks(markdown).blocks).toEqual(blocks));
});
