/**
 * A part of the search index as a classic script, which loads from `file://` as well. It passes the part to a function of
 * the pages' script.
 *
 * @param name `index`, `live` or a month
 * @param part plain data
 */
export function searchScript(name: string, part: unknown): string {
  // Line separators end a line of a script, and "<" could end a script if the file became part of a page.
  const json = JSON.stringify(part).replace(/[<\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `siteSearch(${JSON.stringify(name)},${json});\n`;
}
