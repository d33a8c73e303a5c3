// "Summarize this link" on a message: its first link, read first where it is not stored and the person may add pages.
import type { MenuCommand } from "../src/bot/command.js";
import { declareMenu } from "../src/render/declare-menu.js";
import { mayAdd } from "../src/render/may-add.js";
import { firstLink } from "../src/render/message-text.js";
import { renderNotice, renderSummary } from "../src/render/replies.js";

export default {
  data: declareMenu("Summarize this link"),
  isPrivate: () => true,
  async executeMenu(interaction, { services, settings, place, frame }) {
    const article = firstLink(interaction.targetMessage);
    if (article === null) return renderNotice(frame.words("summary.no-link"), services.now(), frame);
    const may = mayAdd(interaction, settings);
    const found = await services.reading.summarize({ article, length: "medium", mayAdd: may, place });
    return renderSummary(found, services.now(), frame);
  },
} satisfies MenuCommand;
