import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Which part of the schema describes a file of the site; null: none of it. */
export function toSchemaPart(path: string): string | null {
  if (path === "status.json") return "";
  if (/^history\/[0-9]{4}-[0-9]{2}\/[0-9]{2}\/index\.json$/.test(path)) return "#/$defs/day";
  if (/^users\/[^/]+\/index\.json$/.test(path)) return "#/$defs/user";
  return /^users\/[^/]+\/[0-9]{4}-[0-9]{2}\/index\.json$/.test(path) ? "#/$defs/user_month" : null;
}

const SCHEMA = "https://example.org/status.schema.json";

/** @returns what is wrong with a file's content; empty if nothing is */
export function openJsonChecks(schema: object): (path: string, content: unknown) => string {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  ajv.addSchema(schema, SCHEMA);
  return (path, content) => {
    const part = toSchemaPart(path);
    if (part === null) return `${path} is not described`;
    const validate = ajv.getSchema(SCHEMA + part) as ValidateFunction;
    return validate(content) ? "" : `${path}: ${ajv.errorsText(validate.errors)}`;
  };
}

/** Every JSON file of a published site, by path, but for the schema. */
export function readJsonFiles(out: string): ReadonlyMap<string, unknown> {
  const paths = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".json"));
  return new Map(
    paths
      .filter((path) => path !== "status.schema.json")
      .map((path) => [path, JSON.parse(readFileSync(join(out, path), "utf8")) as unknown]),
  );
}
