import { element } from "./element.js";
import { text, type TextKey } from "./texts.js";

interface Unit {
  readonly seconds: number;
  readonly age: TextKey;
  readonly ago: TextKey;
}

const SECOND: Unit = { seconds: 1, age: "seconds", ago: "secondsAgo" };
/** The largest first. */
const UNITS: readonly Unit[] = [
  { seconds: 2 * 86_400, age: "days", ago: "daysAgo" },
  { seconds: 86_400, age: "oneDay", ago: "oneDayAgo" },
  { seconds: 3600, age: "hours", ago: "hoursAgo" },
  { seconds: 60, age: "minutes", ago: "minutesAgo" },
];

/** How long ago an instant was: `3 min ago`. */
export function formatAgo(agoSeconds: number): string {
  return format(agoSeconds, "ago");
}

/** How old something is: `3 min`. */
export function formatAge(ageSeconds: number): string {
  return format(ageSeconds, "age");
}

function format(ageSeconds: number, form: "age" | "ago"): string {
  const unit = UNITS.find(({ seconds }) => ageSeconds >= seconds) ?? SECOND;
  const unitSeconds = Math.min(unit.seconds, 86_400);
  return text(unit[form], { count: Math.max(0, Math.floor(ageSeconds / unitSeconds)) });
}

/** Writes how long ago it was beside each time that asks for it. Call it again as time passes. */
export function showAgo(main: HTMLElement, nowSeconds: number): void {
  for (const time of main.querySelectorAll<HTMLTimeElement>("time[data-ago]")) {
    const label = formatAgo(nowSeconds - Date.parse(time.dateTime) / 1000);
    const next = time.nextElementSibling;
    if (next?.matches(".ago") !== true) time.after(element("span", { class: "ago" }, label));
    else if (next.textContent !== label) next.textContent = label;
  }
}
