import { escapeHtml } from "../html/escape-html.js";

/** Any text for SVG, inside a page or in a file of its own, which two more characters would make unreadable. */
export function escapeSvg(text: string): string {
  return escapeHtml(text).replace(/[\uFFFE\uFFFF]/g, "\uFFFD");
}
