// Checks requests against Discord's own OpenAPI description; without that file it says so and checks nothing.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { ROOT } from "../repository-root.js";

const FILE = resolve(ROOT, "../shared/discord/openapi.json");

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: object;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema: object }>>;
  };
  readonly security?: readonly Readonly<Record<string, unknown>>[];
}

type PathItem = { readonly parameters?: readonly Parameter[] } & { readonly [method: string]: Operation };

interface Description {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: object;
}

export interface ApiRequest {
  readonly method: string;
  /** Below the version and decoded, such as "/gateway/bot". */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Undefined where there is none. */
  readonly body: unknown;
  readonly authorized: boolean;
}

/** True where Discord's description is at hand. */
export const apiSchemaPresent = existsSync(FILE);

/** Operations that a bot must not wait for: compiled before it starts, since that blocks the thread for a second. */
const URGENT: readonly (readonly [path: string, method: "post" | "patch"])[] = [
  ["/interactions/{interaction_id}/{interaction_token}/callback", "post"],
  ["/webhooks/{webhook_id}/{webhook_token}/messages/@original", "patch"],
];

let schema: ApiSchema | null = null;

/** Returns the one judge of this process. */
export function apiSchema(): ApiSchema {
  schema ??= new ApiSchema();
  return schema;
}

/** Judges requests; schemas are compiled once, most when first needed. */
export class ApiSchema {
  readonly #description: Description | null;
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor() {
    this.#description = apiSchemaPresent ? (JSON.parse(readFileSync(FILE, "utf8")) as Description) : null;
    if (this.#description === null) {
      process.stderr.write(
        `SKIPPED: requests are not held against Discord's description, ${FILE} is missing\n`,
      );
    }
    for (const [path, method] of URGENT) {
      const operation = this.#description?.paths[path]?.[method];
      if (operation !== undefined) this.#body(operation, {});
    }
  }

  /** Returns what is wrong with a request; empty where nothing is, or where there is no description. */
  check(request: ApiRequest): string[] {
    if (this.#description === null) return [];
    const found = this.#operation(this.#description, request);
    if (found === null) return [`${request.method} ${request.path}: no such operation`];
    const { operation, values, parameters } = found;
    const known = new Map(parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
    const problems: string[] = [];
    for (const [name, value] of values)
      problems.push(...this.#value(known.get(`path ${name}`), `path ${name}`, value));
    for (const [name, value] of request.query) {
      problems.push(...this.#value(known.get(`query ${name}`), `query ${name}`, value));
    }
    for (const parameter of parameters) {
      const missing = parameter.required && parameter.in === "query" && !request.query.has(parameter.name);
      if (missing) problems.push(`query ${parameter.name}: missing`);
    }
    const open = operation.security?.some((way) => Object.keys(way).length === 0) ?? false;
    if (!open && !request.authorized) problems.push("no bot token");
    problems.push(...this.#body(operation, request.body));
    return problems.map((problem) => `${operation.operationId}: ${problem}`);
  }

  #operation({ paths }: Description, { method, path }: ApiRequest) {
    const literalFirst = Object.entries(paths).sort(([one], [other]) => holes(one) - holes(other));
    for (const [template, item] of literalFirst) {
      const operation = item[method.toLowerCase()];
      const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
      const match = new RegExp(`^${template.replace(/\{\w+\}/g, "([^/]+)")}$`).exec(path);
      if (operation === undefined || match === null) continue;
      const values = names.map((name, i) => [name, match[i + 1] ?? ""] as const);
      return { operation, values, parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])] };
    }
    return null;
  }

  #value(parameter: Parameter | undefined, name: string, value: string): string[] {
    if (parameter === undefined) return [`${name}: unknown`];
    // In a URL everything is text: a value may stand for what it spells.
    const readings = [
      value,
      ...(/^(?:true|false|\d{1,15})$/.test(value) ? [JSON.parse(value) as unknown] : []),
    ];
    const errors = readings.map((reading) =>
      this.#errors(JSON.stringify(parameter.schema), parameter.schema, reading),
    );
    return errors.some(({ length }) => length === 0) ? [] : [`${name}: ${errors[0]?.join(", ")}`];
  }

  #body({ operationId, requestBody }: Operation, body: unknown): string[] {
    const schema = requestBody?.content["application/json"]?.schema;
    if (schema === undefined) return body === undefined ? [] : ["a body where none is taken"];
    if (body === undefined) return requestBody?.required ? ["body missing"] : [];
    return this.#errors(operationId, schema, body);
  }

  #errors(key: string, schema: object, value: unknown): string[] {
    let validate = this.#validators.get(key);
    if (validate === undefined) {
      validate = this.#ajv.compile({ ...schema, components: this.#description?.components });
      this.#validators.set(key, validate);
    }
    return validate(value)
      ? []
      : (validate.errors ?? []).slice(0, 6).map((error) => `${error.instancePath} ${error.message}`);
  }
}

function holes(template: string): number {
  return template.split("{").length;
}
