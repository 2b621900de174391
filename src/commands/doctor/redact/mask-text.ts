/** Hides a text of unknown meaning, and keeps its form: letters become x, digits 0. */
export function maskText(text: string): string {
  const masked = text
    .replace(/\p{Lu}/gu, "X")
    .replace(/[^\p{Lu}\d\s!-/:-@[-`{-~]/gu, "x")
    .replace(/\d/g, "0");
  // It may have been masked like this.
  return masked === text ? masked.replaceAll("x", "y").replaceAll("X", "Y").replaceAll("0", "1") : masked;
}
