// "Check this claim" on a message: shows the quotes closest to its text, to the person alone.
import type { MenuCommand } from "../src/bot/command.js";
import { declareMenu } from "../src/render/declare.js";
import { textOfMessage } from "../src/render/menu-message.js";
import { renderClaim, renderNotice } from "../src/render/replies.js";
import { renderBeginning } from "../src/render/start.js";

export default {
  data: declareMenu("check-claim"),
  isPrivate: () => true,
  needs: "ask",
  usesModels: true,
  async executeMenu({ targetMessage }, { services, place, translator, can }) {
    const text = textOfMessage(targetMessage);
    if (text === "") return renderNotice(translator.words("claim.no-text"), services.now(), translator);
    const check = await services.topics.checkClaim({ text, place });
    const empty = check.articleCount === 0 ? await services.starterFeeds.empty() : null;
    if (empty !== null) return renderBeginning({ ...empty, mayAdd: can.add }, services.now(), translator);
    return renderClaim(check, translator);
  },
} satisfies MenuCommand;
