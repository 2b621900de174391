import { toLocalDay } from "../src/history/local-day.js";
import { makeZone } from "../src/status/zone.js";
import { element } from "./element.js";
import { text, type TextKey } from "./texts.js";
import { DAY_SECONDS } from "../src/text/time-units.js";

interface Unit {
  readonly seconds: number;
  readonly age: TextKey;
  readonly ago: TextKey;
}

const SECOND: Unit = { seconds: 1, age: "seconds", ago: "secondsAgo" };
/** The largest first. */
const UNITS: readonly Unit[] = [
  { seconds: DAY_SECONDS, age: "days", ago: "daysAgo" },
  { seconds: 3600, age: "hours", ago: "hoursAgo" },
  { seconds: 60, age: "minutes", ago: "minutesAgo" },
];

/** How long ago an instant was: `3 min ago`. */
export function formatAgo(agoSeconds: number): string {
  return format(agoSeconds, "ago", Math.floor(agoSeconds / DAY_SECONDS));
}

/** How old something is: `3 min`. */
export function formatAge(ageSeconds: number): string {
  return format(ageSeconds, "age", Math.floor(ageSeconds / DAY_SECONDS));
}

/** @param days the calendar days, used from a day on */
function format(ageSeconds: number, form: "age" | "ago", days: number): string {
  const unit = UNITS.find(({ seconds }) => ageSeconds >= seconds) ?? SECOND;
  if (unit.age !== "days") return text(unit[form], { count: Math.max(0, Math.floor(ageSeconds / unit.seconds)) });
  if (days === 1) return text(form === "age" ? "oneDay" : "oneDayAgo");
  return text(unit[form], { count: days });
}

/**
 * Writes how long ago it was beside each time marked for that; from a day on in calendar days, as everywhere else.
 * Call it again as time passes.
 */
export function showAgo(main: HTMLElement, nowSeconds: number): void {
  const zone = makeZone(main.querySelector<HTMLElement>(".sheet")?.dataset["zone"] ?? "UTC");
  const toDay = (seconds: number): number => Date.parse(toLocalDay(zone, seconds)) / 1000 / DAY_SECONDS;
  const today = toDay(nowSeconds);
  for (const time of main.querySelectorAll<HTMLTimeElement>("time[data-ago]")) {
    const seconds = Date.parse(time.dateTime) / 1000;
    const ageSeconds = nowSeconds - seconds;
    const label = ageSeconds < DAY_SECONDS ? formatAgo(ageSeconds) : format(ageSeconds, "ago", today - toDay(seconds));
    const next = time.nextElementSibling;
    if (next?.matches(".ago") !== true) time.after(element("span", { class: "ago" }, label));
    else if (next.textContent !== label) next.textContent = label;
  }
}
