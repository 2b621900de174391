import { formatBytes } from "../../text/format/format-bytes.js";
import type { Language } from "../../text/i18n/language.js";
import { roundTop, type AxisScale } from "./axis-scale.js";

const MIN_TOP_BYTES = 1000;

/** A scale from 0 to at least the highest value. */
export function toByteScale(language: Language, mostBytes: number): AxisScale {
  const top = roundTop(Math.max(mostBytes, MIN_TOP_BYTES));
  const [size = "", unit = ""] = formatBytes(language, top).split(/\s/);
  return { top, label: size.replace(/[.,]0$/, ""), unit };
}
