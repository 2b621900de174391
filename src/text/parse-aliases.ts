/** The text is not a JSON object of strings. The message says where and what was expected, but quotes nothing. */
export class AliasSyntaxError extends Error {
  override readonly name = "AliasSyntaxError";
}

/**
 * Reads a JSON object whose values are strings: `{ "alice": "Alice Example" }`. If a name occurs twice, the last alias
 * counts.
 *
 * JSON.parse is not used, since its messages quote the text. They are shown on the site, and the path may lead to a
 * secret file.
 *
 * @throws AliasSyntaxError
 */
export function parseAliases(text: string): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  let at = text.startsWith("\uFEFF") ? 1 : 0;

  const skipBlanks = (): void => {
    while (isBlank(text.charCodeAt(at))) at += 1;
  };
  const fail = (expected: string): AliasSyntaxError =>
    new AliasSyntaxError(`${placeAt(text, at)}: expected ${expected}`);
  /** Takes one of the given characters. */
  const take = (characters: string, name: string): string => {
    skipBlanks();
    const found = text.charAt(at);
    if (found === "" || !characters.includes(found)) throw fail(name);
    at += 1;
    return found;
  };
  const takeText = (name: string): string => {
    skipBlanks();
    const end = text.charAt(at) === '"' ? findEnd(text, at) : null;
    const value = end === null ? null : decode(text.slice(at, end));
    if (end === null || value === null) throw fail(name);
    at = end;
    return value;
  };

  take("{", '"{", the start of an object of users and aliases');
  skipBlanks();
  let isOver = text.charAt(at) === "}";
  if (isOver) at += 1;
  while (!isOver) {
    const user = takeText("a user in double quotes");
    take(":", '":" and an alias');
    aliases.set(user, takeText("an alias in double quotes"));
    isOver = take(",}", '"," or "}"') === "}";
  }
  skipBlanks();
  if (at < text.length) throw fail("nothing more");
  return aliases;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/** The index after the closing quote; `null` if there is none. */
function findEnd(text: string, start: number): number | null {
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') return index + 1;
    if (character === "\\") index += 1;
  }
  return null;
}

function decode(json: string): string | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}

function placeAt(text: string, index: number): string {
  const before = text.slice(0, index).split("\n");
  return `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
}
