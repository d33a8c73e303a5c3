// A message of Components V2 → HTML that looks as a chat client in the dark shows it, without inline styles or scripts.
import { ComponentType } from "discord.js";
import { escapeHtml, markdownHtml, type Reader } from "./markdown-html.js";
import { ACCENT } from "./message.js";

/** What is drawn: a message and what the client writes around it. */
export interface Drawn {
  readonly components: readonly DrawnComponent[];
  /** True: only the reader sees it, which the client says under it. */
  readonly isPrivate?: boolean;
  /** Returns where a button leads; null if it leads nowhere, which disables it. Absent: buttons are drawn as in a client. */
  readonly linkOf?: (customId: string) => string | null;
}

/** A component as the API takes it. */
export interface DrawnComponent {
  readonly type: number;
  readonly content?: string;
  readonly label?: string;
  readonly custom_id?: string;
  readonly placeholder?: string;
  readonly accent_color?: number | null;
  readonly accessory?: DrawnComponent;
  readonly divider?: boolean;
  readonly style?: number;
  readonly disabled?: boolean;
  readonly components?: readonly DrawnComponent[];
}

const BUTTON_CLASSES = ["", "primary", "secondary", "success", "danger", "link"];

/** Draws a message with the name and face of Dateline beside it. @throws TypeError for a component that Dateline does not write */
export function messageHtml(drawn: Drawn, reader: Reader): string {
  const { components, isPrivate = false } = drawn;
  const at = new Intl.DateTimeFormat(reader.locale, { timeStyle: "short", timeZone: reader.timeZone });
  const body = components.map((each) => componentHtml(each, drawn, reader)).join("");
  const alone = isPrivate ? '<p class="alone">Only you can see this</p>' : "";
  return `<div class="discord"><div class="face" aria-hidden="true">D</div><div class="message">
<p class="who"><b>Dateline</b> <span>APP</span> <time>${escapeHtml(at.format(reader.now))}</time></p>
${body}${alone}</div></div>`;
}

function componentHtml(component: DrawnComponent, drawn: Drawn, reader: Reader): string {
  const inner = () => (component.components ?? []).map((each) => componentHtml(each, drawn, reader)).join("");
  switch (component.type) {
    case ComponentType.Container:
      return `<section class="container ${accentClass(component.accent_color)}">${inner()}</section>`;
    case ComponentType.Section: {
      const accessory = component.accessory ? componentHtml(component.accessory, drawn, reader) : "";
      return `<div class="section"><div>${inner()}</div>${accessory}</div>`;
    }
    case ComponentType.TextDisplay:
      return `<div class="text">${markdownHtml(component.content ?? "", reader)}</div>`;
    case ComponentType.Separator:
      return component.divider === false ? '<div class="gap"></div>' : "<hr>";
    case ComponentType.ActionRow:
      return `<div class="row">${inner()}</div>`;
    case ComponentType.Button:
      return buttonHtml(component, drawn);
    case ComponentType.StringSelect:
      return `<div class="select">${escapeHtml(component.placeholder ?? "")}<span aria-hidden="true">▾</span></div>`;
    default:
      throw new TypeError(`Component of type ${component.type} cannot be drawn`);
  }
}

function buttonHtml({ label = "", style, disabled, custom_id: id = "" }: DrawnComponent, { linkOf }: Drawn) {
  const name = BUTTON_CLASSES[style ?? 2];
  const link = linkOf?.(id) ?? null;
  if (link !== null) return `<a class="button ${name}" href="${escapeHtml(link)}">${escapeHtml(label)}</a>`;
  const off = disabled || linkOf !== undefined ? " disabled" : "";
  return `<button type="button" class="button ${name}"${off}>${escapeHtml(label)}</button>`;
}

function accentClass(color: number | null | undefined): string {
  const [tone] = Object.entries(ACCENT).find(([, accent]) => accent === color) ?? [""];
  return tone === "" ? "" : `tone-${tone}`;
}

const tones = Object.entries(ACCENT)
  .map(
    ([tone, color]) =>
      `.discord .tone-${tone}{border-left:4px solid #${color.toString(16).padStart(6, "0")}}`,
  )
  .join("\n");

/** The stylesheet of `messageHtml`; everything in it is inside `.discord`. */
export const MESSAGE_STYLE = `
.discord{display:flex;gap:16px;padding:12px 16px 16px;background:#313338;color:#dbdee1;font:16px/1.375 "Noto Sans","Liberation Sans",Arial,sans-serif}
.discord *{box-sizing:border-box;margin:0}
@media(max-width:480px){.discord{gap:10px;padding:10px 10px 14px}.discord .container{padding:12px}}
.discord .face{flex:none;width:40px;height:40px;border-radius:50%;background:#3a6ea5;color:#fff;font:700 20px/40px "Liberation Serif",serif;text-align:center}
.discord .message{min-width:0;flex:1}
.discord .who{font-size:16px;margin-bottom:4px}.discord .who b{color:#f2f3f5;font-weight:600}
.discord .who span{background:#5865f2;color:#fff;border-radius:4px;font:600 10px/15px "Liberation Sans",sans-serif;padding:1px 5px;vertical-align:2px}
.discord .who time{color:#949ba4;font-size:12px}
.discord .container{background:#2b2d31;border:1px solid #3f4147;border-radius:8px;padding:16px;max-width:600px}
${tones}
.discord .container>*+*{margin-top:8px}
.discord .section{display:flex;gap:12px;justify-content:space-between;align-items:flex-start}
.discord .text{overflow-wrap:anywhere}
.discord h1{font-size:24px;line-height:1.3}.discord h2{font-size:20px;line-height:1.3}.discord h3{font-size:16px}
.discord small{display:block;color:#949ba4;font-size:13px;line-height:1.4}
.discord blockquote{border-left:4px solid #4e5058;border-radius:4px;padding:0 8px 0 12px}
.discord strong{color:#f2f3f5;font-weight:600}
.discord small strong{color:#b5bac1}
.discord .text a{color:#00a8fc;text-decoration:none}.discord .text a:hover{text-decoration:underline}
.discord .text time{background:#3b3d44;border-radius:3px;padding:0 2px}
.discord hr{border:0;border-top:1px solid #3f4147;margin:10px 0}
.discord .gap{height:8px}
.discord .row{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}
.discord .button{display:inline-block;background:#4e5058;color:#fff;border:0;border-radius:8px;font:500 14px/1 "Noto Sans","Liberation Sans",sans-serif;padding:9px 14px;min-height:32px;text-decoration:none}
.discord .primary{background:#5865f2}.discord .danger{background:#da373c}.discord .success{background:#248046}
.discord .select{display:flex;justify-content:space-between;gap:12px;width:100%;max-width:400px;background:#1e1f22;border:1px solid #3f4147;border-radius:8px;color:#949ba4;padding:9px 12px}
.discord .alone{color:#949ba4;font-size:12px;margin-top:6px}
`;
