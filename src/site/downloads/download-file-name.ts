import { HIDDEN_CHARACTERS } from "../../text/format/hidden-characters.js";
import { visibleText } from "../../text/format/visible-text.js";

/** What no file name has on Windows; the last two are no characters. */
const IMPOSSIBLE = /[/\\:*?"<>|\uFFFE\uFFFF]/g;
const HIDDEN = new RegExp(`[${HIDDEN_CHARACTERS}]`, "u");

/**
 * How much of a name is kept, in bytes of UTF-8. A file name has at most 255 on most systems, and the name is not all
 * of it.
 */
const MAX_BYTES = 200;

/** A file's name, without its folder and its ending. */
export function downloadFileName(stem: string): string {
  return stem.slice(stem.lastIndexOf("/") + 1);
}

/**
 * A user's name as a part of a file's name, in place of the slug that the path has. What no file name can have becomes
 * `_`, and what cannot be seen its code, such as `(U+202E)`.
 */
export function userInFileName({ user, slug }: { readonly user: string; readonly slug: string }): string {
  let name = "";
  let bytes = 0;
  for (const character of user.trim()) {
    const possible = HIDDEN.test(character) ? visibleText(character) : character.replace(IMPOSSIBLE, "_");
    bytes += Buffer.byteLength(possible);
    if (bytes > MAX_BYTES) break;
    name += possible;
  }
  // Dots alone would look like a part of the ending.
  return name.replace(/^\.+$/, (dots) => "_".repeat(dots.length)) || slug;
}
