import { Eta } from "eta/core";

/**
 * Templates as the bodies of the functions that they are: for the build, so that no run has to read the templates'
 * language. What a template sees as `it` has its parts as names of their own.
 *
 * @param templates eta templates by name, without `.eta`
 */
export function compileTemplates(templates: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const eta = new Eta({
    functionHeader: "const { page, site, t, f, paths, iconPath, href, details, svg } = it;",
    rmWhitespace: true,
  });
  return new Map([...templates].map(([name, text]) => [name, eta.compileToString(text)]));
}
