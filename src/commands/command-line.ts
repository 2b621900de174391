/**
 * The words with which this run can be started again: an installed program by its own name, a script file by node.
 *
 * @param node the running node
 * @param words the script and its arguments
 */
export function commandLine(node: string, words: readonly string[]): readonly string[] {
  const [script = ""] = words;
  return /\.[cm]?js$/.test(script) ? [node, ...words] : words;
}
