import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { SystemFiles } from "../../src/render/system/system-file.js";
import type { PageName } from "../../src/site/pages/page-model.js";

const ROOT = join(import.meta.dirname, "../..");
const FILE = join(ROOT, "src/render/html/checked-templates.ts");
/** What `compile-templates.ts` gives every template as names of its own. */
const HEADER = "const { page, site, t, f, paths, iconPath, href, details, breaking, svg } = it;";
/** Pages whose models' types the templates are checked with: the compiler names one that is missing. */
const PAGES: Readonly<Record<PageName, true>> = {
  overview: true,
  "connected-part": true,
  "routes-part": true,
  history: true,
  month: true,
  day: true,
  notices: true,
  "notices-part": true,
  "session-part": true,
  usage: true,
  users: true,
  "users-part": true,
  "never-seen-part": true,
  "month-report": true,
  "year-report": true,
  user: true,
  "user-month": true,
  server: true,
  servers: true,
  search: true,
  wall: true,
};
const SYSTEM_FILES: readonly (keyof SystemFiles)[] = ["hook"];
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ["node"],
  noEmit: true,
  skipLibCheck: true,
  // Templates know some values not to be null which only their pages' models can tell.
  strict: false,
};

/** Parts that are included with different parameters: what they may get. */
const OPTIONAL: Readonly<Record<string, string>> = {
  layout: "{ page: PageModel & { link?: { name: string } } }",
  empty: "{ note?: string }",
  charts: "{ more?: { href: string; label: string } | null }",
  "usage-periods": "{ current: string | null }",
  summary:
    "{ figures: readonly { label: string; value: string; note?: string; more?: string; hint?: string; href?: string; show?: string; spark?: { past: string; now: string } | null }[] }",
  figures: "{ userCount?: number; peak?: number }",
};

/** Reads a template by its name. */
export type TemplateReader = (name: string) => string;

export const readTemplate: TemplateReader = (name) => readFileSync(join(ROOT, `templates/${name}.eta`), "utf8");

/**
 * Compiles all templates as TypeScript, each page's with the type of its model and all that it includes in place.
 *
 * @returns what is wrong, as `day:4: Property 'dya' does not exist …`
 */
export function checkTemplates(read: TemplateReader): readonly string[] {
  const code = [
    'import type { TemplateData, SessionDetails } from "./html.js";',
    'import type { PageModel } from "../../site/pages/page-model.js";',
    'import type { SystemFiles } from "../system/system-file.js";',
    ...Object.keys(PAGES).map(
      (name) => `(it: TemplateData & { page: PageModel & { page: "${name}" } }) => ${block(name, read)};`,
    ),
    `(it: TemplateData & SessionDetails) => ${block("session-details", read)};`,
    ...SYSTEM_FILES.map((name) => `(it: SystemFiles["${name}"]) => ${block(`system/${name}`, read, "")};`),
    "declare function write(value: unknown): void;",
    "declare function given<Part>(): <Data extends Part & { site: unknown }>(data: Data) => Omit<Data, keyof Part> & Part;",
  ].join("\n");
  const host = ts.createCompilerHost(OPTIONS);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, ...more) =>
    path === FILE ? ts.createSourceFile(path, code, ts.ScriptTarget.ES2022) : getSourceFile(path, ...more);
  const program = ts.createProgram([FILE], OPTIONS, host);
  const file = program.getSourceFile(FILE);
  const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  const found = diagnostics.map(({ messageText, start = 0 }) => {
    const place = /\/\*@([^*]*)\*\/(?![^]*\/\*@)/.exec(code.slice(0, start))?.[1] ?? "";
    return `${place}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
  return [...new Set(found)];
}

/** A template as a block of statements, with `it` in scope. */
function block(name: string, read: TemplateReader, header = HEADER): string {
  let atEnd = "";
  const text = read(name);
  const statements = [...text.matchAll(/<%([~=]?)([^]*?)%>/g)].map(([, kind = "", inner = ""], index) => {
    const source = inner.replace(/-$/, "").trim();
    const line = text.slice(0, [...text.matchAll(/<%/g)][index]?.index).split("\n").length;
    const place = `/*@${name}:${line}*/`;
    const layout = /^layout\("@([\w-]+)", ([^]+)\);$/.exec(source);
    if (layout !== null) {
      const data = `{ ...it, page: it.page as PageModel, body: "", ...(${layout[2] ?? ""}) }`;
      atEnd = call(layout[1] ?? "", data, place, read);
      return "";
    }
    const include = /^include\("@([\w-]+)"(?:, ([^]+))?\)$/.exec(source);
    if (include !== null) return call(include[1] ?? "", `{ ...it, ...(${include[2] ?? "{}"}) }`, place, read);
    return kind === "" ? `${place} ${source}` : `${place} write(${source});`;
  });
  return `{ ${header}\n${statements.join("\n")}\n${atEnd}\n}`;
}

function call(name: string, data: string, place: string, read: TemplateReader): string {
  return `${place} ((it) => ${block(name, read)})(given<${OPTIONAL[name] ?? "object"}>()(${place} ${data}));`;
}
