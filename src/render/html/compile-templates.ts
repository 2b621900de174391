import { Eta } from "eta/core";

/** The fields of a template's `it` that are variables in it. */
const VARIABLES = ["page", "site", "t", "f", "paths", "iconPath", "href", "details", "breaking", "svg"] as const;

/**
 * Compiles templates to the bodies of functions, at build time, so that no run has to parse templates. The fields of a
 * template's `it` are variables in it.
 *
 * @param templates eta templates by name, without `.eta`
 */
export function compileTemplates(templates: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const eta = new Eta({ rmWhitespace: true });
  return new Map([...templates].map(([name, text]) => [name, toFunctionBody(eta.compileBody(eta.parse(text)))]));
}

/**
 * What `compileToString` puts around a template makes eight functions in each call. A page calls a template for each
 * session, so this is the same with only what the template uses.
 *
 * @param code the code that eta generates from a template: it appends to `__eta.res`, and escapes with `__eta.e`
 */
function toFunctionBody(code: string): string {
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(code);
  const variables = VARIABLES.filter(uses);
  const hasLayout = uses("layout");
  return [
    ...(variables.length > 0 ? [`const { ${variables.join(", ")} } = it;`] : []),
    `const __eta = { res: "", e: this.config.escapeFunction };`,
    ...(uses("include") || hasLayout
      ? ["const include = (name, data) => this.render(name, { ...it, ...data }, options);"]
      : []),
    ...(hasLayout ? ["let around;", "const layout = (name, data) => { around = { name, data }; };"] : []),
    code,
    hasLayout
      ? "return around === undefined ? __eta.res : include(around.name, { ...around.data, body: __eta.res });"
      : "return __eta.res;",
  ].join("\n");
}
