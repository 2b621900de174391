/** A directive of a web server's config, with the block after it. */
export interface Directive {
  readonly words: readonly string[];
  /** Null: it has none. */
  readonly block: readonly Directive[] | null;
  /** The file that contains it. */
  readonly path: string;
}

/** Reads the text of an included config; null if there is none. */
export type ReadIncluded = (pattern: string, from: string) => readonly Directive[];

/** The syntax of nginx: words and quotes, ended by a semicolon or a block in braces. */
export function parseNginxConfig(text: string, path: string, readIncluded: ReadIncluded): readonly Directive[] {
  const tokens = text.match(/#[^\n]*|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|[{};]|(?:\\[^]|[^\s{};"'\\])+/g) ?? [];
  let next = 0;
  const readBlock = (): readonly Directive[] => {
    const directives: Directive[] = [];
    let words: string[] = [];
    while (next < tokens.length) {
      const token = tokens[next++] ?? "";
      if (token.startsWith("#")) continue;
      if (token === "}") break;
      if (token !== ";" && token !== "{") {
        words.push(/^["']/.test(token) ? token.slice(1, -1).replace(/\\(.)/g, "$1") : token);
        continue;
      }
      if (token === ";" && words[0] === "include") directives.push(...readIncluded(words[1] ?? "", path));
      else directives.push({ words, block: token === "{" ? readBlock() : null, path });
      words = [];
    }
    return directives;
  };
  return readBlock();
}

/** The syntax of Apache: a directive a line, and sections `<Name …>` to `</Name>`. */
export function parseApacheConfig(text: string, path: string, readIncluded: ReadIncluded): readonly Directive[] {
  const lines = text.replace(/\\\r?\n/g, " ").split(/\r?\n/);
  let next = 0;
  const readSection = (): readonly Directive[] => {
    const directives: Directive[] = [];
    while (next < lines.length) {
      const line = (lines[next++] ?? "").trim();
      if (line === "" || line.startsWith("#")) continue;
      if (line.startsWith("</")) break;
      const section = /^<(.*)>$/.exec(line)?.[1];
      const words = splitWords(section ?? line);
      if (/^include(?:optional)?$/i.test(words[0] ?? "")) directives.push(...readIncluded(words[1] ?? "", path));
      else directives.push({ words, block: section === undefined ? null : readSection(), path });
    }
    return directives;
  };
  return readSection();
}

/** The syntax of Caddy: a directive a line, and blocks that a brace at the end of a line opens. */
export function parseCaddyConfig(text: string, path: string, readIncluded: ReadIncluded): readonly Directive[] {
  const lines = text.split(/\r?\n/);
  let next = 0;
  const readBlock = (): readonly Directive[] => {
    const directives: Directive[] = [];
    while (next < lines.length) {
      const line = (lines[next++] ?? "").replace(/(?:^|\s)#.*$/, "").trim();
      if (line === "") continue;
      if (line === "}") break;
      const isBlock = line.endsWith("{");
      const words = splitWords(isBlock ? line.slice(0, -1) : line);
      if (words[0] === "import" && words[1]?.includes("/") === true)
        directives.push({ words, block: null, path }, ...readIncluded(words[1], path));
      else directives.push({ words, block: isBlock ? readBlock() : null, path });
    }
    return directives;
  };
  return readBlock();
}

function splitWords(line: string): readonly string[] {
  return [...line.matchAll(/"((?:\\.|[^"\\])*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted?.replace(/\\(.)/g, "$1") ?? plain ?? "",
  );
}

/** The first words of all directives with this name, in blocks of any depth. */
export function findValues(directives: readonly Directive[], name: string): readonly string[] {
  return findAll(directives, name).map(({ words }) => words[1] ?? "");
}

/** All directives with a name, also those inside blocks. */
export function findAll(directives: readonly Directive[], name: string): readonly Directive[] {
  return directives.flatMap((one) => [
    ...(one.words[0]?.toLowerCase() === name.toLowerCase() ? [one] : []),
    ...(one.block === null ? [] : findAll(one.block, name)),
  ]);
}
