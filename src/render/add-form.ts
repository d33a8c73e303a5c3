// What /articles add takes: the form that it opens where neither file nor URL is given, and how all three are read.
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from "discord.js";
import { writeCustomId } from "./custom-id.js";
import type { Frame } from "./frame.js";

/** Largest file taken through Discord, in bytes. */
export const MAX_UPLOAD_BYTES = 5_000_000;

/** Draws the form, filled with the options that were typed; its fields are `title`, `text`, `source`, `published` and `url`. */
export function addForm(
  typed: (option: "source" | "published") => string | null,
  frame: Frame,
): APIModalInteractionResponseCallbackData {
  const label = (name: "title" | "text" | "source" | "published" | "url") =>
    frame.words(`articles.field-${name}`);
  return {
    custom_id: writeCustomId("articles-add", "form"),
    title: frame.words("articles.form-title"),
    components: [
      field("title", label("title"), null, { required: true, max: 300 }),
      field("text", label("text"), null, { required: true, max: 4000, long: true }),
      field("source", label("source"), typed("source"), { max: 100 }),
      field("published", label("published"), typed("published"), { max: 40 }),
      field("url", label("url"), null, { max: 1000 }),
    ],
  };
}

/** An upload: the file and what was typed beside it. */
export interface Upload extends UploadFile {
  readonly title?: string;
  readonly source?: string;
  readonly publishedAt?: string;
  readonly url?: string;
}

export interface UploadFile {
  /** Chooses the reader. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Completes an upload with what was typed beside it, as options or in the form; empty fields count as not given. */
export function uploadFrom(
  file: UploadFile,
  typed: (field: "title" | "source" | "published" | "url") => string | null,
): Upload {
  const given = (key: keyof Upload, field: Parameters<typeof typed>[0]) => {
    const value = typed(field)?.trim();
    return value ? { [key]: value } : {};
  };
  return {
    ...file,
    ...given("title", "title"),
    ...given("source", "source"),
    ...given("publishedAt", "published"),
    ...given("url", "url"),
  };
}

/** A page to be fetched: its address and what was typed beside it; empty options count as not given. */
export function pageFrom(typed: (field: "url" | "source" | "published") => string | null) {
  const [source, publishedAt] = [typed("source")?.trim(), typed("published")?.trim()];
  return { url: typed("url") ?? "", ...(source ? { source } : {}), ...(publishedAt ? { publishedAt } : {}) };
}

/** Reads the form; `value` gives the text of a field. */
export function pastedUpload(value: (field: string) => string): Upload {
  return uploadFrom({ name: "pasted.txt", bytes: new TextEncoder().encode(value("text")) }, value);
}

interface FieldRules {
  readonly required?: boolean;
  readonly max: number;
  readonly long?: boolean;
}

function field(
  id: string,
  label: string,
  value: string | null,
  { required = false, max, long = false }: FieldRules,
) {
  return {
    type: ComponentType.Label as const,
    label,
    component: {
      type: ComponentType.TextInput as const,
      custom_id: id,
      style: long ? TextInputStyle.Paragraph : TextInputStyle.Short,
      required,
      max_length: max,
      ...(value ? { value: value.slice(0, max) } : {}),
    },
  };
}
