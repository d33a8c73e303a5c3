// The link of a message is the one that a person sees: no sign of markup or of the sentence belongs to it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { firstLink, textOfMessage } from "../../src/render/menu-message.js";
import { repositoryFolder } from "../cli/run-cli.js";

const said = (content: string) => firstLink({ content, embeds: [] });
const PAGE = "https://post.example/weir";

describe("the link in a message", () => {
  it.each([
    [`Read this: ${PAGE}!`, PAGE],
    [`(${PAGE}), they say`, PAGE],
    [`(more at ${PAGE}/Lock_(canal)).`, `${PAGE}/Lock_(canal)`],
    [`[weir](${PAGE}/Lock_(canal) "title") and [other](https://b.example)`, `${PAGE}/Lock_(canal)`],
    [`[${PAGE}](https://b.example/x)`, PAGE],
    [`[weir](<${PAGE}/a b>)`, `${PAGE}/a%20b`],
    [`<${PAGE}/end.>`, `${PAGE}/end.`],
    [`**read ${PAGE}**`, PAGE],
    [`***${PAGE}***, ok`, PAGE],
    [`__*${PAGE}*__`, PAGE],
    [`_read ${PAGE}_`, PAGE],
    [`a snake_case word, then ${PAGE}/end_`, `${PAGE}/end_`],
    [`~~${PAGE}~~`, PAGE],
    [`~~old~~ ${PAGE}/~user/`, `${PAGE}/~user/`],
    [`\`\`\`\n${PAGE}\n\`\`\``, PAGE],
    [`||${PAGE}||`, PAGE],
    [`> ${PAGE}\n> more`, PAGE],
    [`${PAGE}/a\\_b\\*c`, `${PAGE}/a_b*c`],
    [`${PAGE}?list[]=1&q=a|b`, `${PAGE}?list[]=1&q=a`],
    [`„${PAGE}“ steht da`, PAGE],
    [`« ${PAGE} »`, PAGE],
    [`«${PAGE}»`, PAGE],
    [`「${PAGE}」を読む`, PAGE],
    [`読む（${PAGE}）。`, PAGE],
    [`記事${PAGE}。次`, PAGE],
    [`اقرأ ${PAGE}، ثم`, PAGE],
    [`${PAGE}…`, PAGE],
    [`${PAGE}/L’Étang`, `${PAGE}/L%E2%80%99%C3%89tang`],
    [`${PAGE}🔥`, PAGE],
    [`👉${PAGE}👈🏽 read`, PAGE],
    [`${PAGE}🇩🇪`, PAGE],
    [`見て→${PAGE}←これ`, PAGE],
    [`${PAGE}—as they say`, PAGE],
    [`${PAGE}/Tiel–Ostmark_line`, `${PAGE}/Tiel%E2%80%93Ostmark_line`],
    [`\u200e${PAGE}\u200e and \u200b`, PAGE],
    [`《${PAGE}》、【${PAGE}/b】`, PAGE],
    [`[**the weir** report](${PAGE}/a_(b)_(c)) and more)`, `${PAGE}/a_(b)_(c)`],
    [`HTTPS://POST.example/Weir`, "https://post.example/Weir"],
    [`${PAGE}#:~:text=the%20weir`, PAGE],
    [`${PAGE}#dams:~:text=the%20weir`, `${PAGE}#dams`],
    [`https://discord.gg/abc https://ptb.discord.com/channels/1/2/3 ${PAGE}`, PAGE],
    [`https://cdn.discordapp.com/a.png https://media.discordapp.net/b.png ${PAGE}`, PAGE],
    [`<https://discord.com/channels/1/2>`, null],
    ["post.example/weir has no scheme", null],
    ["ahttps://post.example/weir", null],
    ["https://", null],
  ])("%s", (content, link) => expect(said(content)).toBe(link));

  it("may be in what is forwarded, in a message made of components, or only in an embed", () => {
    const none = { content: "", embeds: [] };
    const forwarded = new Map([["1", { content: `so (${PAGE})`, embeds: [] }]]);
    expect(firstLink({ ...none, messageSnapshots: forwarded })).toBe(PAGE);
    const components = [
      {
        toJSON: () => ({
          type: 17,
          components: [{ type: 10, content: `> quote\n**Post** · [title](${PAGE})` }, { type: 14 }],
        }),
      },
    ];
    expect(firstLink({ ...none, components })).toBe(PAGE);
    expect(textOfMessage({ ...none, components })).toContain("quote");
    const embed = { url: null, title: "Weir", description: `[read](${PAGE})`, fields: [] };
    expect(firstLink({ content: "look", embeds: [embed as never] })).toBe(PAGE);
    expect(firstLink({ content: "look", embeds: [{ ...embed, url: `${PAGE}/top` } as never] })).toBe(
      `${PAGE}/top`,
    );
  });
});

const CASES = join(repositoryFolder, "../shared/cases/067-link-within-a-message/messages.json");

describe.skipIf(!existsSync(CASES))("messages from the world", () => {
  const all = existsSync(CASES)
    ? (JSON.parse(readFileSync(CASES, "utf8")) as { content: string; expected: string }[])
    : [];
  it.each(all.map(({ content, expected }) => [content, expected] as const))("%s", (content, expected) => {
    const link = said(content);
    if (expected.startsWith("none")) expect(link).toBeNull();
    else if (/^https\S*$/.test(expected)) expect(link).toBe(expected);
    else expect(link).toMatch(/^https?:\/\/[\w./%]+$/);
  });
});
if (!existsSync(CASES)) process.stderr.write(`SKIPPED: messages from the world, ${CASES} is missing\n`);
