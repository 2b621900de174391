// A step of the build: compiles the pages' templates in the first folder into the file that is named.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { compileTemplates } from "./render/compile-templates.js";

const [, , folder = "", file = ""] = process.argv;
const names = readdirSync(folder).filter((name) => name.endsWith(".eta"));
const templates = new Map(
  names.sort().map((name) => [basename(name, ".eta"), readFileSync(join(folder, name), "utf8")]),
);
writeFileSync(file, JSON.stringify(Object.fromEntries(compileTemplates(templates))));
