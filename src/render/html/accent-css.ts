import { parseColor, toReadable } from "../../text/format/readable-color.js";

export const ACCENT_STYLE_NAME = "accent.css";

/** The surfaces of `assets/style.css` on which a link has the least contrast. */
const LIGHT_SURFACE = [246, 248, 250] as const;
const DARK_SURFACE = [28, 35, 44] as const;

/** A style sheet that gives links and controls the admin's color, as readable as each scheme needs it. */
export function accentCss(accent: string): string {
  const color = parseColor(accent);
  if (color === undefined) throw new Error(`not a color: ${accent}`);
  const light = toReadable(color, LIGHT_SURFACE);
  const dark = toReadable(color, DARK_SURFACE);
  return `:root{--link:${light}}\n@supports (color:light-dark(#fff,#000)){:root{--link:light-dark(${light},${dark})}}\n`;
}
