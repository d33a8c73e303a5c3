// One setting and its value in words, in the language of the frame. Says the same in /settings show, in its audit and in the terminal.
import {
  type Audience,
  type GuildSettings,
  type Language,
  SETTING_NAMES,
  type SettingName,
} from "../guild-settings.js";
import { type Line, lineWith, strong } from "./document.js";
import type { Frame, TextKey } from "./frame.js";
import { roleList } from "./manners.js";
import { oneLine } from "./text.js";

/** Outlets named in one line; an outlet's name shown is at most so long. */
const MAX_OUTLETS_SHOWN = 15;
const MAX_OUTLET = 60;

export const LANGUAGE_TEXTS: Readonly<Record<Language, TextKey>> = {
  en: "settings.english",
  de: "settings.german",
  fr: "settings.french",
  es: "settings.spanish",
  tr: "settings.turkish",
};

/** Names a setting; one that this version does not know by its own name. */
export function settingName(setting: SettingName, frame: Frame): string {
  return SETTING_NAMES.includes(setting) ? frame.words(`settings.name.${setting}`) : setting;
}

/** "Name: value". */
export function settingLine(settings: GuildSettings, setting: SettingName, frame: Frame): Line {
  const value = valueLine(setting, settings[setting], frame);
  return lineWith(frame, "settings.line", { value }, { name: strong(settingName(setting, frame)) });
}

/** "Name: from → to"; of lists what came and what went: "Name: + this, − that". */
export function changeLine(
  { setting, from, to }: { readonly setting: SettingName; readonly from: unknown; readonly to: unknown },
  frame: Frame,
): Line {
  const name = strong(settingName(setting, frame));
  if (setting === "allowedSources" || setting === "deniedSources") {
    const [old, now] = [from as readonly string[], to as readonly string[]];
    const came = now.filter((outlet) => !old.includes(outlet)).map((outlet) => `+ ${outlet}`);
    const went = old.filter((outlet) => !now.includes(outlet)).map((outlet) => `− ${outlet}`);
    const value = outletLine([...came, ...went], "settings.none", frame);
    return lineWith(frame, "settings.line", { value }, { name });
  }
  const [before, after] = [valueLine(setting, from, frame), valueLine(setting, to, frame)];
  return lineWith(frame, "settings.change", { from: before, to: after }, { name });
}

/** Says a value; what is no value of this setting, as a later version may have written, is shown as it is. */
function valueLine(setting: SettingName, value: unknown, frame: Frame): Line {
  switch (setting) {
    case "language":
      return [frame.words(value === null ? "settings.own-language" : LANGUAGE_TEXTS[value as Language])];
    case "allowedSources":
      return outletLine(value as readonly string[], "settings.all", frame);
    case "deniedSources":
      return outletLine(value as readonly string[], "settings.none", frame);
    case "mayAsk":
    case "mayAdd":
      return audienceLine(value as Audience, frame);
    case "visibility":
      return [frame.words(value === "private" ? "settings.private" : "settings.public")];
    case "digestHour":
      return [`${String(value).padStart(2, "0")}:00`];
    case "retentionDays":
      if (value === null) return [frame.words("settings.as-long")];
      return [frame.words("settings.days", { days: Number(value) })];
    case "timeZone":
    case "quotesPerAnswer":
      return [oneLine(String(value), MAX_OUTLET)];
    default:
      return [oneLine(JSON.stringify(value) ?? "", MAX_OUTLET)];
  }
}

function outletLine(outlets: readonly string[], none: TextKey, frame: Frame): Line {
  if (outlets.length === 0) return [frame.words(none)];
  const shown = outlets.slice(0, MAX_OUTLETS_SHOWN).map((outlet) => oneLine(outlet, MAX_OUTLET));
  const left = outlets.length - shown.length;
  return [shown.join(", "), ...(left === 0 ? [] : [" ", frame.words("settings.more", { count: left })])];
}

function audienceLine(audience: Audience, frame: Frame): Line {
  if (Array.isArray(audience)) return roleList(audience, frame);
  return [frame.words(audience === "everyone" ? "settings.everyone" : "settings.managers")];
}
