import { Eta } from "eta/core";

/**
 * Compiles templates to the bodies of functions, at build time, so that no run has to parse templates. The fields of a
 * template's `it` are variables in it.
 *
 * @param templates eta templates by name, without `.eta`
 */
export function compileTemplates(templates: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const eta = new Eta({
    functionHeader: "const { page, site, t, f, paths, iconPath, href, details, breaking, svg } = it;",
    rmWhitespace: true,
  });
  return new Map([...templates].map(([name, text]) => [name, eta.compileToString(text)]));
}
