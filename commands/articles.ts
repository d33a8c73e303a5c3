// /articles: lists, adds and removes articles. Adding and removing need Manage Server, so a DM has the list only.
import type { BaseInteraction, ChatInputCommandInteraction as Slash } from "discord.js";
import type { Command, CommandContext } from "../src/bot/command.js";
import { addForm, pastedUpload, uploadFrom } from "../src/render/add-form.js";
import { articleChoices, chosenArticle } from "../src/render/article-choice.js";
import { articleOptions } from "../src/render/article-options.js";
import { ARTICLES_PER_PAGE } from "../src/render/articles.js";
import { declareCommand } from "../src/render/declare.js";
import { renderArticles, renderDenied, renderIngest, renderRemoved } from "../src/render/replies.js";

const MAX_UPLOAD_BYTES = 5_000_000;
const mayChange = ({ memberPermissions }: BaseInteraction) => memberPermissions?.has("ManageGuild") ?? false;

async function list({ services }: CommandContext, page: number) {
  const found = await services.listArticles((page - 1) * ARTICLES_PER_PAGE, ARTICLES_PER_PAGE);
  return renderArticles({ ...found, page }, services.now());
}

async function addFile({ options }: Slash, { services, fetchAttachment }: CommandContext) {
  const { url, name } = options.getAttachment("file", true);
  const bytes = await fetchAttachment(url, MAX_UPLOAD_BYTES);
  const upload = uploadFrom({ name, bytes }, (option) => options.getString(option));
  return renderIngest(await services.addArticle(upload), services.now());
}

async function remove({ options }: Slash, { services }: CommandContext) {
  const typed = options.getString("article", true);
  const articleId = chosenArticle(typed, await services.suggestArticles(typed, 2));
  return renderRemoved(await services.removeArticle(articleId), services.now());
}

export default {
  data: declareCommand("articles", articleOptions()),
  isPrivate: () => true,
  form(interaction) {
    const { options } = interaction;
    const wanted = options.getSubcommand() === "add" && options.getAttachment("file") === null;
    return wanted && mayChange(interaction) ? addForm((option) => options.getString(option)) : null;
  },
  async execute(interaction, context) {
    const subcommand = interaction.options.getSubcommand();
    if (subcommand === "list") return list(context, interaction.options.getInteger("page") ?? 1);
    if (!mayChange(interaction)) return renderDenied(interaction.inGuild(), context.services.now());
    return subcommand === "add" ? addFile(interaction, context) : remove(interaction, context);
  },
  autocomplete: async (interaction, { services }) =>
    articleChoices(await services.suggestArticles(interaction.options.getFocused(), 25)),
  actions: {
    "articles-page": { reply: "update", execute: (_interaction, context, { page }) => list(context, page) },
    "articles-add": {
      reply: "private",
      async execute(interaction, { services }) {
        const allowed = interaction.isModalSubmit() && mayChange(interaction);
        if (!allowed) return renderDenied(interaction.inGuild(), services.now());
        const upload = pastedUpload((field) => interaction.fields.getTextInputValue(field));
        return renderIngest(await services.addArticle(upload), services.now());
      },
    },
  },
} satisfies Command;
