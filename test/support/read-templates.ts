import { join } from "node:path";
import { readTemplateTexts, toTemplateFunctions } from "../../src/packaging/read-templates.js";
import { compileTemplates } from "../../src/render/html/compile-templates.js";
import type { Templates } from "../../src/render/html/html.js";
import { compileSystemTemplates } from "../../src/render/system/compile-system-templates.js";
import type { SystemTemplates } from "../../src/render/system/system-file.js";

const FOLDER = join(import.meta.dirname, "../../templates");

/** The templates of pages, as the build puts them into the program. */
export function readTemplates(): Templates {
  return toTemplateFunctions(compileTemplates(readTemplateTexts(FOLDER)));
}

/** The templates of files for the system. */
export function readSystemTemplates(): SystemTemplates {
  return toTemplateFunctions(compileSystemTemplates(readTemplateTexts(join(FOLDER, "system"))));
}
