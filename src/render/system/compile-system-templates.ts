import { Eta } from "eta/core";

/**
 * Compiles templates of files for the system, as `compile-templates.ts` does for pages. They keep every blank and newline,
 * and escape nothing: values are quoted before a template gets them.
 */
export function compileSystemTemplates(templates: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const eta = new Eta({ autoEscape: false, autoTrim: false });
  return new Map([...templates].map(([name, text]) => [name, eta.compileToString(text)]));
}
