// /articles: lists, adds and removes articles. Adding and removing needs a right that nobody has in a DM.
import type { ChatInputCommandInteraction as Slash } from "discord.js";
import type { Command, CommandContext } from "../src/bot/command.js";
import {
  ARTICLES_PER_PAGE,
  addForm,
  articleChoices,
  chosenArticle,
  declareArticles,
  MAX_UPLOAD_BYTES,
  pageFrom,
  pastedUpload,
  uploadFrom,
} from "../src/render/articles.js";
import { renderArticles, renderIngest, renderRemoved } from "../src/render/replies.js";

export default {
  data: declareArticles(),
  isPrivate: () => true,
  needs: ({ options }) => (options.getSubcommand() === "list" ? null : "add"),
  form: (slash, translator) =>
    isEmptyAdd(slash) ? addForm((name) => slash.options.getString(name), translator) : null,
  async execute(interaction, context) {
    const { options } = interaction;
    if (options.getSubcommand() === "list") return list(context, options.getInteger("page") ?? 1);
    if (options.getSubcommand() === "remove") return remove(interaction, context);
    return renderIngest(await add(interaction, context), context.services.now(), context.translator);
  },
  autocomplete: async (interaction, { services, translator }) =>
    articleChoices(await services.articles.suggest(interaction.options.getFocused(), 25, null), translator),
  actions: {
    "articles-page": { reply: "update", execute: (_interaction, context, { page }) => list(context, page) },
    "articles-add": {
      reply: "private",
      needs: "add",
      async execute(interaction, context) {
        if (!interaction.isModalSubmit()) throw new TypeError("A form without fields");
        const upload = pastedUpload((field) => interaction.fields.getTextInputValue(field));
        return renderIngest(
          await context.services.articles.addText(upload),
          context.services.now(),
          context.translator,
        );
      },
    },
  },
} satisfies Command;

const isEmptyAdd = ({ options }: Slash) =>
  options.getSubcommand() === "add" && !options.get("file") && !options.get("url");

async function list({ services, translator }: CommandContext, page: number) {
  const found = await services.articles.list((page - 1) * ARTICLES_PER_PAGE, ARTICLES_PER_PAGE);
  return renderArticles({ ...found, page }, services.now(), translator);
}

async function add({ options }: Slash, { services, fetchAttachment }: CommandContext) {
  const typed = (name: string) => options.getString(name);
  const file = options.getAttachment("file");
  if (file === null) return services.articles.addPage(pageFrom(typed));
  const bytes = await fetchAttachment(file.url, MAX_UPLOAD_BYTES);
  return services.articles.addText(uploadFrom({ name: file.name, bytes }, typed));
}

async function remove({ options }: Slash, { services, translator }: CommandContext) {
  const typed = options.getString("article", true);
  const articleId = chosenArticle(typed, await services.articles.suggest(typed, 2, null));
  return renderRemoved(await services.articles.remove(articleId), services.now(), translator);
}
