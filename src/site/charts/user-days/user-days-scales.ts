import { formatInteger, formatOneDecimal } from "../../../text/format/format-number.js";
import type { Language } from "../../../text/i18n/language.js";
import { messagesIn } from "../../../text/i18n/messages.js";
import { roundTop, type AxisScale } from "../axis-scale.js";

const HOUR_TOPS = [0.5, 1, 2, 3, 6, 12, 24, 48] as const;

/**
 * From 0 to at least the most hours. There can be more than a day has, since a user can have several sessions at
 * once.
 */
export function toHourScale(language: Language, mostHours: number): AxisScale {
  const top = HOUR_TOPS.find((hours) => hours >= mostHours) ?? roundTop(mostHours);
  const label = Number.isInteger(top) ? formatInteger(language, top) : formatOneDecimal(language, top);
  return { top, label, unit: messagesIn(language).userDays.hourUnit };
}
