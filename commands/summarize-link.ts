// "Summarize this link" on a message: summarizes its first link, which is read first if the person may add pages.
import type { MenuCommand } from "../src/bot/command.js";
import { declareMenu } from "../src/render/declare.js";
import { firstLink } from "../src/render/menu-message.js";
import { renderNotice, renderSummary } from "../src/render/replies.js";

export default {
  data: declareMenu("summarize-link"),
  isPrivate: () => true,
  needs: "ask",
  async executeMenu(interaction, { services, place, translator, can }) {
    const article = firstLink(interaction.targetMessage);
    if (article === null)
      return renderNotice(translator.words("summary.no-link"), services.now(), translator);
    const found = await services.topics.summarize({ article, length: "medium", mayAdd: can.add, place });
    return renderSummary(found, services.now(), translator);
  },
} satisfies MenuCommand;
