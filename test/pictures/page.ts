// A drawn message as a whole HTML page, for pictures.
import { escapeHtml, type Reader } from "../../src/render/markdown-html.js";
import { type Drawn, MESSAGE_STYLE, messageHtml } from "../../src/render/message-html.js";

const STYLE = "body{margin:0;background:#313338}.discord{max-width:800px}";

/** Returns a whole page; its height follows its width. */
export function messagePage(drawn: Drawn, reader: Reader): string {
  return `<!doctype html><html lang="${escapeHtml(reader.locale)}"><meta charset="utf-8"><title>Message</title>
<style>${MESSAGE_STYLE}${STYLE}</style><main>${messageHtml(drawn, reader)}</main></html>`;
}
