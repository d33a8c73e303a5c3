// A message of Components V2 → an HTML page that looks as a chat client in the dark would show it. Of this project's own making.
import type { RawComponent } from "../discord/rules.js";
import { escapeHtml, markdownHtml, type Reader } from "./markdown.js";

/** What is drawn: a message and what the client writes around it. */
export interface Drawn {
  readonly components: readonly Component[];
  /** True: only the reader sees it, which the client says under it. */
  readonly isPrivate?: boolean;
}

/** Components as the API takes them. */
export interface Component extends RawComponent {
  readonly accent_color?: number | null;
  readonly accessory?: Component;
  readonly divider?: boolean;
  readonly style?: number;
  readonly disabled?: boolean;
  readonly components?: readonly Component[];
}

const [ROW, BUTTON, SECTION, TEXT, SEPARATOR, CONTAINER] = [1, 2, 9, 10, 14, 17];
const BUTTON_CLASSES = ["", "primary", "secondary", "success", "danger", "link"];

/** Returns a whole page; its height follows its width. */
export function messagePage({ components, isPrivate = false }: Drawn, reader: Reader): string {
  const at = new Intl.DateTimeFormat(reader.locale, { timeStyle: "short", timeZone: reader.timeZone });
  const body = components.map((each) => componentHtml(each, reader)).join("");
  const alone = isPrivate ? '<p class="alone">Only you can see this · <a>Dismiss message</a></p>' : "";
  return `<!doctype html><html lang="${reader.locale}"><meta charset="utf-8"><title>Message</title>
<style>${STYLE}</style><main><div class="face">D</div><div class="message">
<p class="who"><b>Dateline</b> <span>APP</span> <time>${escapeHtml(at.format(reader.now))}</time></p>
${body}${alone}</div></main></html>`;
}

/** @throws TypeError for a type that Dateline does not write, so that no picture leaves anything out */
function componentHtml(component: Component, reader: Reader): string {
  const inner = () => (component.components ?? []).map((each) => componentHtml(each, reader)).join("");
  switch (component.type) {
    case CONTAINER: {
      const color = component.accent_color?.toString(16).padStart(6, "0");
      const bar = color === undefined ? "" : ` style="border-left:4px solid #${color}"`;
      return `<section class="container"${bar}>${inner()}</section>`;
    }
    case SECTION:
      return `<div class="section"><div>${inner()}</div>${component.accessory ? componentHtml(component.accessory, reader) : ""}</div>`;
    case TEXT:
      return `<div class="text">${markdownHtml(component.content ?? "", reader)}</div>`;
    case SEPARATOR:
      return component.divider === false ? '<div class="gap"></div>' : "<hr>";
    case ROW:
      return `<div class="row">${inner()}</div>`;
    case BUTTON:
      return `<button class="${BUTTON_CLASSES[component.style ?? 2]}"${component.disabled ? " disabled" : ""}>${escapeHtml(component.label ?? "")}</button>`;
    default:
      throw new TypeError(`Component of type ${component.type} cannot be drawn`);
  }
}

const STYLE = `
*{box-sizing:border-box;margin:0}
body{background:#313338;color:#dbdee1;font:16px/1.375 "Noto Sans","Liberation Sans",Arial,sans-serif}
main{display:flex;gap:16px;padding:12px 16px 16px;max-width:800px}
@media(max-width:480px){main{gap:10px;padding:10px 10px 14px}.container{padding:12px!important}}
.face{flex:none;width:40px;height:40px;border-radius:50%;background:#3a6ea5;color:#fff;font:700 20px/40px "Liberation Serif",serif;text-align:center}
.message{min-width:0;flex:1}
.who{font-size:16px;margin-bottom:4px}.who b{color:#f2f3f5;font-weight:600}
.who span{background:#5865f2;color:#fff;border-radius:4px;font:600 10px/15px "Liberation Sans",sans-serif;padding:1px 5px;vertical-align:2px}
.who time{color:#949ba4;font-size:12px}
.container{background:#2b2d31;border:1px solid #3f4147;border-radius:8px;padding:16px;max-width:600px}
.container>*+*{margin-top:8px}
.section{display:flex;gap:12px;justify-content:space-between;align-items:flex-start}
.text{overflow-wrap:anywhere}
.text h1{font-size:24px;line-height:1.3}.text h2{font-size:20px;line-height:1.3}.text h3{font-size:16px}
small{display:block;color:#949ba4;font-size:13px;line-height:1.4}
blockquote{border-left:4px solid #4e5058;border-radius:4px;padding:0 8px 0 12px}
strong{color:#f2f3f5;font-weight:600}
small strong{color:#b5bac1}
a{color:#00a8fc;text-decoration:none}
.text time{background:#3b3d44;border-radius:3px;padding:0 2px}
hr{border:0;border-top:1px solid #3f4147;margin:10px 0}
.gap{height:8px}
.row{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}
button{background:#4e5058;color:#fff;border:0;border-radius:8px;font:500 14px/1 "Noto Sans","Liberation Sans",sans-serif;padding:9px 14px;min-height:32px}
.primary{background:#5865f2}.danger{background:#da373c}.success{background:#248046}
.alone{color:#949ba4;font-size:12px;margin-top:6px}
`;
