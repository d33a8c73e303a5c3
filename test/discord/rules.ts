// Discord's rules for messages and first responses that are not in its OpenAPI description.
const EPHEMERAL = 1 << 6;
const COMPONENTS_V2 = 1 << 15;
const [ACTION_ROW, BUTTON, SELECT, TEXT, CONTAINER] = [1, 2, 3, 10, 17];

export interface RawComponent {
  readonly type: number;
  readonly content?: string;
  readonly label?: string;
  readonly custom_id?: string;
  readonly url?: string;
  readonly components?: readonly RawComponent[];
  readonly placeholder?: string;
  readonly min_values?: number;
  readonly max_values?: number;
  readonly options?: readonly {
    readonly label: string;
    readonly value: string;
    readonly description?: string;
  }[];
}

export interface RawMessage {
  readonly content?: string | null;
  readonly embeds?: readonly unknown[];
  readonly flags?: number;
  readonly components?: readonly RawComponent[];
  readonly allowed_mentions?: {
    readonly parse?: readonly string[];
    readonly users?: readonly string[];
    readonly roles?: readonly string[];
  };
}

/** Lists a component and everything within it, in order. */
export function flatten(components: readonly RawComponent[]): RawComponent[] {
  return components.flatMap((component) => [component, ...flatten(component.components ?? [])]);
}

/** Returns the rules that a message breaks. `place` is where it is sent. */
export function checkMessage(message: RawMessage, place: "reply" | "edit"): string[] {
  const problems: string[] = [];
  const rule = (holds: boolean, problem: string) => void (holds || problems.push(problem));
  const flags = message.flags ?? 0;
  const all = flatten(message.components ?? []);
  rule((flags & COMPONENTS_V2) !== 0, "not a Components V2 message");
  rule(!message.content && !message.embeds?.length, "content or embeds beside Components V2");
  rule(place !== "edit" || (flags & EPHEMERAL) === 0, "EPHEMERAL cannot be set on an edit");
  rule(all.length >= 1 && all.length <= 40, `${all.length} components`);
  const texts = all.filter(({ type }) => type === TEXT).map(({ content = "" }) => content);
  const characters = texts.join("").length;
  rule(characters <= 4000, `${characters} characters`);
  rule(
    texts.every((text) => text.trim() !== ""),
    "an empty text display",
  );
  const weight = Buffer.byteLength(texts.join("")) + 12 * all.length;
  rule(weight <= 10_170, `weight ${weight}`);
  const ids = all.flatMap(({ custom_id }) => custom_id ?? []);
  rule(new Set(ids).size === ids.length, "a custom_id twice");
  rule(
    ids.every((id) => id.length <= 100),
    "a custom_id over 100",
  );
  const { parse, users = [], roles = [] } = message.allowed_mentions ?? {};
  rule(parse?.length === 0 && users.length + roles.length === 0, "allowed_mentions is not none");
  for (const component of all) {
    const inner = component.components ?? [];
    rule(
      component.type !== CONTAINER || !inner.some(({ type }) => type === CONTAINER),
      "a container in a container",
    );
    rule(
      component.type !== ACTION_ROW || (inner.length >= 1 && inner.length <= 5),
      `a row of ${inner.length}`,
    );
    rule(component.type !== BUTTON || [...(component.label ?? "")].length <= 80, "a label over 80");
    rule(component.type !== BUTTON || (component.url ?? "").length <= 512, "a button URL over 512");
    rule(
      component.type !== ACTION_ROW || inner.length === 1 || !inner.some(({ type }) => type === SELECT),
      "a menu beside something else",
    );
    if (component.type === SELECT) problems.push(...selectProblems(component));
  }
  return problems;
}

function selectProblems(menu: RawComponent): string[] {
  const { options = [], placeholder = "", min_values: min = 1, max_values: max = 1 } = menu;
  const tooLong = options.some(({ label, value, description = "" }) =>
    [label, value, description].some((text) => [...text].length > 100),
  );
  return [
    ...(options.length >= 1 && options.length <= 25 ? [] : [`a menu of ${options.length}`]),
    ...(min <= max && max <= options.length ? [] : [`a menu of ${options.length} takes ${min} to ${max}`]),
    ...(new Set(options.map(({ value }) => value)).size === options.length ? [] : ["a value twice"]),
    ...(options.every(({ label }) => label !== "") ? [] : ["an entry without a label"]),
    ...(tooLong ? ["an entry of a menu over 100"] : []),
    ...([...placeholder].length <= 150 ? [] : ["a placeholder over 150"]),
  ];
}

/** Returns the rules that a deferring first response breaks: it may carry EPHEMERAL and nothing else. */
export function checkDefer(data: Readonly<Record<string, unknown>> | undefined): string[] {
  const { flags = 0, ...rest } = data ?? {};
  const extra = Object.keys(rest);
  return [
    ...(flags === 0 || flags === EPHEMERAL ? [] : [`a defer with flags ${String(flags)}`]),
    ...(extra.length === 0 ? [] : [`a defer with ${extra.join(", ")}`]),
  ];
}

/** Tells whether a message is for one person alone. */
export function isEphemeral(flags: number | undefined): boolean {
  return ((flags ?? 0) & EPHEMERAL) !== 0;
}
